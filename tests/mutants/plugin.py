"""Runs the tests again and again, each time on a product with one small mistake: who notices?

A plugin of pytest (``-p tests.mutants.plugin``). All tests run once without a mistake, which tells which of
them come by which statement; each mistake is then made in a process of its own, a fork, that runs those tests
until one fails: first those that noticed another mistake in the same function, then the fastest. What it is asked and what it found stand in files that ``tests.mutants.run`` names.
"""

import builtins
import functools
import gc
import importlib
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from django.db import connection

from tests.mutants.making import Mutant, mutants, probed
from weian.org.rights import RIGHTS

_ASKED = "WEIAN_MUTANTS"  # a file of names, one a line; beside it the answers
_KEPT: list[Any] = []
_LONGEST = float(os.environ.get("WEIAN_MUTANT_SECONDS") or "120")
#: What reads the table of roles.
_READERS = {("weian.org.rights", "holds"), ("weian.org.acts.granting", "check")}
#: Module, function, number of the statement.
Place = tuple[str, str, int]
Seen = dict[Place, list[tuple[float, int]]]


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """In place of running each test once."""
    asked = Path(os.environ[_ASKED])
    names = set(asked.read_text("utf-8").splitlines())
    part = os.environ.get("WEIAN_MUTANT_PART") or "all"
    chosen = [mutant for mutant in mutants(part) if mutant.name in names]
    _set_up(session)
    seen = _come_by(session, chosen)
    out: dict[str, str] = {}
    killers: dict[tuple[str, str], list[int]] = {}
    for mutant in chosen:
        began = time.monotonic()
        before = killers.setdefault((mutant.module, mutant.function), [])
        found = _noticed(session, mutant, seen, before)
        if isinstance(found, int):
            before[:] = [found, *(n for n in before if n != found)]
            found = session.items[found].nodeid
        out[mutant.name] = found
        took = time.monotonic() - began
        sys.stderr.write(f"mutants: {took:5.1f} s {mutant.name}: {found or 'UNNOTICED'}\n")
        told = json.dumps(out, ensure_ascii=False, indent=1)
        asked.with_suffix(".json").write_text(told, "utf-8")
    return True


def _set_up(session: pytest.Session) -> None:
    """The database, and the twin counties where tests want them, kept for the processes to come."""
    session.items[:] = [item for item in session.items if not _keeps_for_good(item)]
    using = [i for i in session.items if "world" in getattr(i, "fixturenames", ())]
    using = using or [i for i in session.items if i.get_closest_marker("db")]
    using = using or session.items[:1]  # nothing of it wants a database
    reports = runtestprotocol(using[0], log=False, nextitem=using[-1])
    assert all(r.outcome != "failed" for r in reports), [str(r.longrepr) for r in reports]
    raw = connection.connection
    if raw is not None:
        raw.commit()  # past Django, who believes that it is still within the counties' transaction
    _KEPT.append(raw)


def _keeps_for_good(item: pytest.Item) -> bool:
    """Whether a test commits: those after it would find what it left."""
    mark = item.get_closest_marker("django_db")
    fixtures = set(getattr(item, "fixturenames", ()))
    apart = bool(mark and (mark.kwargs.get("transaction") or mark.args))
    return apart or bool(fixtures & {"transactional_db", "live_server", "house"})


