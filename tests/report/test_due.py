"""Which reports are owed for which periods."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import NotVisible
from weian.core.cadence import Once, Rules
from weian.core.obligation import Clause, Evidence, Obligation, Who
from weian.duty import actions as duties
from weian.org import actions as org
from weian.report import queries
from weian.report.due import dues, period_title

from .conftest import AT, BRIEF, FOUNDED, LIST


@pytest.mark.parametrize(
    ("period", "title"),
    [
        ("2026-Q3", "2026年第三季度"),
        ("2026-11", "2026年11月"),
        ("2026-H1", "2026年上半年"),
        ("2026", "2026年度"),
        ("2026-W40", "2026-W40 "),
        ("2026-10-01 国庆节", "2026-10-01 国庆节 "),
    ],
)
def test_a_period_is_told_as_people_say_it(period: str, title: str) -> None:
    assert period_title(period) == title


def test_what_is_asked_once_is_of_the_year_of_its_last_day() -> None:
    law = Obligation(
        "sum", "总结", Clause("p", "1", "一"), "report", Who(frozenset({"institution"})),
        Evidence(("report.campaign_summary",)), Once(date(2026, 12, 31)), since=date(2026, 1, 1),
    )  # fmt: skip
    (due,) = dues(date(2025, 1, 1), [law], datetime(2026, 11, 1), Rules())  # noqa: DTZ001 (wall time)
    assert due.period == "2026"


@pytest.mark.django_db
def test_the_list_is_owed_in_the_last_week_of_each_quarter(due_of: Any) -> None:
    due = due_of("clinic")
    assert (due.begins, due.ends) == (date(2026, 7, 1), date(2026, 10, 1))
    assert (due.opens, due.due) == (datetime(2026, 9, 24), datetime(2026, 10, 1))  # noqa: DTZ001
    assert due.title == "2026年第三季度问题隐患和制度措施清单"


@pytest.mark.django_db
def test_what_was_is_and_comes_next_is_listed_the_latest_first(county: SimpleNamespace) -> None:
    found = [d.period for d in queries.dues_of(county.clinic, AT) if d.kind.key == LIST]
    assert found == ["2026-Q4", "2026-Q3", "2026-Q2", "2026-Q1"]


@pytest.mark.django_db
def test_a_phase_of_what_comes_round_is_no_report_of_its_own(due_of: Any) -> None:
    assert due_of("clinic", period="once") == due_of("clinic")


@pytest.mark.django_db
def test_a_unit_owes_nothing_for_the_time_before_it_was(county: SimpleNamespace) -> None:
    found = [d.period for d in queries.dues_of(county.young, AT) if d.kind.key == BRIEF]
    assert found == ["2026-10", "2026-09", "2026-08"]


@pytest.mark.django_db
def test_what_a_county_counts_below_is_no_report_of_the_county(county: SimpleNamespace) -> None:
    assert {d.kind.key for d in queries.dues_of(county.office, AT)} == {"report.yearly_work"}


@pytest.mark.django_db
def test_what_is_not_owed_is_not_found(due_of: Any) -> None:
    with pytest.raises(NotVisible):
        due_of("clinic", kind="report.campaign_summary", period="2026")
    with pytest.raises(NotVisible):
        due_of("clinic", period="2019-Q1")


@pytest.mark.django_db
def test_whom_the_law_does_not_bind_owes_no_list(county: SimpleNamespace, due_of: Any) -> None:
    org.declare_fact(None, at=AT, unit=county.other, key="medical", value=False, since=FOUNDED)
    duties.rebuild(AT + timedelta(minutes=1))
    with pytest.raises(NotVisible):
        due_of("other", at=AT + timedelta(minutes=2))
    assert due_of("clinic")
