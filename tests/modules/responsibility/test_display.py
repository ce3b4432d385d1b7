"""The display of responsibilities: all levels, alike lists once; open to all only if turned on."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from weian.base.errors import Forbidden, NotVisible
from weian.base.models import Event
from weian.modules.responsibility import display
from weian.record import actions as records
from weian.subject import actions as subjects
from weian.subject.queries import of_unit as subjects_of

from .conftest import AT, House, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(house: House) -> House:
    """Lists of three levels, a promise, two risks."""
    house.paper(house.head, "head", duties=["A1.1 建立责任制"], level="leader")
    house.paper(house.nurse, "staff")
    house.paper(house.surgeon, "staff")
    house.letter("commission_unit", [house.head], targets=["不发生责任事故"])
    records.submit(
        None, kind="fire_declaration", unit=house.hospital, happened_at=AT, at=AT,
        data={"year": 2026, "parts": ["pledge"], "responsible": house.head.pk,
              "pledge": "保持疏散通道畅通"},
    )  # fmt: skip
    for name, likely in (("氧气站", 5), ("锅炉房", 2)):
        subjects.keep(
            None, kind="risk_point", unit=house.hospital, at=AT,
            data={"name": name, "aspect": "place", "method": "ls", "score_l": likely, "score_s": 5,
                  "place": "后勤楼", "keeper": house.nurse.pk, "control_level": "unit",
                  "technique_measures": "装报警器", "emergency_measures": "先关阀门再疏散"},
        )  # fmt: skip
    return house


def test_levels_stand_in_order_and_alike_lists_once(shown: House) -> None:
    found = display.board(shown.hospital, later(1))
    assert [level.title for level in found.levels] == ["领导班子", "一线岗位"]
    (staff,) = found.levels[1].posts
    assert staff.title == "职工"
    assert staff.people == ("卫兰（内科）", "蒋勇（外科）")
    assert staff.scope == "本岗位"


def test_promises_and_serious_risks_stand_on_it(shown: House) -> None:
    found = display.board(shown.hospital, later(1))
    assert dict(found.promises) == {
        "年度安全责任目标": ("不发生责任事故",), "消防安全承诺": ("保持疏散通道畅通",),
    }  # fmt: skip
    assert sum(count for _, _, count in found.counts) == 2
    assert [(r.name, r.keeper) for r in found.risks] == [("氧气站", "卫兰")]


def test_a_notice_says_what_may_come_how_it_is_held_off_and_where_it_hangs(shown: House) -> None:
    point = next(
        p for p in subjects_of(shown.hospital, "risk_point", AT.date()) if p.level == "red"
    )
    records.submit(
        None, kind="risk_notice", unit=shown.hospital, happened_at=AT, at=AT,
        data={"kind_of": "sign", "place": "氧气站门口", "risk_point": str(point.pk)},
    )  # fmt: skip
    (risk,) = display.board(shown.hospital, later(1), public=True).risks
    assert (risk.measures, risk.emergency, risk.posted) == (
        "装报警器", "先关阀门再疏散", "氧气站门口",
    )  # fmt: skip
    assert risk.keeper == ""


def test_everybody_of_the_unit_reads_it_and_a_stranger_does_not(shown: House, page: Any) -> None:
    url = f"/responsibility/display/?unit={shown.hospital.pk}"
    with time_machine.travel(later(1), tick=False):
        text = page(shown.guest).get(url).content.decode()
        assert "建立责任制" in text
        assert "考核标准" in text
        assert "对外公开" not in text
        assert page(shown.other).get(url).status_code == 404
        assert page(shown.clerk).get(url).status_code == 200
        assert "还有 3 个岗位没有清单" in page(shown.manager).get(url).content.decode()


def test_it_is_printed_as_pdf(shown: House, page: Any) -> None:
    with time_machine.travel(later(1), tick=False):
        client = page(shown.nurse)
        paper = client.get(f"/responsibility/display.pdf?unit={shown.hospital.pk}")
        assert paper["Content-Type"] == "application/pdf"
        assert paper.content.startswith(b"%PDF")
        clinic = f"/responsibility/display.pdf?unit={shown.clinic.pk}"
        assert page(shown.other).get(clinic).status_code == 404  # nothing to print yet
        assert client.get(clinic).status_code == 404


def test_nobody_outside_sees_it_until_the_unit_turns_it_on(
    shown: House, page: Any, client: Client
) -> None:
    url = f"/public/responsibility/{shown.hospital.pk}"
    with time_machine.travel(later(1), tick=False):
        assert client.get(url).status_code == 404
        turned = page(shown.manager).post(
            "/responsibility/display/public", {"unit": shown.hospital.pk, "on": "1"}
        )
        assert turned.status_code == 302
        text = client.get(url).content.decode()
        assert "王立" in text
        assert "查好本岗位" in text
        assert "共 2 人" in text
        for name in ("卫兰", "蒋勇"):
            assert name not in text  # employees are not named to the world
        page(shown.manager).post("/responsibility/display/public", {"unit": shown.hospital.pk})
        assert client.get(url).status_code == 404
        assert client.get(f"/public/responsibility/{shown.clinic.pk}").status_code == 404


def test_turning_it_on_takes_the_right_and_leaves_an_event(shown: House) -> None:
    for who, refused in (
        (shown.nurse, Forbidden),
        (shown.chief, Forbidden),
        (shown.other, NotVisible),
    ):
        with pytest.raises(refused):
            display.publish(who, unit=shown.hospital, on=True, at=later(1))
    assert not display.is_public(shown.hospital)
    display.publish(shown.head, unit=shown.hospital, on=True, at=later(1))
    assert display.is_public(shown.hospital)
    assert Event.objects.filter(verb="setting.keep", object_id=display.PUBLIC_SETTING).count() == 1


def test_an_empty_display_says_what_to_do(house: House, page: Any) -> None:
    with time_machine.travel(AT, tick=False):
        assert (
            "先按岗位建好清单"
            in page(house.manager).get("/responsibility/display/").content.decode()
        )
        assert (
            "建好岗位责任清单后"
            in page(house.nurse).get("/responsibility/display/").content.decode()
        )


def test_the_page_needs_few_queries(
    shown: House, page: Any, django_assert_max_num_queries: Any
) -> None:
    client = page(shown.manager)
    with time_machine.travel(later(1), tick=False):
        client.get("/responsibility/display/")
        with django_assert_max_num_queries(22):
            client.get("/responsibility/display/")
