"""What guarding costs: a hashed password, a wrong name beside a wrong password, a write with its event."""

import logging
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count
from time import perf_counter

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from weian.base import clock, events
from weian.notify import actions as notify
from weian.org import actions, queries
from weian.org.actions import UnitSeed
from weian.org.queries import Person
from weian.site import followers, passwords
from weian.site.bench.table import Line, printed
from weian.site.bench.timing import in_turns
from weian.site.database import DATABASE_NAME
from weian.site.postgres import Cluster

_SINCE = date(2020, 1, 1)
_HANDS = 4  # connections that write at the same time


def run(cluster: Cluster, *, small: bool) -> None:
    """Print the table to stdout."""
    logging.getLogger("axes").setLevel(logging.ERROR)  # hundreds of wrong passwords are meant
    call_command("collectstatic", interactive=False, verbosity=0)
    person = _somebody()
    with followers.silent():
        lines = [
            _hashed(),
            _answered(10 if small else 100),
            *_noted(person, 200 if small else 2000),
        ]
    with cluster.connect(DATABASE_NAME) as found:
        version = found.info.parameter_status("server_version") or ""
    sys.stdout.write(printed(lines, version) + "\n")


def _somebody() -> Person:
    seed = UnitSeed("office", "commission_county", "测量用县卫生健康局", "", _SINCE)
    unit = actions.load_tree(None, at=clock.now(), seeds=[seed])["office"]
    made = actions.appoint(
        None, at=clock.now(), unit=unit, name="测量", since=_SINCE, roles=["commission_clerk"]
    )
    actions.create_login(None, at=clock.now(), person=made, login="measured")
    return queries.person_by_id(made.pk)


def _hashed() -> Line:
    cost = passwords.Cost.said("")
    took = passwords.milliseconds(cost)
    return Line("password hashed", f"Argon2id {cost}", took, "ms", passwords.MOST)


def _answered(times: int) -> Line:
    """Whether the time of the answer betrays which names exist."""
    known, unknown = in_turns(lambda: _try("measured"), lambda: _try("nobody"), times)
    ratio = max(known, unknown) / min(known, unknown)
    return Line("wrong name beside wrong password", f"{known:.0f} and {unknown:.0f} ms", ratio, "×", 1.2)  # fmt: skip


def _try(login: str, _sources: "count[int]" = count()) -> None:  # noqa: B008  # one for all tries
    source = next(_sources)
    client = Client(
        SERVER_NAME="localhost",
        REMOTE_ADDR=f"10.{source >> 16 & 255}.{source >> 8 & 255}.{source & 255}",
    )
    client.post("/login", {"login": login, "password": "falsch-falsch"})


def _noted(person: Person, times: int) -> list[Line]:
    """A small act of several connections at once, each on disk when it returns."""

    def bare() -> None:
        with transaction.atomic():
            notify.tell([person], kind="system", title="测量", at=clock.now())

    def noted() -> None:
        with transaction.atomic():
            notify.tell([person], kind="system", title="测量", at=clock.now())
            events.append(
                verb="notify.urge", object_kind="unit", object_id=person.unit_id, actor=person,
                unit=person.unit, at=clock.now(), given={"title": "测量"},
            )  # fmt: skip

    _ = person.unit  # read once, as in a request
    without, with_event = _a_second(bare, times), _a_second(noted, times)
    scale = f"{_HANDS} connections"
    return [
        Line("writes with their event", scale, with_event, "/s", 1000, at_least=True),
        Line("… beside the same without", f"{without:,.0f}/s", without / with_event, "×", 3),
    ]


def _a_second(act: Callable[[], None], times: int) -> float:
    """Acts a second, of all connections together."""

    def work() -> None:
        try:
            for _ in range(times):
                act()
        finally:
            connection.close()

    with ThreadPoolExecutor(_HANDS) as hands:
        began = perf_counter()
        for done in [hands.submit(work) for _ in range(_HANDS)]:
            done.result()
    return _HANDS * times / (perf_counter() - began)
