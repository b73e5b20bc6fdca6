"""Debian packages of the machine itself: installed when missing and allowed."""

import os
import shutil
import subprocess

from workplace import Problem, is_root, say


def install(packages, purpose):
    """Install Debian `packages`, or say how.

    :raise Problem: without root, without apt, or when apt fails
    """
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        raise Problem(
            f"{purpose} needs {names}: install it with this system's package manager."
        )
    if not is_root():
        raise Problem(
            f"{purpose} needs {names}: run `sudo apt-get install {names}` first."
        )
    say(f"Installing Debian's {names}")
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not _succeeds(command) and not (
        _succeeds(["apt-get", "update"]) and _succeeds(command)
    ):
        raise Problem(
            f"{purpose} needs {names}: run `apt-get update && apt-get install {names}`"
            " and see what it reports."
        )


def _succeeds(command):
    """Run an apt command quietly; tell whether it worked."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    result = subprocess.run(command, env=environ, capture_output=True, check=False)
    return result.returncode == 0
