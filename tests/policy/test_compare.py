"""Two versions beside each other, and what adopting would bring."""

# ruff: noqa: DTZ001  (wall time, as in core)

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from weian.core.cadence import Rules
from weian.core.duty import Duty, derive
from weian.core.world import World
from weian.policy import impact
from weian.policy.compare import Change, compare, counts
from weian.policy.loading import load_pack
from weian.policy.titles import Titles


@pytest.fixture
def difference(plan: Path, write: Callable[..., Path]) -> Callable[..., list[tuple[object, ...]]]:
    def make(*changes: tuple[str, str]) -> list[tuple[object, ...]]:
        text = plan.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        right = load_pack(write(text, "new/pack.yaml")).pack
        found = compare(load_pack(plan).pack, right, Titles())
        return [(d.kind, d.id, d.verdict, d.changes, d.yearly) for d in found]

    return make


def test_the_same_has_no_differences(difference: Callable[..., list[tuple[object, ...]]]) -> None:
    assert difference(("version: 1", "version: 2")) == []


def test_a_changed_cadence_is_told_field_by_field(
    difference: Callable[..., list[tuple[object, ...]]],
) -> None:
    assert difference(("{every: quarter, last: week}", "{every: month}")) == [
        ("obligation", "list", "changed", (Change("时限", "每季度最后一周", "每月"),), 8)
    ]


def test_a_renamed_obligation_is_one_more_and_one_less(
    difference: Callable[..., list[tuple[object, ...]]],
) -> None:
    assert difference(("id: list", "id: lists")) == [
        ("obligation", "lists", "added", (), 4), ("obligation", "list", "removed", (), -4),
    ]  # fmt: skip


def test_clauses_and_questions(difference: Callable[..., list[tuple[object, ...]]]) -> None:
    found = difference(("讲重要性。", "讲意义。"), ("清单是否如实？", "清单是否完整？"))
    assert found == [
        ("clause", "1", "changed", (Change("内容", "讲重要性。", "讲意义。"),), 0),
        ("judged", "j1", "changed", (Change("问题", "清单是否如实？", "清单是否完整？"),), 0),
    ]


def test_counts_sum_it_up(plan: Path, write: Callable[..., Path]) -> None:
    text = (
        plan.read_text("utf-8")
        .replace("id: list", "id: lists")
        .replace("{every: {ask: screening}}", "{every: week}")
    )
    right = load_pack(write(text, "new/pack.yaml")).pack
    assert counts(compare(load_pack(plan).pack, right, Titles())) == {
        "added": 1, "removed": 1, "changed": 1, "yearly": 40,
    }  # fmt: skip


def test_loads_by_kind_of_unit(plan: Path) -> None:
    found = {load.kind: load for load in impact.loads(load_pack(plan).obligations())}
    assert found["township_clinic"].words() == "2 项要求：每年约 16 项定期责任"
    assert found["commission_county"].words() == "1 项要求：一次性 1 项"
    assert "department" not in found
    assert "commission_city" not in found


@pytest.fixture
def deriver() -> Iterator[None]:
    def derived(unit: object, laws: object, at: datetime) -> list[Duty]:
        world = World("u", frozenset({"commission_county"}))
        return list(derive(world, laws, at, Rules()))  # type: ignore[arg-type]

    before = list(impact._deriver)
    impact.derive_with(derived)
    yield
    impact._deriver[:] = before


def test_new_to_dos_are_computed_by_whoever_can(plan: Path, deriver: None) -> None:
    unit = SimpleNamespace()
    found = impact.new_duties(unit, load_pack(plan).obligations(), datetime(2020, 9, 20))  # type: ignore[arg-type]
    assert [(d.obligation.id, d.status) for d in found] == [("launch", "open")]
