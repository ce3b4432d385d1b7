"""Who sees which cases: secret ones, those that a unit still prepares, those that are one's own."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.clock import TZ
from weian.case.inside import KEPT
from weian.case.models import Case
from weian.org import actions as org

pytestmark = pytest.mark.db
AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
_SECRET, _DRAFT, _SENT, _OWN, _PLAIN = "secret", "draft", "sent", "own", "plain"


@pytest.fixture
def cases(tree: SimpleNamespace, people: SimpleNamespace, monkeypatch: Any) -> dict[str, Case]:
    """By what each is; "test_letter" goes up once its ``sent_on`` is filled in."""
    monkeypatch.setitem(KEPT, "test_letter", "sent_on")

    def make(number: str, kind: str, **given: Any) -> Case:
        hospital = tree.hospital
        return Case.objects.create(
            kind=kind, number=number, state="found", is_open=True, opened_on=date(2026, 11, 5),
            moved_at=AT, unit=hospital, department=given.pop("department", None),
            county_id=hospital.county_id, institution_id=hospital.institution_id, title=number,
            reporter=given.pop("reporter", people.manager), **given,
        )  # fmt: skip

    return {
        _SECRET: make(_SECRET, "test_defect", known_to=[people.inspector.pk, people.manager.pk]),
        _DRAFT: make(_DRAFT, "test_letter", data={"title": "写了一半"}),
        _SENT: make(_SENT, "test_letter", data={"title": "已报", "sent_on": "2026-11-04"}),
        _OWN: make(_OWN, "test_defect", reporter=people.nurse, department=tree.ward),
        _PLAIN: make(_PLAIN, "test_defect", department=tree.ward),
    }


def _seen(person: Any, **given: Any) -> set[str]:
    return {case.number for case in Case.objects.visible_to(person, AT, **given)}


@pytest.mark.usefixtures("cases")
def test_a_secret_case_is_there_for_those_who_know_and_a_draft_for_its_house(
    people: SimpleNamespace,
) -> None:
    outside = {_SENT, _OWN, _PLAIN}
    assert _seen(people.inspector) == {_SECRET, *outside}
    assert _seen(people.clerk) == outside
    assert _seen(people.leader) == outside
    assert _seen(people.manager) == {_SECRET, _DRAFT, *outside}
    assert _seen(people.head) == {_DRAFT, *outside}
    assert _seen(people.other) == set()


@pytest.mark.usefixtures("cases")
def test_of_some_kinds_alone_nothing_more_is_seen(people: SimpleNamespace) -> None:
    assert _seen(people.clerk, kinds=["test_letter"]) == {_SENT}
    assert _seen(people.clerk, kinds=["test_defect"]) == {_OWN, _PLAIN}
    assert _seen(people.manager, kinds=["test_letter"]) == {_DRAFT, _SENT}
    assert _seen(people.manager, kinds=[]) == set()


def test_staff_see_what_they_told_and_what_waits_for_them(
    cases: dict[str, Case], people: SimpleNamespace
) -> None:
    assert _seen(people.nurse) == {_OWN}
    Case.objects.filter(pk=cases[_PLAIN].pk).update(assignee=people.nurse)
    assert _seen(people.nurse) == {_OWN, _PLAIN}
    assert _seen(people.nurse, right="case.act:manage") == set()


def test_who_writes_for_a_commission_and_works_in_a_house_sees_drafts_of_that_house(
    cases: dict[str, Case], tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    org.appoint(
        None, at=AT, unit=tree.hospital, person=people.clerk, roles=["auditor"],
        since=date(2026, 1, 1),
    )  # fmt: skip
    assert _DRAFT in _seen(people.clerk)
    Case.objects.filter(pk=cases[_DRAFT].pk).update(unit=tree.clinic, institution_id=tree.clinic.pk)
    assert _DRAFT not in _seen(people.clerk)
    Case.objects.filter(pk=cases[_DRAFT].pk).update(reporter=people.clerk)
    assert _DRAFT in _seen(people.clerk)


def test_a_commission_sees_what_it_prepares_itself(
    cases: dict[str, Case], tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    own = {"unit": tree.county, "institution_id": None, "reporter": people.leader}
    Case.objects.filter(pk=cases[_DRAFT].pk).update(**own)
    assert _DRAFT in _seen(people.clerk) and _DRAFT not in _seen(people.head)
