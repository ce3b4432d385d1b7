"""The roster of a month: gaps in words, a month entered at once, handing over beside it."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from weian.modules.emergency import roster
from weian.record import actions as records
from weian.record.queries import Record

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


def leave(people: SimpleNamespace, tree: SimpleNamespace, kind: str, **data: Any) -> Record:
    told = {"people": [people.manager.pk], "leader": people.head.pk, **data}
    return records.submit(
        people.manager, kind=kind, unit=tree.hospital, happened_at=AT, data=told, at=AT
    )


def fill(client: Any, tree: SimpleNamespace, **cells: str) -> Any:
    sent = {"unit": tree.hospital.pk, "month": "2026-11", "once": "key", **cells}
    return client.post("/roster/month", sent)


def entered() -> list[Record]:
    return list(Record.objects.filter(kind="duty_roster").order_by("about", "id"))


def test_gaps_that_can_still_be_filled_come_before_those_that_are_past(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    leave(
        people,
        tree,
        "duty_roster",
        starts_on="2026-11-03",
        ends_on="2026-11-20",
        post="administrative",
    )
    leave(
        people, tree, "duty_roster", starts_on="2026-11-21", ends_on="2026-11-30", shift="day",
        post="administrative",
    )  # fmt: skip
    page = pages(people.nurse).get("/roster/?month=2026-11").content.decode()
    assert page.index("11月21日—30日 夜间无人值班（10 天）") < page.index(
        "11月1日—2日 全天无人值班（2 天）"
    )
    assert "带班 王立" in page and "值班 陈安" in page
    assert "去排班" not in page


def test_a_roster_of_one_post_fills_no_gap_of_another(
    people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    leave(
        people, tree, "duty_roster", starts_on="2026-11-05", ends_on="2026-11-06", post="security"
    )
    found = roster.turns(tree.hospital, date(2026, 11, 1), date(2026, 11, 30))
    assert roster.of_roster(found, "general") == []
    assert len(roster.of_roster(found, "security")) == 1
    assert [key for key, _ in roster.rosters(found, "general")] == ["general", "security"]


def test_a_month_is_entered_at_once_and_each_day_counts_for_itself(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    client = pages(people.manager)
    sent = fill(
        client, tree, **{
            "leader-2026-11-10": "王立", "people-2026-11-10": "陈安、褚明",
            "leader-2026-11-11": "王立", "people-2026-11-11": "陈安",
            "nleader-2026-11-11": "褚明", "npeople-2026-11-11": "蒋勇",
        },
    )  # fmt: skip
    assert sent.status_code == 302
    first, by_day, night = entered()
    assert (first.about, first.data["shift"]) == (date(2026, 11, 10), "whole_day")
    assert first.people == [people.manager.pk, people.chief.pk]
    assert [by_day.data["shift"], night.data["shift"]] == ["day", "night"]
    assert night.data["leader"] == people.chief.pk
    assert by_day.data["all_day"] and night.data["all_day"]
    form = client.get("/roster/month?month=2026-11").content.decode()
    assert "leader-2026-11-10" not in form and "leader-2026-11-12" in form


def test_the_same_post_twice_leaves_the_month_once(
    people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    one = roster.Entry(date(2026, 11, 10), "whole_day", people.head.pk, (people.manager.pk,), True)
    for expected in (1, 0):
        made = roster.enter(
            people.manager, unit=tree.hospital, post="administrative", entries=[one], key="k", at=AT
        )
        assert made == expected
    assert len(entered()) == 1


def test_names_that_are_not_there_are_told_by_day_and_nothing_is_left(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    sent = fill(
        pages(people.manager), tree, **{
            "leader-2026-11-10": "王立", "people-2026-11-10": "陈安",
            "leader-2026-11-11": "张三", "people-2026-11-12": "陈安",
        },
    )  # fmt: skip
    told = sent.content.decode()
    assert sent.status_code == 422
    assert "有 2 天要改" in told
    assert "本单位名册里没有“张三”" in told and "请填写带班领导" in told.replace("白天", "")
    assert 'value="张三"' in told
    assert entered() == []
    assert "没有填写任何一天" in fill(pages(people.manager), tree).content.decode()


def test_only_the_missing_half_is_asked(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    leave(people, tree, "duty_roster", starts_on="2026-11-10", ends_on="2026-11-10", shift="day")
    client = pages(people.manager)
    form = client.get("/roster/month?month=2026-11").content.decode()
    assert "只缺夜间" in form and 'name="leader-2026-11-10"' not in form
    fill(client, tree, **{"nleader-2026-11-10": "王立", "npeople-2026-11-10": "蒋勇"})
    assert [r.data["shift"] for r in entered() if r.about] == ["night"]


def test_handing_over_stands_beside_the_roster(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    leave(people, tree, "duty_roster", starts_on="2026-11-04", ends_on="2026-11-05")
    leave(
        people, tree, "shift_handover", post="administrative", shift="night", pending="氧气压力偏低"
    )
    page = pages(people.guard).get("/roster/?month=2026-11").content.decode()
    assert "交接班 1 次" in page and "氧气压力偏低" in page
    assert page.count("没有交接班记录") == 2  # the fourth, in the table and on phones


@pytest.mark.parametrize("who", ["other", "auditor"])
def test_a_stranger_finds_no_roster_and_staff_enter_none(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace, who: str
) -> None:
    for address in ("/roster/", "/roster/month"):
        found = pages(getattr(people, who)).get(f"{address}?unit={tree.hospital.pk}")
        assert found.status_code == 404
    assert pages(people.nurse).get("/roster/month").status_code == 403


def test_a_month_costs_few_queries_and_an_empty_one_teaches(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    client = pages(people.manager)
    assert "这个月还没有排班" in client.get("/roster/?month=2026-12").content.decode()
    for number in range(1, 20):
        day = f"2026-11-{number:02}"
        leave(people, tree, "duty_roster", starts_on=day, ends_on=day)
    with django_assert_max_num_queries(22):
        client.get("/roster/?month=2026-11")
