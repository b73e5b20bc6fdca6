"""Databases: templates that are installed once, and clones of them for each use.

For each kind (with or without demo data) there is a template with the addon's
dependencies and one with the addon as it is now; one more has queue_job too. A template
is complete when its database has a comment that says so, which is written last.
"""

import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import addon
import log_check
import postgres
from workplace import ADDON, DEV, only_one, remove, say, short_hash

# Databases of several checkouts may share one server.
PREFIX = f"crdev_{short_hash(str(DEV))}"
COMPLETE = "complete"


@dataclass(frozen=True)
class Template:
    """A database to copy, the log of its installation and the log to compare with."""

    name: str
    log: Path
    baseline: Path


@dataclass(frozen=True)
class Clone:
    """A database for one use.

    `findings` are the warnings that the addon's installation into it caused; `baseline`
    is the log of the installation of the dependencies.
    """

    name: str
    findings: list
    baseline: Path


class Databases:
    """The databases of one Odoo, with their files."""

    def __init__(self, odoo):
        self.odoo = odoo

    def query(self, sql, database="postgres"):
        return postgres.query(self.odoo.environ, sql, database)

    def exists(self, name):
        return name in self.names(name)

    def names(self, prefix):
        sql = f"SELECT datname FROM pg_database WHERE starts_with(datname, '{prefix}')"
        return self.query(sql)

    def comment(self, name):
        """Return the comment on the database `name`, or an empty text."""
        lines = self.query(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            f" WHERE datname = '{name}'"
        )
        return "".join(lines)

    def set_comment(self, name, text):
        self.query(f"COMMENT ON DATABASE {name} IS '{text}'")

    def files(self, name):
        """Return the folder of the attachments of the database `name`."""
        return self.odoo.data / "filestore" / name

    def copy(self, source, name):
        self.query(f"CREATE DATABASE {name} TEMPLATE {source}")
        if self.files(source).is_dir():
            # Odoo never changes a file of its store, so links are as good as copies.
            shutil.copytree(self.files(source), self.files(name), copy_function=os.link)

    def rename(self, source, name):
        remove(self.files(name))
        if self.files(source).is_dir():
            self.files(source).rename(self.files(name))
        self.query(f"ALTER DATABASE {source} RENAME TO {name}")

    def drop(self, name):
        """Drop a database that was made here: its name begins with PREFIX."""
        assert name.startswith(PREFIX), name
        self.query(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        remove(self.files(name))


class Templates(Databases):
    """The templates and clones of one Odoo."""

    def clone_with_addon(self, demo=False):
        """Have a fresh database with the addon while the block runs."""
        return self._clone(self._with_addon, demo)

    def clone_with_queue_job(self, queue_odoo):
        """Have a fresh database with the addon and queue_job while the block runs.

        :param queue_odoo: the Odoo that has queue_job
        """
        return self._clone(self._with_queue_job, queue_odoo)

    @contextmanager
    def _clone(self, template_with, variant):
        name = f"{PREFIX}_clone_{os.getpid()}"
        with only_one("templates"):
            self._drop_left_over()
            template = template_with(variant)
            # Read now: another command may replace the template after this block.
            findings = log_check.caused_by_addon(template.log, template.baseline)
            self.copy(template.name, name)
        try:
            yield Clone(name, findings, template.baseline)
        finally:
            self.drop(name)

    def _with_queue_job(self, queue_odoo):
        """Return the template that has the addon in its present state and queue_job."""
        addon_template = self._with_addon(demo=False)
        paths = queue_odoo.environ["PYTHONPATH"]
        key = short_hash(addon_template.name, paths)
        template = self._template("queue", False, key, addon_template.log)
        if not self._is_complete(template):
            self._drop_others("queue", False)
            say("Installing queue_job")
            self.copy(addon_template.name, template.name)
            queue_odoo.install(template.name, ["queue_job"], template.log)
            self.set_comment(template.name, COMPLETE)
        return template

    def _with_addon(self, demo):
        """Return the template that has the addon in its present state."""
        dependencies = self._with_dependencies(demo)
        key = short_hash(dependencies.name, addon.checksum())
        template = self._template("addon", demo, key, dependencies.log)
        if not self._is_complete(template):
            self._drop_others("addon", demo)
            say(f"Installing {ADDON}{' with demo data' if demo else ''}")
            self.copy(dependencies.name, template.name)
            self._install(template, [ADDON], demo)
        return template

    def _with_dependencies(self, demo):
        """Return the template that has the addon's dependencies only."""
        depends = addon.depends()
        key = short_hash(self.odoo.source.identity, *depends)
        template = self._template("dependencies", demo, key, None)
        if not self._is_complete(template):
            self._drop_others("dependencies", demo)
            say(
                f"Installing the dependencies{' with demo data' if demo else ''}"
                " (one minute or two, once)"
            )
            self._install(template, depends, demo)
        return template

    def _install(self, template, modules, demo):
        options = ["--with-demo"] if demo else []
        self.odoo.install(template.name, modules, template.log, *options)
        self.set_comment(template.name, COMPLETE)

    def _template(self, content, demo, key, baseline):
        name = f"{PREFIX}_{content}_{'demo' if demo else 'plain'}_{key}"
        return Template(name, self.odoo.folder / "logs" / f"{name}.log", baseline)

    def _is_complete(self, template):
        return self.comment(template.name) == COMPLETE and template.log.is_file()

    def _drop_others(self, content, demo):
        """Drop the templates of this kind that were made for another state."""
        kind = self._template(content, demo, "", None)
        for name in self.names(kind.name):
            self.drop(name)
        for log in kind.log.parent.glob(f"{kind.name}*.log"):
            remove(log)

    def _drop_left_over(self):
        """Drop the clones of commands that were killed."""
        for name in self.names(PREFIX):
            match = re.fullmatch(rf"{PREFIX}_clone_(\d+)", name)
            if match and not Path("/proc", match[1]).exists():
                self.drop(name)
