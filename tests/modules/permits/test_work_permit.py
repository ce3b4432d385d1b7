"""Special work: approved by the deputy before it starts, looked at by another after it has ended."""

from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import BadInput, Refusal
from weian.case import actions as cases
from weian.modules.permits.stages import before
from weian.org import actions as org
from weian.record import actions as records
from weian.subject import actions as subjects

from ..conftest import AT, SINCE

ASKED = {
    "kind_of": "hot_work", "content": "管道焊接", "place": "锅炉房", "begins_at": "2026-11-05 11:00",
    "ends_at": "2026-11-05 16:00", "workers": ["焊工一名"], "measures": "清理可燃物，配灭火器",
}  # fmt: skip
db = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def deputy(tree: SimpleNamespace) -> Any:
    return org.appoint(
        None, at=AT, unit=tree.hospital, department=None, roles=("deputy_in_charge",), name="冯静",
        since=SINCE, employment="staff",
    )  # fmt: skip


@pytest.fixture
def permit(tree: SimpleNamespace, people: SimpleNamespace) -> Any:
    return cases.open_case(
        people.manager, kind="work_permit", unit=tree.hospital, at=AT,
        data={**ASKED, "guardian": people.guard.pk},
    )  # fmt: skip


def act(person: Any, case: Any, verb: str, **given: object) -> Any:
    return cases.act(person, case=case, verb=verb, given=given, at=AT, version=None)


class TestPermit:
    pytestmark = db

    def test_only_the_deputy_or_the_head_approves(
        self, people: SimpleNamespace, deputy: Any, permit: Any
    ) -> None:
        with pytest.raises(Refusal) as refused:
            act(people.manager, permit, "approve", measures_checked=True)
        assert refused.value.code == "case.by_deputy"
        assert act(deputy, permit, "approve", measures_checked=True).state == "approved"

    def test_nobody_approves_what_they_asked_for(
        self, tree: SimpleNamespace, people: SimpleNamespace, deputy: Any
    ) -> None:
        data = {**ASKED, "guardian": people.guard.pk}
        own = cases.open_case(deputy, kind="work_permit", unit=tree.hospital, data=data, at=AT)
        with pytest.raises(Refusal) as refused:
            act(deputy, own, "approve", measures_checked=True)
        assert refused.value.code == "case.not_applicant"

    def test_work_does_not_start_before_the_approval(
        self, people: SimpleNamespace, permit: Any
    ) -> None:
        with pytest.raises(Refusal) as refused:
            act(people.guard, permit, "start", ready=True)
        assert refused.value.code == "case.wrong_state"

    def test_the_place_is_checked_by_somebody_else(
        self, people: SimpleNamespace, deputy: Any, permit: Any
    ) -> None:
        act(deputy, permit, "approve", measures_checked=True)
        act(people.manager, permit, "start", ready=True)
        act(people.manager, permit, "finish", result="焊接完成，无火种")
        with pytest.raises(Refusal) as refused:
            act(people.manager, permit, "close", finding="已看")
        assert refused.value.code == "case.other_checks"
        assert act(deputy, permit, "close", finding="现场正常").state == "closed"

    def test_a_permit_that_is_over_is_neither_approved_nor_started(
        self, tree: SimpleNamespace, people: SimpleNamespace, deputy: Any
    ) -> None:
        data = {
            **ASKED, "guardian": people.guard.pk, "begins_at": "2026-11-04 08:00",
            "ends_at": "2026-11-04 18:00",
        }  # fmt: skip
        old = cases.open_case(
            people.manager, kind="work_permit", unit=tree.hospital, data=data, at=AT
        )
        with pytest.raises(Refusal) as refused:
            act(deputy, old, "approve", measures_checked=True)
        assert refused.value.code == "case.not_over"

    def test_work_ends_after_it_begins(
        self, tree: SimpleNamespace, people: SimpleNamespace
    ) -> None:
        data = {**ASKED, "guardian": people.guard.pk, "ends_at": "2026-11-05 10:30"}
        with pytest.raises(BadInput) as refused:
            cases.open_case(
                people.manager, kind="work_permit", unit=tree.hospital, data=data, at=AT
            )
        assert set(refused.value.fields) == {"ends_at"}

    def test_the_three_stages_come_in_order(
        self, tree: SimpleNamespace, people: SimpleNamespace
    ) -> None:
        project = subjects.keep(
            people.manager, kind="construction_project", unit=tree.hospital, at=AT,
            data={"name": "新病房楼"},
        )  # fmt: skip

        def stage(key: str, *, passed: bool = True) -> Any:
            return records.submit(
                people.manager, kind="three_simultaneous", unit=tree.hospital, subject=project.pk,
                happened_at=AT, data={"stage": key, "passed": passed}, at=AT,
            )  # fmt: skip

        with pytest.raises(BadInput):
            stage("construct")
        stage("design", passed=False)
        with pytest.raises(BadInput):
            stage("construct")
        stage("design")
        stage("construct")
        assert stage("use").title == "同时投入使用"


def test_the_first_missing_stage_is_named() -> None:
    assert before("design", ()) is None
    assert before("use", {"design"}) == "同时施工"
    assert before("use", {"design", "construct"}) is None
