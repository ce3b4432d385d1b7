"""佛坪: the numbers and dates of its text, read off the pack without any register."""

from datetime import date
from pathlib import Path

import pytest

from weian.core.cadence import Every
from weian.policy.loading import load_pack, parse_content
from weian.policy.reissuing import reissued
from weian.policy.schema import Obligation
from weian.policy.when import EveryForm, OnceForm

HERE = Path(__file__).resolve().parents[2] / "packs/county/foping-2020/pack.yaml"


@pytest.fixture(scope="module")
def asked() -> dict[str, Obligation]:
    return {o.id: o for o in load_pack(HERE).pack.obligations}


def _by(obligation: Obligation) -> tuple[date | None, date]:
    assert isinstance(obligation.when, OnceForm)
    return obligation.when.from_, obligation.when.by


def test_each_phase_has_the_days_of_the_text(asked: dict[str, Obligation]) -> None:
    assert _by(asked["unit-plan"]) == (date(2020, 5, 1), date(2020, 6, 30))
    assert _by(asked["full-screening"]) == (date(2020, 7, 1), date(2020, 12, 31))
    assert _by(asked["measures-refined"]) == (date(2021, 1, 1), date(2021, 12, 31))
    assert _by(asked["supporting-measures"]) == (date(2022, 1, 1), date(2022, 12, 31))
    assert asked["four-phases"].measure.count == 4


def test_summaries_reach_the_county_by_the_tenth_of_december(asked: dict[str, Obligation]) -> None:
    yearly = asked["yearly-summary"].when
    assert isinstance(yearly, EveryForm)
    assert yearly.cadence({}) == Every("year", 1, None, (12, 10))
    assert _by(asked["three-year-evaluation"]) == (date(2022, 12, 1), date(2022, 12, 10))
    assert _by(asked["three-year-summary"])[1] == date(2022, 12, 10)
    assert _by(asked["safe-hospital-mechanism"])[1] == date(2022, 12, 31)


def test_what_the_text_counts_is_asked_for_one_by_one(asked: dict[str, Obligation]) -> None:
    def wanted(entry: str, field: str) -> set[object]:
        tests = [t for o in asked.values() if entry in o.req for t in o.owes.where]
        return {v for t in tests if t.field == field for v in t.value}

    assert len(wanted("FP-2.3.1-d", "aspects")) == 4
    assert len(wanted("FP-2.5.2-b", "parts")) == 3
    assert len(wanted("FP-2.5.2-p", "parts")) == 2
    assert len(wanted("FP-2.5.2-q", "parts")) == 1
    assert len(wanted("FP-2.5.3-h", "links")) == 5
    assert len(wanted("FP-2.5.5-f", "departments")) == 7
    assert len(wanted("FP-4.1-j", "members_from")) == 4


def test_power_failure_is_asked_only_of_those_with_both_supplies(
    asked: dict[str, Obligation],
) -> None:
    for ident in ("power-plan", "power-drill", "backup-tested", "power-dialysis"):
        applies = asked[ident].who.applies.all_of
        assert {t.field for t in applies} >= {"dual_power", "own_generation"}, ident


def test_every_question_is_asked_by_some_obligation(asked: dict[str, Obligation]) -> None:
    pack = load_pack(HERE).pack
    used = {o.when.every.ask for o in asked.values() if isinstance(o.when, EveryForm)}
    assert used - {""} == set(pack.questions)


def test_the_county_may_issue_it_again_four_years_later() -> None:
    again = parse_content(reissued(load_pack(HERE).content(), 4, "某县"))
    due = {o.id: o.when.by for o in again.obligations if isinstance(o.when, OnceForm)}
    assert (again.since, again.until) == (date(2024, 5, 1), date(2026, 12, 31))
    assert due["three-year-summary"] == date(2026, 12, 10)
    assert due["unit-plan"] == date(2024, 6, 30)
