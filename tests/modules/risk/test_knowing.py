"""Workers confirm the risks of their own department and posts, again after every change."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from weian.base.errors import BadInput, Conflict
from weian.modules.risk import acting, lookup, marks
from weian.modules.risk.lookup import Knowing
from weian.record.queries import Record

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def confirm(person: Any, *points: Any, hours: int = 0, **more: Any) -> Record:
    seen = {p.pk: marks.mark(p) for p in points}
    return acting.confirm(person, seen=seen, at=AT + timedelta(hours=hours), **more)


def of(person: Any, unit: Any, viewer: Any) -> Knowing:
    return next(k for k in lookup.knowing(viewer, unit, AT) if k.person.pk == person.pk)


def test_a_worker_is_shown_the_points_of_department_posts_and_everybody(
    risks: SimpleNamespace, people: SimpleNamespace
) -> None:
    assert [p.name for p in lookup.own_points(people.nurse, AT)] == ["氧气站", "疏散楼梯"]
    assert [p.name for p in lookup.own_points(risks.electrician, AT)] == ["配电房", "疏散楼梯"]


def test_what_is_confirmed_counts_until_its_content_changes(
    risks: SimpleNamespace, people: SimpleNamespace, tree: SimpleNamespace, plan: Any
) -> None:
    made = confirm(people.nurse, risks.oxygen, risks.stairs)
    assert made.people == [people.nurse.pk] and len(made.data["seen"]) == 2
    assert of(people.nurse, tree.hospital, people.manager).left == ()
    acting.place(people.manager, point=risks.oxygen, plan=plan, x=0.5, y=0.5, at=AT)
    assert of(people.nurse, tree.hospital, people.manager).left == ()
    answers = {**risks.oxygen.data, "trigger": "change", "rules_measures": "双人巡查阀门"}
    acting.reassess(people.manager, point=risks.oxygen, answers=answers, at=AT)
    assert of(people.nurse, tree.hospital, people.manager).left == ("氧气站",)


def test_nobody_confirms_what_is_not_theirs_or_what_they_have_not_read(
    risks: SimpleNamespace, people: SimpleNamespace
) -> None:
    with pytest.raises(BadInput):
        confirm(people.nurse, risks.power)
    with pytest.raises(BadInput):
        acting.confirm(people.nurse, seen={}, at=AT)
    with pytest.raises(Conflict):
        acting.confirm(people.nurse, seen={risks.oxygen.pk: "00000000-00000000"}, at=AT)
    assert not Record.objects.filter(kind="risk_confirmation").exists()


def test_one_tap_confirms_what_is_on_the_screen(
    risks: SimpleNamespace, people: SimpleNamespace, pages: Any, django_assert_max_num_queries: Any
) -> None:
    client = pages(people.nurse)
    with time_machine.travel(AT, tick=False):
        page = client.get("/risks/mine/").content.decode()
        assert "关总阀，疏散病人" in page and "配电房" not in page
        seen = [part.split('"')[0] for part in page.split('name="seen" value="')[1:]]
        once = page.split('name="once" value="')[1].split('"')[0]
    for seconds in (1, 3):  # tapped twice
        with time_machine.travel(AT + timedelta(seconds=seconds), tick=False):
            sent = client.post("/risks/mine/", {"seen": seen, "once": once})
        assert sent.status_code == 302
    with time_machine.travel(AT + timedelta(minutes=1), tick=False):
        assert Record.objects.filter(kind="risk_confirmation").count() == 1
        with django_assert_max_num_queries(22):
            after = client.get("/risks/mine/").content.decode()
    assert "我已知晓，确认" not in after and "2 个风险点都已确认" in after


def test_a_worker_without_points_is_told_why(people: SimpleNamespace, pages: Any) -> None:
    with time_machine.travel(AT, tick=False):
        assert "没有您岗位的风险点" in pages(people.nurse).get("/risks/mine/").content.decode()
        assert pages(people.clerk).get("/risks/mine/")["Location"] == "/risks/"


def test_whoever_leads_sees_who_has_not_confirmed_in_the_order_of_departments(
    risks: SimpleNamespace, people: SimpleNamespace, tree: SimpleNamespace, pages: Any,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    confirm(people.nurse, risks.oxygen, risks.stairs)
    client = pages(people.manager)
    with time_machine.travel(AT, tick=False):
        client.get("/risks/known/")
        with django_assert_max_num_queries(16):
            page = client.get("/risks/known/").content.decode()
        left = client.get("/risks/known/?state=left").content.decode()
        assert pages(people.nurse).get("/risks/known/").status_code == 403
        chief = pages(people.chief).get("/risks/known/").content.decode()
    assert "卫兰" in page and "2 / 2" in page and "食堂燃气" in page  # gas is nobody's
    assert "卫兰" not in left and "钱强" in left
    assert "卫兰" in chief and "钱强" not in chief  # the head of a department sees its people
