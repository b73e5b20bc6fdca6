"""Virtual environments under `.dev/`, one for each Python version and purpose."""

import subprocess
import sys
from pathlib import Path

import debian
from workplace import DEV, ROOT, Problem, output_of, remove, say, short_hash

# Two of Odoo's requirements come as source only and are built with these.
BUILD_TOOLS = ["setuptools==80.9.0", "wheel==0.45.1"]


def for_odoo():
    """Return the folder of the environment that runs Odoo and the tests."""
    return _environment("python", ROOT / "dev" / "requirements.txt")


def for_lint():
    """Return the folder of the environment that runs the linters."""
    return _environment("lint", ROOT / "dev" / "requirements-lint.txt")


def with_queue_job():
    """Return a folder to import OCA's queue_job from.

    It is apart from the environment of Odoo: without this folder in its paths an Odoo
    does not have queue_job.
    """
    requirements = ROOT / "dev" / "requirements-queue.txt"
    python = for_odoo() / "bin" / "python"
    folder, stamp, state = _installation("queue", requirements)
    if not _is_installed(stamp, state):
        say(f"Installing {requirements.relative_to(ROOT)}")
        remove(folder)
        options = ["--no-deps", "--target", folder]
        _install([python, "-m", "pip", "install", "-q", *options], requirements)
        stamp.write_text(state, "utf-8")
    return folder


def _environment(purpose, requirements):
    folder, stamp, state = _installation(purpose, requirements)
    if _is_installed(stamp, state):
        return folder
    _require_venv(_version())
    say(f"Installing {requirements.relative_to(ROOT)} for Python {_version()}")
    remove(folder)
    output_of(
        [sys.executable, "-m", "venv", folder],
        f"`{sys.executable} -m venv` failed: see the lines above.",
    )
    pip = [folder / "bin" / "python", "-m", "pip", "install", "-q"]
    output_of([*pip, *BUILD_TOOLS], _problem(requirements))
    _install([*pip, "--no-build-isolation"], requirements)
    stamp.write_text(state, "utf-8")
    return folder


def _installation(purpose, requirements):
    """Return the folder of an installation, its stamp and what the stamp must say."""
    folder = DEV / f"{purpose}-{_version()}"
    state = short_hash(requirements.read_text("utf-8"), *BUILD_TOOLS, str(folder))
    return folder, folder / "installed", state


def _is_installed(stamp, state):
    return stamp.is_file() and stamp.read_text("utf-8") == state


def _install(pip, requirements):
    output_of([*pip, "-r", requirements], _problem(requirements))


def _problem(requirements):
    return (
        f"Installing {requirements.relative_to(ROOT)} failed: check the network and"
        " run the command again."
    )


def _version():
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _require_venv(version):
    """Debian has the standard library's `venv` in a package of its own."""
    if _has_venv():
        return
    package = f"python{version}-venv"
    if not Path(sys.executable).resolve().is_relative_to("/usr/bin"):
        raise Problem(
            f"{sys.executable} has no module ensurepip: use another Python with"
            " `make PYTHON=/path/to/python3`."
        )
    debian.install([package], "Python's virtual environment")


def _has_venv():
    check = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(check, capture_output=True, check=False).returncode == 0
