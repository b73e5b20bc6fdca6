"""`make lint` and `make format`: style, Odoo conventions, traces of a machine."""

import os
import re
import subprocess
import sys
from urllib.parse import urlsplit
from xml.etree import ElementTree

import addon
import odoo_source
import python_env
from workplace import ADDON, ROOT, Problem, only_one, say

# Of Odoo's own linter (addons/test_lint), the checks that work on a single addon.
ODOO_PLUGINS = (
    "_odoo_checker_gettext",
    "_odoo_checker_sql_injection",
    "_odoo_checker_unlink_override",
)
ODOO_MESSAGES = (
    "gettext-placeholders",
    "gettext-repr",
    "gettext-variable",
    "missing-gettext",
    "raise-unlink-override",
    "sql-injection",
)
# Folders with programs for developers and users; Odoo does not load them.
NOT_IN_ADDON = {"dev", "examples"}
# Folders that exist on one developer's machine only.
MACHINE_PATH = re.compile(r"(?<![\w.])/(work|root|home)/")


def run():
    """Run every check.

    :raise Problem: when one of them fails, after the others have run
    """
    tools = _prepare()
    checks = {
        "ruff check": _ruff(tools, "check"),
        "ruff format (`make format` mends it)": _ruff(tools, "format", "--check"),
        "pylint-odoo": _pylint_odoo(tools),
        "Odoo's own checkers": _odoo_checkers(tools),
        "XML files": _malformed_xml(),
        "machine paths and registry hosts": _machine_traces(),
    }
    failed = [name for name, passed in checks.items() if not passed]
    if failed:
        raise Problem(f"These checks failed: {', '.join(failed)}.")
    say("All checks passed")
    return 0


def put_in_form():
    """Format Python files and sort their imports."""
    tools = _prepare()
    sorted_ = _ruff(tools, "check", "--select=I", "--fix")
    return 0 if _ruff(tools, "format") and sorted_ else 1


def _prepare():
    with only_one("set-up"):
        addon.link()
        return python_env.for_lint() / "bin"


def _ruff(tools, *arguments):
    say(f"ruff {arguments[0]}")
    return _passes([tools / "ruff", *arguments, "."], cwd=ROOT)


def _pylint_odoo(tools):
    say("pylint-odoo")
    configuration = f"--rcfile={ROOT / 'pyproject.toml'}"
    # Here a big model is divided over several files on purpose.
    divided = "--disable=consider-merging-classes-inherited"
    command = [tools / "pylint", configuration, divided, *_addon_modules()]
    return _passes(command, cwd=addon.PARENT)


def _odoo_checkers(tools):
    say("Odoo's own checkers")
    with only_one("set-up"):
        source = odoo_source.find()
    plugins = source.addons[0] / "test_lint" / "tests"
    command = [
        *(tools / "pylint", f"--rcfile={os.devnull}", "--score=n", "--disable=all"),
        f"--load-plugins={','.join(ODOO_PLUGINS)}",
        f"--enable={','.join(ODOO_MESSAGES)}",
        *_addon_modules(),
    ]
    environ = {**os.environ, "PYTHONPATH": f"{plugins}:{source.python_path}"}
    return _passes(command, cwd=addon.PARENT, env=environ)


def _addon_modules():
    """Return the addon's Python files as seen from the folder above it.

    Pylint finds those of a package by itself, but does not follow links.
    """
    paths = (path.relative_to(ROOT) for path in _project_files())
    return [
        os.path.join(ADDON, path)
        for path in paths
        if path.suffix == ".py" and path.parts[0] not in NOT_IN_ADDON
    ]


def _passes(command, **options):
    return subprocess.run(command, check=False, **options).returncode == 0


def _malformed_xml():
    """Check that every XML file can be parsed."""
    say("XML files")
    passed = True
    for path in _project_files():
        if path.suffix == ".xml":
            try:
                ElementTree.parse(path)
            except ElementTree.ParseError as error:
                print(f"{path.relative_to(ROOT)}: {error}")
                passed = False
    return passed


def _machine_traces():
    """Check that no text file tells where it was written."""
    say("Machine paths and registry hosts")
    hosts = _registry_hosts()
    passed = True
    for path in _project_files():
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, 1):
            if MACHINE_PATH.search(line) or any(host in line for host in hosts):
                print(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
                passed = False
    return passed


def _registry_hosts():
    """Return the hosts that this machine's apt and pip are set up to ask."""
    texts = [os.environ.get("PIP_INDEX_URL", "")]
    for command in (
        ["apt-get", "indextargets", "--format", "$(SITE)"],
        [sys.executable, "-m", "pip", "config", "list"],
    ):
        try:
            result = subprocess.run(
                command, capture_output=True, text=True, check=False
            )
        except FileNotFoundError:
            continue
        texts.append(result.stdout)
    addresses = re.findall(r"https?://[^\s'\"]+", "\n".join(texts))
    return {host for host in (urlsplit(text).hostname for text in addresses) if host}


def _project_files():
    """Return the files that git tracks or would track."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode:
        raise Problem(
            f"git cannot list the files of {ROOT}: run `git -C {ROOT} status` and see"
            " what it reports."
        )
    paths = (ROOT / name for name in listing.stdout.split("\0") if name)
    return [path for path in paths if path.is_file()]