def _come_by(session: pytest.Session, chosen: Sequence[Mutant]) -> Seen:
    """Which tests come by the statements in question, and how long each takes."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _reconnect()
        with os.fdopen(write, "w") as told:
            _told_by_tests(session, chosen, told)
        os._exit(0)
    os.close(write)
    seen: Seen = {}
    with os.fdopen(read) as lines:
        for line in lines:
            number, seconds, passed, touched = json.loads(line)
            if not passed:
                name = session.items[number].nodeid
                sys.stderr.write(f"mutants: left out, fails as it is: {name}\n")
                continue
            for place in touched:
                seen.setdefault(tuple(place), []).append((seconds, number))
    os.waitpid(child, 0)
    return {place: sorted(tests) for place, tests in seen.items()}


def _told_by_tests(session: pytest.Session, chosen: Sequence[Mutant], told: Any) -> None:
    """Each test once, on functions that say which of their statements they are at."""
    touched: set[Place] = set()
    for module in {mutant.module for mutant in chosen} | {m for m, _ in _READERS}:
        names = {m.function for m in chosen if m.module == module and m.function != "RIGHTS"}
        names |= {name for m, name in _READERS if m == module}
        _probe(module, names, touched)
    session._setupstate.teardown_exact(session.items[0])
    for number, item in enumerate(session.items):
        touched.clear()
        began = time.monotonic()
        reports = runtestprotocol(item, log=False, nextitem=_next(session.items, number))
        passed = all(r.outcome != "failed" for r in reports)
        took = time.monotonic() - began
        told.write(json.dumps([number, took, passed, sorted(touched)]) + "\n")
        told.flush()


def _probe(module: str, names: set[str], touched: set[Place]) -> None:
    probe = f"_probe_{module.replace('.', '_')}"
    vars(builtins)[probe] = lambda name, number: touched.add((module, name, number))
    tree = probed(module, names, probe)
    code = compile(tree, str(importlib.import_module(module).__file__), "exec")
    for name in names:
        _function(module, name).__code__ = _inside(code, name)


def _noticed(session: pytest.Session, mutant: Mutant, seen: Seen, before: list[int]) -> int | str:
    """The number of the test that fails, or another way of being noticed, "" if nobody does.

    ``before`` are tests that noticed other mistakes in the same function: they are asked first.
    """
    if mutant.function == "RIGHTS":
        tests = [t for place in seen for t in seen[place] if place[:2] in _READERS]
    else:
        tests = seen.get((mutant.module, mutant.function, mutant.statement), [])
    numbers = list(dict.fromkeys(number for _, number in sorted(tests)))
    numbers = [n for n in before if n in numbers] + [n for n in numbers if n not in before]
    if not numbers:
        return ""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _reconnect()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.write(write, json.dumps(_first_failure(session, mutant, numbers)).encode())
        os._exit(0)
    os.close(write)
    until = time.monotonic() + _LONGEST
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(read)
            return ""  # what is not noticed in time is not noticed
        time.sleep(0.02)
    with os.fdopen(read) as answer:
        said: int | str = json.loads(answer.read() or '""')  # one that died said nothing
        return said


def _first_failure(session: pytest.Session, mutant: Mutant, tests: list[int]) -> int | str:
    try:
        make(mutant)
    except Exception as wrong:  # the module's own checks at import
        return f"does not load: {wrong!r}"[:200]
    _forget()
    items = [session.items[number] for number in tests]
    for number, item in enumerate(items):
        try:
            if not number:
                session._setupstate.teardown_exact(item)
            reports = runtestprotocol(item, log=False, nextitem=_next(items, number))
        except BaseException as wrong:
            return f"{item.nodeid} {wrong!r}"[:200]
        if any(r.failed for r in reports):
            return tests[number]
    return ""


def _forget() -> None:
    """What the product remembered was found before the mistake."""
    for found in gc.get_objects():
        kept = type(found) is functools._lru_cache_wrapper  # isinstance would wake what is lazy
        if kept and found.__module__.startswith("weian"):
            found.cache_clear()


def _next(items: Sequence[pytest.Item], number: int) -> pytest.Item:
    """Never none: the session's own things stay until the process ends, which tears nothing down."""
    return items[(number + 1) % len(items)] if len(items) > 1 else items[0]


def _reconnect() -> None:
    """A process of its own has a connection of its own."""
    connection.connection = None  # the other's stays open, in _KEPT
    connection.in_atomic_block, connection.savepoint_ids, connection.needs_rollback = (
        False,
        [],
        False,
    )
    connection.atomic_blocks, connection.run_on_commit = [], []


def make(mutant: Mutant) -> None:
    """The mistake, in this process."""
    if mutant.function == "RIGHTS":
        held = RIGHTS[mutant.role]
        RIGHTS[mutant.role] = held ^ {mutant.right}
        return
    assert mutant.tree is not None
    module = importlib.import_module(mutant.module)
    code = compile(mutant.tree, str(module.__file__), "exec")
    function = _function(mutant.module, mutant.function)
    function.__code__ = _inside(code, mutant.function)


def _function(module: str, name: str) -> Any:
    """The function in the running product, under its decorators."""
    found: Any = importlib.import_module(module)
    for part in name.split("."):
        found = vars(found)[part]
    found = getattr(found, "fget", None) or getattr(found, "func", None) or found
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    return getattr(found, "__func__", found)


def _inside(code: CodeType, name: str) -> CodeType:
    """The code of a function within a module's."""
    for part in name.split("."):
        code = next(c for c in code.co_consts if isinstance(c, CodeType) and c.co_name == part)
    return code
