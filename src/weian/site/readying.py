"""What stands before a command: its settings, the data folder, Django, a database that answers."""

import os
from collections.abc import Callable
from contextlib import nullcontext

import django

from weian.base import bounds
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


def run(given: list[str], call: Callable[..., int]) -> int:
    """Ready everything that the command asks and call it; its exit code."""
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


def _prepare_data_folder() -> None:
    data = data_folder()
    os.environ["WEIAN_DATA"] = str(data)  # children may stand elsewhere
    data.mkdir(mode=0o711, parents=True, exist_ok=True)
    make_keys(data)
