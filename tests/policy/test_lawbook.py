"""Which obligations bind: adoptions above a unit, fitted together."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from weian.core.cadence import Every
from weian.policy.lawbook import Adopted, Lawbook
from weian.policy.loading import load_pack
from weian.policy.schema import PackFile

CLINIC = frozenset({"township_clinic", "institution"})
COUNTY, UNIT = 3, 7


@pytest.fixture
def packs(plan: Path, write: Callable[..., Path]) -> dict[str, PackFile]:
    text = plan.read_text("utf-8")
    looser = text.replace("pack: plan", "pack: own").replace("layer: county", "layer: institution")
    looser = looser.replace("id: list", "id: own-list\n        loosens: plan#list")
    return {
        "v1": load_pack(plan).pack,
        "v2": load_pack(write(text.replace("version: 1", "version: 2"), "v2/pack.yaml")).pack,
        "own": load_pack(write(looser, "own/pack.yaml")).pack,
    }


def adopted(
    unit: int, digest: str, since: date, until: date | None = None, **answers: str
) -> Adopted:
    pack = "own" if digest == "own" else "plan"
    return Adopted(unit, digest, pack, since, until, tuple(answers.items()))


def bound(
    packs: dict[str, PackFile], *rows: Adopted, kinds: frozenset[str] = CLINIC
) -> list[tuple[str, date, date | None]]:
    by_unit: dict[int, list[Adopted]] = {}
    for row in rows:
        by_unit.setdefault(row.unit, []).append(row)
    found = Lawbook(by_unit, packs.__getitem__).of([1, COUNTY, UNIT], kinds)
    return [(o.key, o.since, o.until) for o in found]


def test_from_the_later_beginning_to_the_earlier_end(packs: dict[str, PackFile]) -> None:
    early = adopted(COUNTY, "v1", date(2020, 1, 1))
    late = adopted(COUNTY, "v1", date(2021, 3, 1), date(2022, 3, 1))
    assert bound(packs, early)[0] == ("plan#list", date(2020, 9, 8), date(2023, 1, 1))
    assert bound(packs, late)[0] == ("plan#list", date(2021, 3, 1), date(2022, 3, 1))


def test_only_what_binds_the_kind(packs: dict[str, PackFile]) -> None:
    row = adopted(COUNTY, "v1", date(2020, 9, 8))
    assert [k for k, _, _ in bound(packs, row)] == ["plan#list", "plan#screening"]
    county = frozenset({"commission_county", "commission"})
    assert [k for k, _, _ in bound(packs, row, kinds=county)] == ["plan#launch"]


def test_units_elsewhere_do_not_bind(packs: dict[str, PackFile]) -> None:
    assert bound(packs, adopted(99, "v1", date(2020, 9, 8))) == []


def test_an_adoption_withdrawn_on_its_first_day_binds_nobody(packs: dict[str, PackFile]) -> None:
    assert bound(packs, adopted(COUNTY, "v1", date(2021, 1, 1), date(2021, 1, 1))) == []


def test_a_new_version_takes_over_on_its_day(packs: dict[str, PackFile]) -> None:
    day = date(2021, 7, 1)
    rows = adopted(COUNTY, "v1", date(2020, 9, 8), day), adopted(COUNTY, "v2", day)
    assert [x for x in bound(packs, *rows) if x[0] == "plan#list"] == [
        ("plan#list", date(2020, 9, 8), day), ("plan#list", day, date(2023, 1, 1)),
    ]  # fmt: skip


def test_adopted_twice_the_nearest_prevails_from_its_day(packs: dict[str, PackFile]) -> None:
    day = date(2021, 7, 1)
    rows = [adopted(COUNTY, "v1", date(2020, 9, 8)), adopted(UNIT, "v1", day, screening="week")]
    book = Lawbook({COUNTY: [rows[0]], UNIT: [rows[1]]}, packs.__getitem__)
    found = [o for o in book.of([COUNTY, UNIT], CLINIC) if o.id == "screening"]
    assert [(o.when, o.since, o.until) for o in found] == [
        (Every("month"), date(2020, 9, 8), day), (Every("week"), day, date(2023, 1, 1)),
    ]  # fmt: skip


def test_what_a_lower_pack_loosens_ends_where_it_begins(packs: dict[str, PackFile]) -> None:
    day = date(2021, 7, 1)
    found = bound(packs, adopted(COUNTY, "v1", date(2020, 9, 8)), adopted(UNIT, "own", day))
    assert ("plan#list", date(2020, 9, 8), day) in found
    assert ("own#own-list", day, date(2023, 1, 1)) in found
    whole = bound(packs, adopted(COUNTY, "v1", day), adopted(UNIT, "own", day))
    assert "plan#list" not in [k for k, _, _ in whole]


def test_units_under_the_same_adopters_share_one_tuple(packs: dict[str, PackFile]) -> None:
    book = Lawbook({COUNTY: [adopted(COUNTY, "v1", date(2020, 9, 8))]}, packs.__getitem__)
    assert book.of([1, COUNTY, 7], CLINIC) is book.of([1, COUNTY, 8], CLINIC)
