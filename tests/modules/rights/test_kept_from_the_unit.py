"""What employees tell the commission past their leaders, their leaders neither find nor count."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.base.errors import Forbidden, NotVisible, Refusal
from weian.base.models import Event
from weian.case import actions, offers, queries
from weian.case.kinds import KINDS
from weian.case.models import Case
from weian.org import queries as org

from ..conftest import AT

DATA = {
    "bypass_report": {"description": "配电间漏水半年没人管", "category": "hazard"},
    "work_refusal": {
        "description": "要求无证人员登高作业",
        "category": "no_safeguard",
        "place": "门诊楼外墙",
    },
}
LEADERS = ("head", "manager", "chief")
each = pytest.mark.parametrize("kind", DATA)


def tell(kind: str, who: Any, tree: SimpleNamespace) -> Case:
    return actions.open_case(
        who, kind=kind, unit=tree.hospital, department=None, data=DATA[kind], at=AT
    )


def found(kind: str, who: Any) -> int:
    asked = queries.Filters(kind)
    return queries.ledger(who, AT, KINDS[kind], asked).count()


def act(case: Case, who: Any, verb: str, **given: object) -> Case:
    at = case.moved_at + timedelta(minutes=1)
    return actions.act(who, case=case, verb=verb, given=given, at=at, version=case.version)


@each
def test_it_is_filed_with_the_commission_and_says_about_whom(
    kind: str, tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    case = tell(kind, people.nurse, tree)
    assert (case.unit_id, case.institution_id, case.department_id) == (tree.county.pk, None, None)
    assert case.data["concerned"] == tree.hospital.pk
    event = Event.objects.get(object_id=str(case.pk))
    assert (event.unit_id, event.institution_id) == (tree.county.pk, None)


@each
def test_it_waits_for_people_of_the_commission_also_while_it_cannot_end_yet(
    kind: str, tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    case = act(tell(kind, people.nurse, tree), people.clerk, "accept")
    case = act(case, people.clerk, "verify", finding="true", detail="到现场看过。")
    who, what = offers.waits_for(case, KINDS[kind], list(case.steps.all()), case.moved_at)
    assert people.clerk.name in who and what == "办结"
    assert people.head.name not in who


@each
@pytest.mark.parametrize("leader", LEADERS)
def test_leaders_of_the_unit_do_not_see_it(
    kind: str, leader: str, tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    case, who = tell(kind, people.nurse, tree), getattr(people, leader)
    with pytest.raises(NotVisible):
        queries.case_or_404(who, case.pk, AT)
    with pytest.raises(NotVisible):
        act(case, who, "accept")
    assert found(kind, who) == 0
    assert queries.open_counts(who, AT, kind) == (0, 0)
    assert not queries.visible(who, AT).filter(pk=case.pk).exists()


@each
@pytest.mark.parametrize("leader", LEADERS)
def test_pages_tell_leaders_nothing(
    kind: str, leader: str, tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    case = tell(kind, people.nurse, tree)
    client = Client()
    client.force_login(
        getattr(people, leader), "allauth.account.auth_backends.AuthenticationBackend"
    )
    assert client.get(f"/cases/{case.pk}/").status_code == 404
    page = client.get(f"/cases/{kind}/")
    assert page.status_code == 200
    assert case.number not in page.content.decode()
    assert DATA[kind]["description"] not in page.content.decode()


@each
@pytest.mark.parametrize("who", ["nurse", "chief", "manager", "head"])
def test_whoever_told_it_sees_his_own_and_nobody_elses(
    kind: str, who: str, tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    case = tell(kind, getattr(people, who), tree)
    assert queries.case_or_404(getattr(people, who), case.pk, AT) == case
    assert found(kind, getattr(people, who)) == 1
    others = {"nurse", "chief", "manager", "head", "guard", "other"} - {who}
    assert {name for name in others if found(kind, getattr(people, name))} == set()


@each
def test_the_commission_answers_and_asks_what_became_of_the_person(
    kind: str, tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    case = tell(kind, people.nurse, tree)
    assert org.can(people.clerk, "read", case.unit, AT)
    case = act(case, people.clerk, "accept")
    case = act(case, people.clerk, "verify", finding="true", detail="现场看过，属实。")
    with pytest.raises(Refusal, match="答复"):
        act(case, people.clerk, "close", outcome="已督促整改。")
    case = act(case, people.clerk, "reply", reply="已责成整改。")
    with pytest.raises(Refusal, match="回访"):
        act(case, people.clerk, "close", outcome="已督促整改。")
    case = act(case, people.clerk, "revisit", treated="disadvantaged")
    with pytest.raises(Refusal, match="不利对待"):
        act(case, people.clerk, "close", outcome="已督促整改。")
    case = act(case, people.clerk, "revisit", treated="fair")
    case = act(case, people.clerk, "close", outcome="已督促整改。")
    assert queries.case_or_404(people.nurse, case.pk, case.moved_at).data["reply"] == "已责成整改。"


@each
def test_a_stranger_cannot_tell_it_about_another_unit(
    kind: str, tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    with pytest.raises((Forbidden, NotVisible)):
        tell(kind, people.other, tree)
