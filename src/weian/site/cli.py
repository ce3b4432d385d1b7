"""The `weian` command: every module of weian.site.commands is a sub-command.

Nothing here imports Django, so that what needs none (``compile``) stays small.
"""

import argparse
import ast
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from weian.site import commands

#: What needs no Django, and the word with which it needs it all the same.
_PLAIN = {"compile": "--propose"}


def main(arguments: list[str] | None = None) -> int:
    """Run one sub-command; its return value is the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if not given or given[0] not in command_names():
        return _usage(given)
    if given[0] in _PLAIN and _PLAIN[given[0]] not in given:
        return call(*given)
    code: int = import_module("weian.site.readying").run(given, call)
    return code


def command_names() -> list[str]:
    """Every sub-command, as typed."""
    return [module.name.replace("_", "-") for module in iter_modules(commands.__path__)]


def call(name: str, *arguments: str) -> int:
    """Run a sub-command in this process; Django must be ready, and the database if it asks one."""
    module = _module(name)
    parser = argparse.ArgumentParser(prog=f"weian {name}", description=module.__doc__)
    module.add_arguments(parser)
    result: int = module.run(parser.parse_args(arguments))
    return result


def _module(name: str) -> ModuleType:
    return import_module(f"{commands.__name__}.{name.replace('-', '_')}")


def _usage(given: list[str]) -> int:
    print("usage: weian <command> [options]\n")
    for name in command_names():
        print(f"  {name:<16}{_first_line(name)}")
    return 0 if given in ([], ["-h"], ["--help"]) else 2


def _first_line(name: str) -> str:
    """A command's purpose, read without importing it."""
    spec = find_spec(f"{commands.__name__}.{name.replace('-', '_')}")
    source = Path(spec.origin).read_text("utf-8") if spec and spec.origin else ""
    return (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main())
