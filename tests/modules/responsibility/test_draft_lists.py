"""Lists of many posts from a template: one tap, one act for all holders, taken back as one."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from weian.base import events
from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible
from weian.base.models import Event
from weian.modules.responsibility import drafting, matrix
from weian.modules.responsibility.drafting import Wording, template_for
from weian.org.kinds import POSTS
from weian.subject.queries import Subject

from .conftest import AT, House, later

pytestmark = pytest.mark.django_db


def make(house: House, post: str = "staff", minutes: int = 1, **given: Any) -> list[Subject]:
    at = later(minutes)
    return drafting.make(
        given.pop("actor", house.manager), unit=house.hospital, post=post, at=at,
        people=given.pop("people", {house.nurse.pk, house.surgeon.pk}),
        words=given.pop("words", Wording.of(template_for(post))),
        matrix=matrix.matrix(house.hospital, at),
    )  # fmt: skip


def test_every_template_has_words_for_all_that_a_list_must_say() -> None:
    for post in POSTS:
        words = Wording.of(template_for(post))
        assert all((words.duties, words.scope, words.standard, words.reward)), post


def test_all_holders_of_a_post_get_a_list_in_one_act(house: House) -> None:
    made = make(house)
    assert [s.name for s in sorted(made, key=lambda s: s.name)] == ["内科职工", "外科职工"]
    first = made[0]
    assert first.data["duties"][0].startswith("A5.1 ")
    assert first.data["template"] == "staff"
    assert first.department_id in (house.ward.pk, house.surgery.pk)
    assert Event.objects.filter(verb="subject.keep", object_kind="post_duty").count() == 2
    rows = matrix.matrix(house.hospital, later(2)).rows
    assert all(r.papers for r in rows if r.holding.post == "staff")


def test_duties_are_looked_at_again_after_the_batch(
    house: House, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as called:
        make(house)
    assert len(called) == 2  # one for each department that got lists


def test_who_has_a_list_gets_no_second_one(house: House) -> None:
    house.paper(house.nurse, "staff")
    assert [s.data["person"] for s in make(house)] == [house.surgeon.pk]
    with pytest.raises(BadInput):
        make(house, minutes=2)


def test_only_the_post_asked_for_gets_lists(house: House) -> None:
    with pytest.raises(BadInput):
        make(house, people={house.head.pk})


def test_those_who_keep_nothing_make_nothing(house: House) -> None:
    with pytest.raises(Forbidden):
        make(house, actor=house.nurse)
    with pytest.raises(NotVisible):
        make(house, actor=house.other)
    assert not Subject.objects.filter(kind="post_duty").exists()


def test_a_department_head_makes_lists_of_the_department_only(house: House) -> None:
    with pytest.raises(Forbidden):
        make(house, actor=house.chief)
    assert len(make(house, actor=house.chief, people={house.nurse.pk})) == 1


def test_a_batch_is_taken_back_as_one(house: House) -> None:
    made = make(house)
    kept = house.paper(house.head, "head")
    gone = drafting.take_back(house.manager, unit=house.hospital, made=later(1), at=later(5))
    assert {s.pk for s in gone} == {s.pk for s in made}
    assert set(Subject.objects.filter(until=None, kind="post_duty")) == {kept}
    with pytest.raises(NotVisible):
        drafting.take_back(house.manager, unit=house.hospital, made=later(1), at=later(6))


def test_a_batch_is_not_taken_back_once_somebody_signed(house: House) -> None:
    made = make(house)
    paper = next(s for s in made if s.data["person"] == house.nurse.pk)
    house.confirm(paper, house.nurse, at=later(2))
    with pytest.raises(Conflict, match="已经签字"):
        drafting.take_back(house.manager, unit=house.hospital, made=later(1), at=later(5))
    assert Subject.objects.filter(kind="post_duty", until=None).count() == 2


@pytest.fixture
def manager(house: House, page: Any) -> Iterator[Client]:
    """The safety manager's browser, an hour later."""
    with time_machine.travel(later(60), tick=False):
        yield page(house.manager)


