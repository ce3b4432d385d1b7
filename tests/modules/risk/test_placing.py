"""A point is placed by whoever keeps it, and nothing else of it changes."""

from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from weian.base.errors import BadInput, Conflict, Forbidden
from weian.modules.risk import acting
from weian.subject import actions as subjects
from weian.subject.queries import by_ids

from ..conftest import AT, SINCE

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def now(point: Any) -> Any:
    return by_ids([point.pk])[point.pk]


def post(client: Any, point: Any, plan: Any, **more: Any) -> Any:
    asked = {"point": str(point.pk), "plan": str(plan.pk), "x": "25", "y": "40", **more}
    with time_machine.travel(AT, tick=False):
        return client.post(f"/risks/place?unit={point.unit_id}", asked)


def test_a_place_is_kept_as_fractions_and_the_department_stays(
    risks: SimpleNamespace, people: SimpleNamespace, plan: Any, pages: Any
) -> None:
    sent = post(pages(people.manager), risks.oxygen, plan, version=risks.oxygen.version)
    assert sent.status_code == 302
    kept = now(risks.oxygen)
    assert (kept.data["plan"], kept.data["plan_x"], kept.data["plan_y"]) == (
        str(plan.pk),
        0.25,
        0.4,
    )
    assert kept.department_id == risks.oxygen.department_id
    assert (kept.level, kept.data["rules_measures"]) == ("red", "每班巡查阀门")
    assert f"point={risks.power.pk}" in sent["Location"]  # the next that is on no plan


def test_a_point_is_taken_off_again(
    risks: SimpleNamespace, people: SimpleNamespace, plan: Any, pages: Any
) -> None:
    acting.place(people.manager, point=risks.power, plan=plan, x=0.5, y=0.5, at=AT)
    assert post(pages(people.manager), risks.power, plan, off="1", x="", y="").status_code == 302
    assert not {"plan", "plan_x", "plan_y"} & now(risks.power).data.keys()


@pytest.mark.parametrize("wrong", [{"x": ""}, {"x": "101"}, {"y": "-1"}, {"x": "左边"}])
def test_a_place_outside_the_picture_is_refused_in_words(
    risks: SimpleNamespace, people: SimpleNamespace, plan: Any, pages: Any, wrong: dict[str, str]
) -> None:
    sent = post(pages(people.manager), risks.power, plan, **wrong)
    assert sent.status_code == 422
    assert "边量" in sent.content.decode()
    assert "plan" not in now(risks.power).data


def test_of_two_who_place_at_once_the_second_is_told(
    risks: SimpleNamespace, people: SimpleNamespace, plan: Any
) -> None:
    version = risks.power.version
    acting.place(people.manager, point=risks.power, plan=plan, x=0.1, y=0.1, at=AT, version=version)
    with pytest.raises(Conflict):
        acting.place(
            people.head, point=risks.power, plan=plan, x=0.9, y=0.9, at=AT, version=version
        )


def test_a_department_head_places_the_points_of_the_department_alone(
    risks: SimpleNamespace, people: SimpleNamespace, plan: Any, pages: Any
) -> None:
    acting.place(people.chief, point=risks.oxygen, plan=plan, x=0.1, y=0.1, at=AT)
    with pytest.raises(Forbidden):
        acting.place(people.chief, point=risks.power, plan=plan, x=0.1, y=0.1, at=AT)
    assert post(pages(people.chief), risks.power, plan).status_code == 404
    assert pages(people.nurse).get("/risks/place").status_code == 403


def test_a_plan_of_another_house_holds_none_of_our_points(
    risks: SimpleNamespace, people: SimpleNamespace, plan: Any, pages: Any, photo: Any
) -> None:
    other = subjects.keep(
        people.other, kind="floor_plan", unit=people.other.unit, at=AT, since=SINCE,
        data={"name": "卫生院"}, files={"picture": [photo()]},
    )  # fmt: skip
    with pytest.raises(BadInput):
        acting.place(people.manager, point=risks.power, plan=other, x=0.1, y=0.1, at=AT)
    assert post(pages(people.manager), risks.power, other).status_code == 404


def test_the_page_works_by_typing_alone_and_names_what_is_left(
    risks: SimpleNamespace, people: SimpleNamespace, plan: Any, pages: Any
) -> None:
    with time_machine.travel(AT, tick=False):
        page = pages(people.manager).get("/risks/place").content.decode()
    assert 'name="x"' in page and 'name="y"' in page
    assert "1. 氧气站" in page and "保存位置" in page
    with time_machine.travel(AT, tick=False):
        client = pages(people.manager)
        subjects.retire(people.manager, subject=plan, at=AT)
        assert "/subjects/floor_plan/new" in client.get("/risks/place")["Location"]
