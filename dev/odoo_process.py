"""Run Odoo's programs with the configuration of one purpose, `run` or `test`."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import addon
import odoo_source
import python_env
from workplace import DEV, Problem, only_one, write_if_changed

CONFIGURATION = """\
; Written by dev/odoo_process.py at every start.
[options]
addons_path = {addons_path}
data_dir = {data_dir}
screenshots = {screenshots}
http_interface = 127.0.0.1
list_db = False
"""


@dataclass(frozen=True)
class Odoo:
    """An Odoo that is ready to be started.

    `environ` leads to the source and to PostgreSQL; `folder` is the working directory
    of its processes.
    """

    source: odoo_source.OdooSource
    python: Path
    folder: Path
    configuration: Path
    environ: dict

    @property
    def data(self):
        return self.folder / "data"

    def command(self, *arguments):
        """Return the command line of `odoo ARGUMENTS`."""
        return [
            *(str(self.python / "bin" / "python"), "-m", "odoo"),
            *(arguments[0], "-c", str(self.configuration), *arguments[1:]),
        ]

    def call(self, *arguments, log, problem, **options):
        """Run `odoo ARGUMENTS` to its end, with its messages in the file `log`.

        :raise Problem: with the sentence `problem` and the last errors of the log, when
            it fails
        """
        log.parent.mkdir(parents=True, exist_ok=True)
        log.unlink(missing_ok=True)
        result = subprocess.run(
            self.command(*arguments, f"--logfile={log}"),
            env=self.environ,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            **options,
        )
        if result.returncode:
            if log.is_file():
                print("\n".join(log.read_text("utf-8").splitlines()[-40:]))
            print(result.stdout.decode(errors="replace"))
            raise Problem(f"{problem} The whole log is {log}.")

    def install(self, database, modules, log, *options):
        """Install `modules` into `database`, which is made when it is missing."""
        self.call(
            *("server", "-d", database, "-i", ",".join(modules)),
            *("--stop-after-init", "--no-http", *options),
            log=log,
            problem=f"Odoo could not install {', '.join(modules)}.",
        )

    def update(self, database, module, log):
        """Update `module` and what depends on it in `database`."""
        self.call(
            *("server", "-d", database, "-u", module, "--stop-after-init", "--no-http"),
            log=log,
            problem=f"Odoo could not update {module}.",
        )


def prepare(purpose, environ):
    """Set up everything Odoo needs but its database.

    :param str purpose: `run` or `test`
    :param dict environ: the environment that leads to PostgreSQL
    :rtype: Odoo
    """
    with only_one("set-up"):
        source = odoo_source.find()
        python = python_env.for_odoo()
        addon.link()
    folder = DEV / purpose
    odoo = Odoo(
        source=source,
        python=python,
        folder=folder,
        configuration=folder / "odoo.conf",
        environ={
            **environ,
            "PYTHONPATH": str(source.python_path),
            "PATH": f"{python / 'bin'}:{environ['PATH']}",
        },
    )
    odoo.data.mkdir(parents=True, exist_ok=True)
    write_if_changed(
        odoo.configuration,
        CONFIGURATION.format(
            addons_path=",".join(map(str, [*source.addons, addon.PARENT])),
            data_dir=odoo.data,
            screenshots=folder / "screenshots",
        ),
    )
    return odoo
