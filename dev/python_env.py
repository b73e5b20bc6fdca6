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


def _environment(purpose, requirements):
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = DEV / f"{purpose}-{version}"
    stamp = folder / "installed"
    state = short_hash(requirements.read_text("utf-8"), *BUILD_TOOLS, str(folder))
    if stamp.is_file() and stamp.read_text("utf-8") == state:
        return folder
    _require_venv(version)
    say(f"Installing {requirements.relative_to(ROOT)} for Python {version}")
    remove(folder)
    output_of(
        [sys.executable, "-m", "venv", folder],
        f"`{sys.executable} -m venv` failed: see the lines above.",
    )
    pip = [folder / "bin" / "python", "-m", "pip", "install", "-q"]
    problem = (
        f"Installing {requirements.relative_to(ROOT)} failed: check the network and"
        " run the command again."
    )
    output_of([*pip, *BUILD_TOOLS], problem)
    output_of([*pip, "--no-build-isolation", "-r", requirements], problem)
    stamp.write_text(state, "utf-8")
    return folder


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