def test_one_tap_makes_the_list_and_opens_it_for_refining(house: House, manager: Client) -> None:
    shown = manager.get("/responsibility/").content.decode()
    assert f'value="{house.head.pk}:head"' in shown
    done = manager.post(
        "/responsibility/lists/make", {"row": f"{house.head.pk}:head", "unit": house.hospital.pk}
    )
    paper = Subject.objects.get(kind="post_duty")
    assert done.headers["Location"].startswith(f"/subjects/{paper.pk}/edit?next=")
    assert len(paper.data["duties"]) == 12
    again = manager.post("/responsibility/lists/make", {"row": f"{house.head.pk}:head"})
    assert again.headers["Location"].startswith("/responsibility/")
    assert Subject.objects.filter(kind="post_duty").count() == 1


def test_the_preview_shows_the_words_and_keeps_what_was_changed(
    house: House, manager: Client
) -> None:
    url = f"/responsibility/lists/new?unit={house.hospital.pk}&post=staff"
    shown = manager.get(url).content.decode()
    assert "A5.1 遵守制度和规程" in shown
    assert "卫兰（内科）" in shown
    other = manager.get(f"{url}&template=head").content.decode()
    assert "A1.1 建立健全" in other
    given = {
        "unit": house.hospital.pk, "post": "staff", "template": "staff", "people": [house.nurse.pk],
        "duties": "一条\n两条", "scope": "病房", "standard": "照做", "reward": "照办",
    }  # fmt: skip
    refused = manager.post("/responsibility/lists/new", {**given, "scope": ""})
    assert refused.status_code == 422
    assert "请填写责任范围" in refused.content.decode()
    done = manager.post("/responsibility/lists/new", given)
    listed = manager.get(done.headers["Location"]).content.decode()
    assert "内科职工" in listed
    assert "撤销这一批" in listed
    paper = Subject.objects.get(kind="post_duty")
    assert (paper.data["duties"], paper.data["scope"]) == (["一条", "两条"], "病房")


def test_taking_back_from_the_page(house: House, manager: Client) -> None:
    given = {
        "unit": house.hospital.pk, "post": "staff", "template": "staff", "people": [house.nurse.pk],
        "duties": "一条", "scope": "病房", "standard": "照做", "reward": "照办",
    }  # fmt: skip
    manager.post("/responsibility/lists/new", given)
    done = manager.post(
        "/responsibility/lists/batch", {"unit": house.hospital.pk, "made": later(60).isoformat()}
    )
    assert done.status_code == 302
    assert not Subject.objects.filter(kind="post_duty", until=None).exists()


def test_when_all_have_lists_the_page_says_so(house: House, manager: Client) -> None:
    for person, post in (
        (house.head, "head"), (house.manager, "safety_manager"), (house.chief, "department_head"),
        (house.nurse, "staff"), (house.surgeon, "staff"), (house.guest, ""),
    ):  # fmt: skip
        house.paper(person, post)
    assert "每个岗位都有清单了" in manager.get("/responsibility/lists/new").content.decode()


def test_a_stranger_finds_no_page_and_a_nurse_may_not(house: House, page: Any) -> None:
    with time_machine.travel(AT, tick=False):
        url = f"?unit={house.hospital.pk}"
        for path in ("lists/new", "lists/batch"):
            assert page(house.other).get(f"/responsibility/{path}{url}").status_code == 404
        assert page(house.nurse).get(f"/responsibility/lists/new{url}").status_code == 403
        made = page(house.other).post("/responsibility/lists/make", {"unit": house.hospital.pk})
        assert made.status_code == 404


def test_the_chain_of_events_stays_whole(house: House) -> None:
    make(house)
    drafting.take_back(house.manager, unit=house.hospital, made=later(1), at=later(5))
    assert events.verify() is None


def test_a_post_without_a_template_begins_with_the_nearest() -> None:
    found = {post: template_for(post).key for post in ("party_head", "head_nurse", "driver", "")}
    assert found == {"party_head": "A1", "head_nurse": "A3", "driver": "A5", "": "A5"}
    assert template_for("driver", "head").key == "A1"
    assert "本科室" in Wording.of(template_for("head_nurse"), "head_nurse").scope
