"""催办: who may, how often, what is said and what is kept."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base import events
from weian.base.errors import Conflict, Forbidden
from weian.notify import actions, queries

from .conftest import AT

pytestmark = pytest.mark.db
KEY = "urging#monthly-check"


def urge(county: SimpleNamespace, at: Any = AT, **more: Any) -> int:
    given: dict[str, Any] = {
        "unit": county.clinic, "item": "list", "title": "请报送清单", "url": "/reports/", "at": at,
    }  # fmt: skip
    return actions.urge(more.pop("by", county.clerk), **{**given, **more})


def test_manager_and_head_are_told(county: SimpleNamespace) -> None:
    assert urge(county) == 2
    for person in (county.manager, county.head):
        notice = queries.notices_of(person).get()
        assert (notice.title, notice.url, notice.read_at) == ("催办：请报送清单", "/reports/", None)
    assert queries.unread_count(county.nurse) == 0


def test_it_is_in_the_log_with_whom_it_reached(county: SimpleNamespace) -> None:
    urge(county)
    event = events.Event.objects.get(verb="notify.urge")
    assert (event.actor_id, event.unit_id, event.given["item"]) == (
        county.clerk.pk, county.clinic.pk, "list",
    )  # fmt: skip
    assert set(event.given["told"]) == {county.manager.pk, county.head.pk}
    assert events.verify() is None


def test_the_same_thing_is_not_said_twice_within_an_hour(county: SimpleNamespace) -> None:
    urge(county)
    with pytest.raises(Conflict, match="09:00 已经催办过，60 分钟内不重复催办"):
        urge(county, AT + timedelta(minutes=59))
    assert urge(county, AT + timedelta(minutes=59), item="another") == 2
    assert urge(county, AT + timedelta(minutes=60)) == 2
    assert events.Event.objects.filter(verb="notify.urge").count() == 3


def test_one_without_the_right_is_refused(county: SimpleNamespace) -> None:
    for person in (county.nurse, county.far_clerk):
        with pytest.raises(Forbidden):
            urge(county, by=person)


def test_a_unit_without_anybody_to_tell_is_said(county: SimpleNamespace) -> None:
    with pytest.raises(Conflict, match="没有在任的安全管理员"):
        urge(county, unit=county.empty)
    assert not events.Event.objects.filter(verb="notify.urge").exists()


def button(county: SimpleNamespace, **more: str) -> dict[str, str]:
    """What the button on the page of the duty sends."""
    item = f"{KEY}|{county.clinic.pk}||2026-03"
    return {"item": item, "back": "/board/", "title": "假的标题", "url": "/fake/", **more}


def test_the_button_says_what_the_duty_says(county: SimpleNamespace, browse: Any) -> None:
    answer = browse("clerk").post("/notices/urge", button(county))
    assert (answer.status_code, answer["Location"]) == (302, "/board/")
    notice = queries.notices_of(county.manager).get()
    assert notice.title == "催办：每月自查（3月31日 周二 到期）"
    assert notice.url.startswith(f"/duties/{county.clinic.pk}/why?")
    assert browse("manager").get(notice.url).status_code == 200


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1"]
)
def test_it_never_leads_elsewhere(county: SimpleNamespace, browse: Any, back: str) -> None:
    answer = browse("clerk").post("/notices/urge", button(county, back=back))
    assert answer["Location"].startswith(f"/duties/{county.clinic.pk}/why?")


@pytest.mark.parametrize("item", ["", "a|b", "x|y|z|w", "urging#none|{0}||2026-03", KEY])
def test_what_is_no_duty_is_not_found(county: SimpleNamespace, browse: Any, item: str) -> None:
    given = button(county, item=item.format(county.clinic.pk))
    assert browse("clerk").post("/notices/urge", given).status_code == 404


def test_a_stranger_finds_no_unit(county: SimpleNamespace, browse: Any) -> None:
    assert browse("far_clerk").post("/notices/urge", button(county)).status_code == 404


def test_what_is_not_due_yet_is_not_urged(county: SimpleNamespace, browse: Any) -> None:
    later = button(county, item=f"{KEY}|{county.clinic.pk}||2026-04")
    answer = browse("clerk").post("/notices/urge", later, follow=True)
    assert "不必催办" in answer.content.decode()
    assert queries.unread_count(county.manager) == 0
