"""Short words for making law and worlds."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from weian.core.cadence import Cadence, Every, Rules
from weian.core.condition import Condition
from weian.core.duty import Duty, derive
from weian.core.obligation import Bearing, Clause, Evidence, Measure, Obligation, Who
from weian.core.world import Record, World

CLINIC = frozenset({"township_clinic", "institution"})


def make_law(
    when: Cadence = Every("month"),  # noqa: B008 (frozen)
    *,
    id: str = "o",
    kinds: tuple[str, ...] = ("inspection",),
    applies: Condition = Condition(),  # noqa: B008
    bearing: Bearing = Bearing(),  # noqa: B008
    measure: Measure = Measure(),  # noqa: B008
    since: date = date(2026, 1, 1),
    until: date | None = None,
    grace: int = 0,
    units: frozenset[str] = frozenset({"institution"}),
    owes: dict[str, Any] | None = None,
    **rest: Any,
) -> Obligation:
    """An obligation of institutions, monthly unless said otherwise."""
    return Obligation(
        id=id, title=id, clause=Clause("p", "1", "第一条"), area="inspection",
        who=Who(units, applies=applies), owes=Evidence(kinds, **(owes or {})), when=when,
        measure=measure, bearing=bearing, grace=timedelta(days=grace), since=since, until=until,
        **rest,
    )  # fmt: skip


def make_record(id: str, happened: datetime, kind: str = "inspection", **rest: Any) -> Record:
    """A record known as soon as it happened."""
    return Record(id, kind, happened, rest.pop("recorded", happened), **rest)


def make_world(records: tuple[Record, ...] = (), **rest: Any) -> World:
    """A township clinic since 2020."""
    rest.setdefault("kinds", CLINIC)
    rest.setdefault("since", datetime(2020, 1, 1))
    return World("u", records=records, **rest)


def compute(
    law: Obligation, world: World, at: datetime, rules: Rules | None = None
) -> dict[str, Duty]:
    """Duties of one obligation by bearer and window."""
    found = list(derive(world, [law], at, rules or Rules()))
    out = {f"{d.bearer.key}|{d.window.key}".lstrip("|"): d for d in found}
    assert len(out) == len(found), "two duties with one key"
    return out


@pytest.fixture
def law() -> Callable[..., Obligation]:
    return make_law


@pytest.fixture
def record() -> Callable[..., Record]:
    return make_record


@pytest.fixture
def world() -> Callable[..., World]:
    return make_world


@pytest.fixture
def duties() -> Callable[..., dict[str, Duty]]:
    return compute
