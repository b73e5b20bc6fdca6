"""Read a file, recognise its columns, clean its values: pure Python, no ORM.

Nothing in this folder imports Odoo or translates: it returns values and problems, and
the models turn them into records and sentences.
"""

from . import identity_numbers, problems, reader, register_rows, row_cleaner
