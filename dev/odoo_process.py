"""Run Odoo's programs with the configuration of one purpose, `run` or `test`."""

import os
import subprocess
from dataclasses import dataclass, replace
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
# queue_job reads its section of the file itself.
QUEUE_CONFIGURATION = """\
server_wide_modules = base,rpc,web,queue_job

[queue_job]
channels = root:{workers}
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
    write_if_changed(odoo.configuration, _configuration(odoo))
    return odoo


def with_queue_job(odoo, workers):
    """Return `odoo` with OCA's queue_job.

    :param Odoo odoo: one that is prepared
    :param int workers: how many jobs run at the same time; 0 starts no runner
    :rtype: Odoo
    """
    with only_one("set-up"):
        folder = python_env.with_queue_job()
    paths = [odoo.environ["PYTHONPATH"], str(folder)]
    queue_odoo = replace(
        odoo,
        configuration=odoo.folder / f"odoo_queue_{workers}.conf",
        environ={**odoo.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )
    text = _configuration(odoo, folder / "odoo" / "addons")
    write_if_changed(
        queue_odoo.configuration, text + QUEUE_CONFIGURATION.format(workers=workers)
    )
    return queue_odoo


def _configuration(odoo, *more_addons):
    return CONFIGURATION.format(
        addons_path=",".join(
            map(str, [*odoo.source.addons, addon.PARENT, *more_addons])
        ),
        data_dir=odoo.data,
        screenshots=odoo.folder / "screenshots",
    )
