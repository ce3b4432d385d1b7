"""The matrix of one unit: who has which list, whose signature counts, which letter is missing."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
import time_machine

from weian.base.errors import BadInput, NotVisible
from weian.modules.responsibility import matrix
from weian.modules.responsibility.roster import Row, in_state, level_of
from weian.org import actions as org
from weian.org.kinds import POSTS
from weian.record import actions as records
from weian.subject import actions as subjects

from .conftest import AT, House, later

pytestmark = pytest.mark.django_db


def rows(house: House, **asked: Any) -> dict[str, Row]:
    found = matrix.matrix(house.hospital, asked.pop("at", later(60)), **asked)
    return {r.holding.name: r for r in found.rows}


def test_leaders_stand_first_and_those_without_a_post_last(house: House) -> None:
    found = matrix.matrix(house.hospital, AT).rows
    names = [r.holding.name for r in found]
    assert names[0] == "王立"
    assert names[-1] == "沈新"
    assert set(names) == {"王立", "陈安", "褚明", "卫兰", "蒋勇", "沈新"}
    assert {r.holding.place for r in found if r.holding.name == "卫兰"} == {"内科"}


def test_a_list_belongs_to_its_post_and_one_without_post_to_all_of_its_person(house: House) -> None:
    house.paper(house.head, "head")
    house.paper(house.nurse, "")
    found = rows(house)
    assert len(found["王立"].papers) == 1
    assert len(found["卫兰"].papers) == 1
    assert in_state(found["陈安"], "no_list")


def test_a_list_of_a_post_that_is_not_held_is_shown_apart(house: House) -> None:
    paper = house.paper(house.nurse, "driver")
    found = matrix.matrix(house.hospital, later(60))
    assert [p.id for p in found.others] == [paper.pk]
    assert in_state(next(r for r in found.rows if r.holding.name == "卫兰"), "no_list")


def test_a_signature_counts_until_the_list_is_changed(house: House) -> None:
    paper = house.paper(house.nurse, "staff")
    assert in_state(rows(house)["卫兰"], "unsigned")
    house.confirm(paper, house.nurse, at=later(1))
    assert rows(house)["卫兰"].signed
    subjects.keep(
        None, kind="post_duty", unit=house.hospital, subject=paper, at=later(2),
        data={"duties": ["A5.1 遵守规程", "一条新的"]},
    )  # fmt: skip
    row = rows(house)["卫兰"]
    assert not row.signed
    assert row.papers[0].stale


def test_what_was_taken_over_is_marked_and_what_another_confirmed_does_not_count(
    house: House,
) -> None:
    paper = house.paper(house.nurse, "staff")
    house.confirm(paper, house.surgeon, at=later(1))
    assert rows(house)["卫兰"].papers[0].signed is None
    with pytest.raises(BadInput):
        house.confirm(paper, house.nurse, by=house.manager, at=later(1))
    house.confirm(paper, house.nurse, by=None, at=later(2))  # taken over from paper
    signed = rows(house)["卫兰"].papers[0].signed
    assert signed is not None
    assert not signed.own


def test_a_letter_is_signed_by_the_countersignature_of_its_level_year_and_number(
    house: House,
) -> None:
    house.letter("department_staff", [house.nurse, house.surgeon], code="责〔2026〕1号")
    house.countersign(house.nurse, "unit_department", at=later(1))
    house.countersign(house.nurse, "department_staff", year=2025, at=later(1))
    house.countersign(house.nurse, "department_staff", at=later(1), code="责〔2026〕2号")
    assert in_state(rows(house)["卫兰"], "letter_unsigned")
    house.countersign(house.nurse, "department_staff", at=later(2), code="责〔2026〕1号")
    assert rows(house)["卫兰"].countersigned
    assert in_state(rows(house)["蒋勇"], "letter_unsigned")
    assert in_state(rows(house)["王立"], "no_letter")


def test_a_correction_leaves_signatures_standing_and_a_new_letter_does_not(house: House) -> None:
    first = house.letter("department_staff", [house.nurse])
    house.countersign(house.nurse, "department_staff", at=later(1))
    records.submit(
        None, kind="responsibility_letter", unit=house.hospital, happened_at=AT, at=later(2),
        supersedes=first,
        data={"level": "department_staff", "year": 2026, "people": [house.nurse.pk], "result": "完成"},
    )  # fmt: skip
    assert rows(house)["卫兰"].countersigned
    house.letter("department_staff", [house.nurse], at=later(3))
    assert not rows(house)["卫兰"].countersigned


def test_a_letter_of_last_year_is_no_letter_of_this_year(house: House) -> None:
    house.letter("commission_unit", [house.head], year=2025)
    assert in_state(rows(house)["王立"], "no_letter")


def test_letters_are_counted_once_for_whoever_holds_two_posts(house: House) -> None:
    org.appoint(
        None, at=AT, unit=house.hospital, person=house.head, posts=("fire_safety_responsible",),
        since=AT.date(),
    )  # fmt: skip
    found = matrix.matrix(house.hospital, later(60))
    assert (found.counts.posts, found.counts.people) == (7, 6)
    levels = {level: people for level, people, _, _ in found.by_letter()}
    assert levels == {"commission_unit": 1, "unit_department": 1, "department_staff": 4}


def test_who_left_stands_in_the_matrix_no_longer(house: House) -> None:
    org.leave(None, at=AT, person=house.surgeon)
    assert "蒋勇" not in rows(house, at=AT + timedelta(days=1))


def test_a_department_head_sees_the_department_and_a_stranger_nothing(
    house: House, page: Any
) -> None:
    assert matrix.reach(house.chief, house.hospital, AT) == house.ward
    assert set(rows(house, department=house.ward.pk)) == {"褚明", "卫兰"}
    with pytest.raises(NotVisible):
        matrix.reach(house.other, house.hospital, AT)
    with time_machine.travel(later(60), tick=False):
        assert (
            page(house.other).get(f"/responsibility/?unit={house.hospital.pk}").status_code == 404
        )
        chief = page(house.chief)
        own = chief.get("/responsibility/").content.decode()
        assert "卫兰" in own
        assert "蒋勇" not in own
        assert chief.get(f"/responsibility/?department={house.surgery.pk}").status_code == 404


def test_every_figure_opens_as_many_lines_as_it_says(house: House, page: Any) -> None:
    house.paper(house.head, "head")
    house.confirm(house.paper(house.nurse, "staff"), house.nurse, at=later(1))
    house.letter("department_staff", [house.nurse, house.surgeon])
    house.countersign(house.nurse, "department_staff", at=later(1))
    with time_machine.travel(later(60), tick=False):
        client = page(house.manager)
        figures = client.get("/responsibility/").context["figures"]
        linked = {f.href: int(f.value) for f in figures if f.href}
        assert sorted(linked.values()) == [1, 1, 4, 4]
        for href, count in linked.items():
            assert client.get(f"/responsibility/{href}").context["count"] == count


def test_the_levels_of_letters_open_their_people(house: House, page: Any) -> None:
    with time_machine.travel(AT, tick=False):
        client = page(house.manager)
        chain = client.get("/responsibility/").context["chain"]
        assert [level["people"] for level in chain] == [1, 1, 4]
        for level in chain:
            found = client.get(f"/responsibility/{level['url']}").context["count"]
            assert found == level["people"]
        assert f"people={house.head.pk}" in chain[0]["form"]


def test_filters_narrow_to_a_department_and_to_what_is_not_signed(house: House, page: Any) -> None:
    house.paper(house.nurse, "staff")
    with time_machine.travel(later(60), tick=False):
        client = page(house.manager)
        shown = client.get(f"/responsibility/?department={house.ward.pk}&state=unsigned")
        assert [line.name for line in shown.context["lines"]] == ["卫兰"]
        assert (
            "没有符合条件的岗位"
            in client.get("/responsibility/?state=unsigned&level=leader").content.decode()
        )


def test_the_export_says_the_same(house: House, page: Any) -> None:
    house.confirm(house.paper(house.nurse, "staff"), house.nurse, at=later(1))
    with time_machine.travel(later(60), tick=False):
        file = page(house.manager).get("/responsibility/export")
    book = openpyxl.load_workbook(io.BytesIO(file.content)).active
    assert book is not None
    found = {row[0]: row for row in book.iter_rows(values_only=True)}
    assert found["卫兰"][4:7] == ("卫兰的清单", 2, "已签")
    assert found["王立"][4] == "没有清单"
    assert len(found) == 7


def test_the_page_needs_few_queries_however_many_people(
    house: House, page: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        org.appoint(
            None, at=AT, unit=house.hospital, department=house.ward, name=f"职工{number}",
            since=AT.date(), posts=("staff",), roles=("staff",), employment="staff",
        )  # fmt: skip
    house.confirm(house.paper(house.nurse, "staff"), house.nurse, at=later(1))
    house.letter("department_staff", [house.nurse])
    client = page(house.manager)
    with time_machine.travel(later(60), tick=False):
        client.get("/responsibility/")
        with django_assert_max_num_queries(16):
            client.get("/responsibility/")


def test_every_post_stands_somewhere() -> None:
    assert {level_of(post) for post in POSTS} == {
        "leader", "office", "department", "key_post", "front_line",
    }  # fmt: skip
