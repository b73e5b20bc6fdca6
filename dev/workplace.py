"""Folders, messages, locks and processes that every part of `dev/` shares."""

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ADDON = "customer_register"
ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT / ".dev"


class Problem(Exception):
    """Something that stops the command: one sentence, with the way to mend it."""


class Stopped(KeyboardInterrupt):
    """The command was told to stop by another signal than Ctrl-C's."""


def stop_on_signals():
    """Let SIGTERM and SIGHUP end the command as Ctrl-C does: with its cleaning up."""

    def stop(*_):
        raise Stopped

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)


def say(message):
    """Tell the developer what happens now."""
    print(f"==> {message}", flush=True)


def short_hash(*parts, length=8):
    """Return a short name-safe digest of the texts `parts`."""
    digest = hashlib.sha256("\0".join(parts).encode())
    return digest.hexdigest()[:length]


def claim():
    """Make `.dev/`, or make sure that it belongs to this user.

    :raise Problem: when it was made by another user
    """
    DEV.mkdir(exist_ok=True)
    if DEV.stat().st_uid != os.geteuid():
        raise Problem(
            f"{DEV} belongs to another user: run `make clean` as that user first."
        )


def is_root():
    return os.geteuid() == 0


def remove(path):
    """Remove a file, a link or a folder with everything in it, if it exists."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write_if_changed(path, text):
    """Write `text` to `path` in one step, unless it is there already."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


@contextmanager
def only_one(name):
    """Let one command at a time through this block; the others wait."""
    with (DEV / f"{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"Waiting for another command that is busy with the {name}")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def output_of(command, problem, **options):
    """Run `command` and return what it prints.

    :raise Problem: with the sentence `problem` and the end of the command's own
        output, when it fails
    """
    result = subprocess.run(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **options,
    )
    if result.returncode:
        end = "\n".join(result.stdout.splitlines()[-15:])
        print(end, file=sys.stderr)
        raise Problem(problem)
    return result.stdout


def foreground(command, **options):
    """Run `command` with this terminal until it ends or the developer stops it.

    A stopped command gets half a minute to end in order.

    :return: its exit code
    """
    # On a terminal, Ctrl-C reaches the command by itself, and a debugger can be used.
    on_terminal = sys.stdin is not None and sys.stdin.isatty()
    process = subprocess.Popen(command, start_new_session=not on_terminal, **options)
    try:
        return process.wait()
    except KeyboardInterrupt as interrupt:
        if not on_terminal or isinstance(interrupt, Stopped):
            process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            pass
        finally:
            process.kill()
        raise
