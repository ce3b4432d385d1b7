"""Signing one's own lists and letters: what was read, once, by oneself."""

from typing import Any

import pytest
import time_machine

from weian.base.errors import Conflict, NotVisible
from weian.modules.responsibility import matrix, signing, todo
from weian.org import actions as org
from weian.record.queries import Record
from weian.subject import actions as subjects

from .conftest import AT, House, later

pytestmark = pytest.mark.django_db


def keys(house: House, person: Any, minutes: int = 30) -> list[str]:
    return [x.key for x in signing.mine(person, later(minutes)).unsigned]


def test_a_nurse_reads_and_signs_list_and_letter_with_one_button(house: House, page: Any) -> None:
    paper = house.paper(house.nurse, "staff")
    house.letter("department_staff", [house.nurse], targets=["不发生责任事故"])
    with time_machine.travel(later(30), tick=False):
        client = page(house.nurse)
        shown = client.get("/responsibility/mine/").content.decode()
        for said in ("遵守规程", "逐条对照", "按制度", "不发生责任事故", "签字确认（2 项）"):
            assert said in shown
        done = client.post("/responsibility/mine/", {"seen": keys(house, house.nurse)})
        assert done.headers["Location"] == "/responsibility/mine/"
        after = client.get("/responsibility/mine/").content.decode()
    assert "签字确认（" not in after
    assert after.count("已签 11月5日") == 2
    kinds = {r.kind: r for r in Record.objects.filter(by=house.nurse)}
    assert kinds["duty_acknowledgement"].subject_id == paper.pk
    assert kinds["duty_acknowledgement"].department_id == house.ward.pk
    assert kinds["letter_countersign"].data["level"] == "department_staff"
    row = next(r for r in matrix.matrix(house.hospital, later(60)).rows if r.holding.name == "卫兰")
    assert row.signed
    assert row.countersigned


def test_two_taps_sign_once(house: House) -> None:
    house.paper(house.nurse, "staff")
    seen = keys(house, house.nurse)
    assert len(signing.sign(house.nurse, seen=seen, at=later(31))) == 1
    assert signing.sign(house.nurse, seen=seen, at=later(32)) == []
    assert Record.objects.filter(kind="duty_acknowledgement").count() == 1


def test_what_changed_while_reading_is_not_signed(house: House) -> None:
    paper = house.paper(house.nurse, "staff")
    seen = keys(house, house.nurse)
    subjects.keep(
        None,
        kind="post_duty",
        unit=house.hospital,
        subject=paper,
        data={"scope": "全院"},
        at=later(31),
    )
    with pytest.raises(Conflict):
        signing.sign(house.nurse, seen=seen, at=later(32))
    assert not Record.objects.filter(kind="duty_acknowledgement").exists()
    seen = keys(house, house.nurse)
    house.letter("department_staff", [house.nurse], at=later(33))
    with pytest.raises(Conflict):
        signing.sign(house.nurse, seen=seen, at=later(34))


def test_nobody_signs_the_list_of_another(house: House) -> None:
    house.paper(house.surgeon, "staff")
    other = keys(house, house.surgeon)
    assert signing.sign(house.nurse, seen=other, at=later(31)) == []
    assert not Record.objects.filter(kind="duty_acknowledgement").exists()


def test_a_leader_signs_the_letters_of_all_units_as_the_side_above(house: House) -> None:
    for person in (house.head, house.other):
        house.letter("commission_unit", [person], counterpart=house.leader.pk)
    (pledge,) = signing.mine(house.leader, later(30)).pledges
    assert pledge.upper
    assert len(pledge.letters) == 2
    signing.sign(house.leader, seen=[pledge.key], at=later(31))
    assert signing.mine(house.leader, later(40)).unsigned == []
    assert signing.mine(house.head, later(40)).unsigned != []
    house.letter("commission_unit", [house.other], counterpart=house.leader.pk, at=later(45))
    assert len(signing.mine(house.leader, later(50)).unsigned) == 1


def test_letters_with_numbers_are_signed_each(house: House) -> None:
    for code in ("一号", "二号"):
        house.letter("department_staff", [house.nurse], code=code)
    made = signing.sign(house.nurse, seen=keys(house, house.nurse), at=later(31))
    assert sorted(str(r.data["code"]) for r in made) == ["一号", "二号"]


def test_whoever_may_leave_no_record_reads_but_does_not_sign(house: House, page: Any) -> None:
    auditor = org.appoint(
        None, at=AT, unit=house.hospital, name="查平", since=AT.date(), employment="staff",
        roles=("auditor",),
    )  # fmt: skip
    house.paper(auditor, "staff")
    with time_machine.travel(later(30), tick=False):
        shown = page(auditor).get("/responsibility/mine/").content.decode()
    assert "现在不能签字" in shown
    assert "签字确认（" not in shown
    with pytest.raises(NotVisible):
        signing.sign(auditor, seen=keys(house, auditor), at=later(31))


def test_a_person_without_a_list_is_told_what_happens(house: House, page: Any) -> None:
    with time_machine.travel(AT, tick=False):
        shown = page(house.guest).get("/responsibility/mine/").content.decode()
    assert "还没有写明您的责任清单" in shown


def test_what_waits_for_a_signature_is_one_line_of_the_todo(house: House) -> None:
    house.paper(house.nurse, "staff")
    house.letter("department_staff", [house.nurse])
    (line,) = todo.waiting(house.nurse, later(30))
    assert line.item.what == "阅读并签字：责任清单 1 份、责任书 1 份"
    signing.sign(house.nurse, seen=keys(house, house.nurse), at=later(31))
    assert list(todo.waiting(house.nurse, later(40))) == []


def test_the_page_and_its_line_need_few_queries(
    house: House, page: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(10):
        house.paper(house.nurse, "staff")
        house.letter("department_staff", [house.nurse])
    client = page(house.nurse)
    with time_machine.travel(later(30), tick=False):
        client.get("/responsibility/mine/")
        with django_assert_max_num_queries(13):
            client.get("/responsibility/mine/")
    with django_assert_max_num_queries(6):
        list(todo.waiting(house.nurse, later(30)))


def test_ones_own_page_leads_there(house: House, page: Any) -> None:
    assert "/responsibility/mine/" in page(house.nurse).get("/me/").content.decode()
