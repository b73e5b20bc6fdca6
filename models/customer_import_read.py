from itertools import islice

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ..importing import problems as p
from ..importing.masks import mask_cell
from ..importing.problems import ImportFileError, Problem
from ..importing.reader import open_table
from ..importing.recognise import (
    detect_source,
    file_signature,
    recognise_columns,
)
from ..importing.register_rows import STRICT_COLUMNS, mask_strict_cell
from .customer_import_reference import REFERENCE_HEADER
from .import_targets import REFERENCE
from .problem_messages import problem_message

PREVIEW_ROWS = 5
SAMPLE_ROWS = 200
STRICT_DELIMITER = ";"


class CustomerImport(models.Model):
    """Read the file: its form, its counts, and what its columns go to."""

    _inherit = "customer.import"

    # === ACTION METHODS === #

    def action_read(self):
        """Read the file: its form, its counts, its columns and first rows.

        :return: True
        :raise ValidationError: when the file can't be imported, saying why
        """
        for customer_import in self:
            customer_import._check_state("draft", "read", "checked")
            table = customer_import._read_table()
            sample = list(islice(table.rows, SAMPLE_ROWS))
            customer_import.line_ids.unlink()
            source = customer_import._source_of(table)
            customer_import._choose_mode(table, source)
            columns = customer_import._prepare_columns(table, sample)
            targets = [column["target"] for column in columns]
            customer_import.with_context(customer_import_reading=True).write(
                {
                    "state": "read",
                    "file_format": table.format,
                    "encoding": table.encoding,
                    "delimiter": table.delimiter,
                    "sheet": table.sheet,
                    "sheets": list(table.sheets),
                    "skip_rows": table.skip_rows,
                    "has_header": table.has_header,
                    "source": source,
                    "signature": table.has_header and file_signature(table.header),
                    "row_count": table.row_count,
                    "column_count": table.column_count,
                    "preview": {
                        "header": _masked(source, table.header, targets),
                        "rows": [
                            [row.number, *_masked(source, row.values, targets)]
                            for row in sample[:PREVIEW_ROWS]
                        ],
                    },
                    "column_ids": [
                        Command.clear(),
                        *(Command.create(values) for values in columns),
                    ],
                }
            )
        return True

    def action_change_columns(self):
        """Go back from the check to the columns.

        :return: True
        """
        for customer_import in self:
            customer_import._check_state("checked")
            customer_import._outdate_check()
        return True

    # === BUSINESS METHODS === #

    def _read_table(self):
        """Return the table of the file, read as it was chosen or found out.

        :rtype: importing.table.Table
        :raise ValidationError: when the file can't be imported, saying why
        """
        self.ensure_one()
        if not self.file and not self.file_name:
            raise ValidationError(self.env._("Choose a file first."))
        data = self._file_content()
        # what was found out once stays: a later step reads the same rows
        known = self.state != "draft"
        given = self.given_options or {}
        options = {
            name: self[name] if known or name in given else None
            for name in ("encoding", "delimiter", "sheet", "has_header", "skip_rows")
        }
        if known:
            # a person who empties an option wants it found out anew
            options = {
                name: value if name in ("has_header", "skip_rows") else (value or None)
                for name, value in options.items()
            }
        if options["skip_rows"] is not None:
            options["skip_rows"] = max(options["skip_rows"], 0)
        try:
            table = open_table(data, self.file_name or "", **options)
            if self._source_of(table) == "sticos":
                _check_strict(table, data)
        except LookupError as error:
            raise ValidationError(
                self.env._("There is no encoding “%s”.", self.encoding)
            ) from error
        except ImportFileError as error:
            raise ValidationError(
                self.env._(
                    "%(file)s: %(problem)s",
                    file=self.file_name or self.env._("File"),
                    problem=problem_message(self.env, error.problem),
                )
            ) from error
        return table

    def _file_content(self):
        """Return the bytes of the file, without the detour over a field's base64."""
        self.check_access("read")
        attachment_sudo = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_field", "=", "file"),
                    ("res_id", "=", self.id),
                ],
                limit=1,
            )
        )
        return attachment_sudo.raw or b""

    def _source_of(self, table):
        """Return the kind of file: as chosen, else as recognised."""
        if self.source and (
            self.state != "draft" or "source" in (self.given_options or {})
        ):
            return self.source
        if self.template_id.source:
            return self.template_id.source
        if self.project_id:
            return "apex"
        return detect_source(table) or "free"

    def _choose_mode(self, table, source):
        """Let files of existing customers update them, unless a person chose otherwise.

        :param table: importing.table.Table
        :param str source: kind of file
        """
        if self.state != "draft" or "mode" in (self.given_options or {}):
            return
        mode = self.template_id.mode or self.mode
        if mode == "create" and (source == "komet" or REFERENCE_HEADER in table.header):
            mode = "create_update"
        if mode != self.mode:
            self.with_context(customer_import_reading=True).mode = mode

    def _prepare_columns(self, table, sample):
        """Return values of the column records: what each column goes to.

        The strict file has a fixed order. Otherwise a saved template says it, or the
        column's header and values do. What a person chose for a column is kept.
        """
        source, notes = self._source_of(table), {}
        if source == "sticos":
            found = [
                (STRICT_COLUMNS[place] if place < len(STRICT_COLUMNS) else "", 1.0)
                for place in range(table.column_count)
            ]
        else:
            found = self._recognise(table, sample)
            notes = self._unknown_columns(found, table, sample)
        chosen = {
            (column.position, column.header): column
            for column in self.column_ids
            if column.is_chosen
        }
        template_lines = self._template_lines(table)
        headers = _masked(source, table.header, [target for target, _sure in found])
        values_list = []
        for place, header in enumerate(table.header):
            target, confidence = ("", 0) if place in notes else found[place]
            masked_header = headers[place]
            values = {
                "position": place + 1,
                "header": masked_header,
                "target": target or False,
                "confidence": round(100 * confidence),
                "policy": "overwrite",
                "note": notes.get(place, False),
            }
            if line := template_lines.get(_header_key(header)):
                values.update(
                    target=line.target, policy=line.policy, confidence=100, note=False
                )
            if column := chosen.get((place + 1, masked_header)):
                values.update(
                    target=column.target,
                    policy=column.policy,
                    is_chosen=True,
                    note=False,
                )
            values["sample"] = next(
                (
                    masked_cell(source, place, row.values[place], values["target"])
                    for row in sample
                    if place < len(row.values) and row.values[place]
                ),
                "",
            )
            values_list.append(values)
        return values_list

    def _recognise(self, table, sample):
        """Return (target, confidence) for each column."""
        recognitions = recognise_columns(
            table.header,
            sample,
            has_header=table.has_header,
            country_code=self.company_id.country_id.code or "",
            extra=self._extra_targets(),
            source=self._source_of(table),
        )
        return [
            (found.target, found.confidence)
            if header != REFERENCE_HEADER
            else (REFERENCE, 1.0)
            for found, header in zip(recognitions, table.header, strict=True)
        ]

    @api.model
    def _extra_targets(self):
        """Return (target, label) of the custom fields, and of columns of our own files.

        The labels of every language: a file may be filled in by somebody else.
        """
        columns = self.env["customer.import.column"]
        found = {
            (target["target"], target["full_label"])
            for language, _name in self.env["res.lang"].get_installed()
            for target in columns.with_context(lang=language)._targets()
        }
        return sorted(found)

    def _template_lines(self, table):
        """Return {header: line} of the template that fits the file.

        :return: as chosen, else the latest one saved for a file of this form
        """
        template = self.template_id
        if not template and table.has_header:
            template = self.env["customer.import.template"]._find(
                file_signature(table.header), self.company_id
            )
            if template:
                self.with_context(customer_import_reading=True).template_id = template
        return {_header_key(line.header): line for line in template.line_ids}


