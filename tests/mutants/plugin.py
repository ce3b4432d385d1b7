"""Runs the tests again and again, each time on a product with one small mistake: who notices?

A plugin of pytest (``-p tests.mutants.plugin``). All tests run once without a mistake, which tells which of
them come by which function; each mistake is then made in a process of its own, a fork, that runs those tests,
the fastest first, until one fails. What it is asked and what it found stand in files that ``tests.mutants.run`` names.
"""

import importlib
import json
import os
import signal
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from django.db import connection

from tests.mutants.making import Mutant, mutants
from weian.org.rights import RIGHTS

_ASKED = "WEIAN_MUTANTS"  # a file of names, one a line; beside it the answers
_KEPT: list[Any] = []
_LONGEST = float(os.environ.get("WEIAN_MUTANT_SECONDS") or "120")


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
    for mutant in chosen:
        out[mutant.name] = _noticed(session, mutant, seen)
        asked.with_suffix(".json").write_text(
            json.dumps(out, ensure_ascii=False, indent=1), "utf-8"
        )
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


def _come_by(
    session: pytest.Session, chosen: Iterable[Mutant]
) -> dict[CodeType, list[tuple[float, int]]]:
    """Which tests come by the functions in question, and how long each takes."""
    wanted = {_code_of(_function(m)): n for n, m in enumerate(chosen) if m.function != "RIGHTS"}
    wanted.update({_code_of(f): -1 for f in _readers()})
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        _reconnect()
        with os.fdopen(write, "w") as told:
            _told_by_tests(session, wanted, told)
        os._exit(0)
    os.close(write)
    seen: dict[CodeType, list[tuple[float, int]]] = {code: [] for code in wanted}
    codes = list(wanted)
    with os.fdopen(read) as lines:
        for line in lines:
            number, seconds, passed, *touched = json.loads(line)
            if not passed:
                sys.stderr.write(
                    f"mutants: left out, fails as it is: {session.items[number].nodeid}\n"
                )
                continue
            for code in touched:
                seen[codes[code]].append((seconds, number))
    os.waitpid(child, 0)
    return {code: sorted(tests) for code, tests in seen.items()}


def _told_by_tests(session: pytest.Session, wanted: dict[CodeType, int], told: Any) -> None:
    places = {code: place for place, code in enumerate(wanted)}
    touched: set[int] = set()

    def look(frame: Any, event: str, _: object) -> None:
        if event == "call" and frame.f_code in places:
            touched.add(places[frame.f_code])

    session._setupstate.teardown_exact(session.items[0])
    for number, item in enumerate(session.items):
        touched.clear()
        began = time.monotonic()
        sys.setprofile(look)
        reports = runtestprotocol(item, log=False, nextitem=_next(session.items, number))
        sys.setprofile(None)
        passed = all(r.outcome != "failed" for r in reports)
        told.write(json.dumps([number, time.monotonic() - began, passed, *sorted(touched)]) + "\n")
        told.flush()


def _noticed(
    session: pytest.Session, mutant: Mutant, seen: dict[CodeType, list[tuple[float, int]]]
) -> str:
    """The name of the test that fails, "slow" if it never ends, "" if nobody notices."""
    if mutant.function == "RIGHTS":
        tests = sorted({t for f in _readers() for t in seen[_code_of(f)]})
    else:
        tests = seen[_code_of(_function(mutant))]
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        _reconnect()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.close(read)
        os.write(write, _first_failure(session, mutant, [n for _, n in tests]).encode())
        os._exit(0)
    os.close(write)
    until = time.monotonic() + _LONGEST
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(read)
            return ""  # what is not noticed in time is not noticed
        time.sleep(0.05)
    with os.fdopen(read) as answer:
        return answer.read()


def _first_failure(session: pytest.Session, mutant: Mutant, tests: list[int]) -> str:
    try:
        make(mutant)
    except Exception as wrong:  # the module's own checks at import
        return f"does not load: {wrong!r}"[:200]
    items = [session.items[number] for number in tests]
    for number, item in enumerate(items):
        try:
            if not number:
                session._setupstate.teardown_exact(item)
            reports = runtestprotocol(item, log=False, nextitem=_next(items, number))
        except BaseException as wrong:
            return f"{item.nodeid} {wrong!r}"[:200]
        if any(r.failed for r in reports):
            return item.nodeid
    return ""


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
    function = _function(mutant)
    function.__code__ = _inside(code, mutant.function)


def _function(mutant: Mutant) -> Any:
    """The function in the running product, under its decorators."""
    found: Any = importlib.import_module(mutant.module)
    for name in mutant.function.split("."):
        found = vars(found)[name]
    found = getattr(found, "fget", None) or getattr(found, "func", None) or found
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    return getattr(found, "__func__", found)


def _code_of(function: Any) -> CodeType:
    code: CodeType = function.__code__
    return code


def _inside(code: CodeType, name: str) -> CodeType:
    """The code of a function within a module's."""
    for part in name.split("."):
        code = next(c for c in code.co_consts if isinstance(c, CodeType) and c.co_name == part)
    return code


def _readers() -> tuple[Any, ...]:
    """What reads the table of roles."""
    rights = importlib.import_module("weian.org.rights")
    granting = importlib.import_module("weian.org.acts.granting")
    return rights.holds, granting.check
