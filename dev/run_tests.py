"""`make test`: every test, or those named, in a fresh database with pytest-odoo."""

import addon
import browser
import odoo_process
import postgres
from databases import Templates
from workplace import Problem, foreground, say


def run(selection, pytest_arguments):
    """Run the tests.

    :param str selection: a path in the checkout, as in `tests/test_x.py::TestX`
    :param list pytest_arguments: passed on to pytest
    :return: pytest's exit code
    """
    browser.require_browser()
    browser.require_wkhtmltopdf()
    with postgres.server("test") as environ:
        odoo = odoo_process.prepare("test", environ)
        with Templates(odoo).clone_with_addon() as database:
            code = _pytest(odoo, database.name, selection, pytest_arguments)
    if database.findings:
        print("\n".join(database.findings))
        raise Problem("Installing the addon logged the lines above.")
    return code


def _pytest(odoo, database, selection, pytest_arguments):
    say(f"Testing {selection}")
    command = [
        str(odoo.python / "bin" / "pytest"),
        *("-c", str(addon.FOLDER / "pyproject.toml"), f"--rootdir={addon.FOLDER}"),
        *("-o", f"cache_dir={odoo.folder / 'pytest_cache'}"),
        *("--odoo-config", str(odoo.configuration), "--odoo-database", database),
        # Odoo's own log is shown with a test that fails; pytest's would repeat it.
        *("--odoo-http", "--odoo-log-level=info", "-p", "no:logging"),
        *(*pytest_arguments, selection),
    ]
    return foreground(command, env=odoo.environ, cwd=addon.FOLDER)
