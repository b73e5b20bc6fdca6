"""Start Odoo's server: a file, as `python -m odoo` can't start its evented worker.

Odoo starts that worker with the path of the program it was started with itself.
"""

import sys

# dev/ is not for Odoo
sys.path.pop(0)

import odoo.cli  # noqa: E402

if __name__ == "__main__":
    odoo.cli.main()
