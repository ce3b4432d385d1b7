"""The `weian` command: every module of weian.site.commands is a sub-command."""

import argparse
import ast
import os
import sys
from contextlib import nullcontext
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import django

from weian.base import bounds
from weian.site import commands
from weian.site.database import OWNER_ROLE, data_folder
from weian.site.embedded import database_answers
from weian.site.secret import make_keys

# What a command's database sessions are, said before Django reads its settings.
_ENVIRONMENT = {
    "serve": {"WEIAN_STATEMENT_TIMEOUT": "15s", "WEIAN_LOCK_TIMEOUT": "10s", "WEIAN_POOL": "6"},
    "worker": {"WEIAN_POOL": "6"},
    "migrate": {"WEIAN_DATABASE_ROLE": OWNER_ROLE, "WEIAN_LOCK_TIMEOUT": "5s"},
}
#: What asks neither a database nor a data folder.
_BARE = (["passwords"], ["evaluate"], ["compile"], ["packs", "check"], ["coverage"])
#: Those that start a database themselves, and what works without one.
_KEEPS_DATABASE = {"run", "restore", "drill"}
#: What works for many people: every request and every job says its own bounds.
_SERVERS = {"serve", "worker"}


def main(arguments: list[str] | None = None) -> int:
    """Run one sub-command; its return value is the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if not given or given[0] not in command_names():
        return _usage(given)
    name = given[0]
    bare = given[:1] in _BARE or given[:2] in _BARE
    for variable, value in _ENVIRONMENT.get(name, {}).items():
        os.environ.setdefault(variable, value)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weian.site.settings")
    if not bare:
        _prepare_data_folder()
    django.setup()
    if name not in _SERVERS:
        bounds.process_sees_everything(f"the command weian {name}")
    with nullcontext() if bare or name in _KEEPS_DATABASE else database_answers(data_folder()):
        return call(*given)


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


def _prepare_data_folder() -> None:
    data = data_folder()
    os.environ["WEIAN_DATA"] = str(data)  # children may stand elsewhere
    data.mkdir(mode=0o711, parents=True, exist_ok=True)
    make_keys(data)


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
