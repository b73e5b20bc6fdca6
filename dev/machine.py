"""Entry point of the development machine: `python3 dev/machine.py COMMAND`.

The Makefile at the root of the checkout calls it; `make help` lists the commands.
"""

import argparse
import importlib
import shlex
import sys

OLDEST, NEWEST = (3, 10), (3, 13)


def main():
    version = sys.version_info[:2]
    if not OLDEST <= version <= NEWEST:
        sys.exit(
            f"error: Odoo 19 needs Python 3.10 to 3.13 and {sys.executable} is"
            f" {version[0]}.{version[1]}: name another one, as in"
            " `make PYTHON=/usr/bin/python3.11`."
        )
    # Not before the version is known to read these files.
    workplace = importlib.import_module("workplace")
    arguments = vars(parse_arguments())
    module = importlib.import_module(arguments.pop("module"))
    function = getattr(module, arguments.pop("function"))
    try:
        workplace.stop_on_signals()
        workplace.claim()
        sys.exit(function(**arguments))
    except workplace.Problem as problem:
        sys.exit(f"error: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)


def parse_arguments():
    """Read the command line: a function to call, and its arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)

    def add(name, module, function="run"):
        command = commands.add_parser(name)
        command.set_defaults(module=module, function=function)
        return command

    serve = add("run", "serve")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8069)
    test = add("test", "run_tests")
    test.add_argument("selection")
    test.add_argument("--pytest", dest="pytest_arguments", type=shlex.split, default=[])
    add("lint", "lint")
    add("format", "lint", "put_in_form")
    add("bench", "run_bench")
    add("check-install", "check_install")
    add("check-faults", "check_faults")
    add("clean", "clean")
    return parser.parse_args()


if __name__ == "__main__":
    main()