def _masked(source, cells, targets):
    """Return what may be shown of cells before their row is cleaned."""
    targets = [*targets, *[""] * len(cells)]
    return [
        masked_cell(source, place, cell, targets[place])
        for place, cell in enumerate(cells)
    ]


def masked_cell(source, place, cell, target):
    """Return what may be shown of one cell before its row is cleaned.

    :param str source: kind of file
    :param int place: of the cell in its row, from 0
    :param str cell: as it was read
    :param target: what its column goes to
    """
    if source == "sticos":
        return mask_strict_cell(place, cell)
    return mask_cell(target or "", cell)


def _check_strict(table, data):
    """Refuse a file that is not what Sticos asks for.

    Source: seed 000_26c010d3a1eadc26.txt, "File import requirements".
    """
    if table.format != "csv":
        raise ImportFileError(Problem(p.FILE_NOT_TEXT, {"kind": table.format}))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ImportFileError(
            Problem(
                p.FILE_WRONG_ENCODING,
                {
                    "expected": "utf-8",
                    "likely": table.encoding,
                    "line": data.count(b"\n", 0, error.start) + 1,
                },
            )
        ) from error
    if table.delimiter != STRICT_DELIMITER and table.column_count > 1:
        raise ImportFileError(
            Problem(
                p.FILE_WRONG_DELIMITER,
                {"expected": STRICT_DELIMITER, "found": table.delimiter},
            )
        )
    if table.column_count < len(STRICT_COLUMNS):
        widest = max(len(row.values) for row in table.rows)
        # the header is a row, too, and as wide as the widest
        first = table.skip_rows + 1 if table.has_header else 0
        raise ImportFileError(
            Problem(
                p.FILE_TOO_FEW_COLUMNS,
                {
                    "expected": len(STRICT_COLUMNS),
                    "found": table.column_count,
                    "row": first
                    or next(
                        row.number for row in table.rows if len(row.values) == widest
                    ),
                },
            )
        )


def _header_key(header):
    return " ".join((header or "").split()).casefold()
