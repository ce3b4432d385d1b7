"""Scanning checkpoints: rounds of a shift, what was missed, and the patrol that leaves itself."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from weian.base.clock import TZ
from weian.base.errors import NotVisible
from weian.modules.inspection import patrol, rounds
from weian.modules.inspection.rounds import Route
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.record.queries import Record
from weian.subject import actions as subjects

EVENING = datetime(2026, 11, 5, 20, 0, tzinfo=TZ)
SINCE = date(2024, 1, 1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=TZ)


def route(points: dict[str, list[datetime]], moment: datetime, often: int = 2) -> Route:
    listed = [(key, key, {"route": "一", "per_night": often, "per_day": 1}) for key in points]
    scans = [(key, m) for key, found in points.items() for m in found]
    return rounds.routes_of(listed, scans, rounds.shift_of(moment))[0]


@pytest.mark.parametrize(
    ("moment", "day", "night"),
    [
        (at(5, 18), 5, True), (at(5, 23, 59), 5, True), (at(6, 0), 5, True),
        (at(6, 5, 59), 5, True), (at(6, 6), 6, False), (at(6, 17, 59), 6, False),
    ],
)  # fmt: skip
def test_a_night_belongs_to_the_evening_on_which_it_began(
    moment: datetime, day: int, night: bool
) -> None:
    shift = rounds.shift_of(moment)
    assert (shift.day.day, shift.night) == (day, night)
    assert shift.begins <= moment < shift.ends


def test_shifts_follow_one_another_without_gap_or_overlap() -> None:
    shift = rounds.shift_of(at(5, 12))
    for _ in range(6):
        earlier = rounds.before(shift)
        assert earlier.ends == shift.begins
        shift = earlier


def test_a_round_is_whole_when_every_point_was_reached_as_often() -> None:
    one = at(5, 20)
    reached = route({"a": [one, one], "b": [one]}, one)
    assert (reached.rounds, reached.asked) == (1, 2)
    assert [p.name for p in reached.missed] == ["b"]
    assert rounds.completes(reached, "b")
    assert not rounds.completes(reached, "a")
    assert rounds.gaps([reached]) == ["b（应巡 2 次，实巡 1 次）"]


def test_scans_of_another_shift_do_not_count() -> None:
    reached = route({"a": [at(5, 17, 59), at(6, 6)]}, at(5, 20))
    assert reached.rounds == 0


@pytest.fixture
def place(db: None) -> SimpleNamespace:
    """A hospital with a guard and two checkpoints, and a guard of another house."""
    seeds = [
        UnitSeed("county", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
        UnitSeed("gate", "department", "保卫科", "hospital", SINCE),
        UnitSeed("clinic", "township_clinic", "柳林镇卫生院", "county", SINCE),
    ]
    found = SimpleNamespace(**org.load_tree(None, at=at(1, 8), seeds=seeds))

    def person(name: str, role: str, unit: Any, department: Any = None) -> Any:
        return org.appoint(
            None, at=at(1, 8), unit=unit, department=department, roles=(role,), name=name,
            since=SINCE, employment="staff",
        )  # fmt: skip

    found.guard = person("蒋勇", "security_guard", found.hospital, found.gate)
    found.manager = person("陈安", "safety_manager", found.hospital)
    found.other = person("韩平", "security_guard", found.clinic)
    found.points = [
        subjects.keep(
            found.manager, kind="checkpoint", unit=found.hospital, at=at(1, 9),
            data={"name": name, "route": "夜间一号线", "per_day": 1, "per_night": 2,
                  "items": ["灭火器在位", "通道畅通"]},
        )
        for name in ("配电房", "氧气站")
    ]  # fmt: skip
    return found


def scan(
    place: SimpleNamespace, point: Any, opened: int, sent: int | None = None, key: str | None = None
) -> patrol.Scanned:
    """Everything in order; minutes after eight in the evening."""
    return patrol.scan(
        place.guard, point=point, data={"result": "normal"}, idempotency_key=key,
        scanned_at=EVENING + timedelta(minutes=opened),
        at=EVENING + timedelta(minutes=opened if sent is None else sent),
    )  # fmt: skip


@pytest.mark.django_db
def test_the_scan_that_closes_a_round_leaves_the_patrol_and_nobody_writes_it_again(
    place: SimpleNamespace,
) -> None:
    first, second = place.points
    done = scan(place, first, 0)
    assert done.patrol is None
    again = scan(place, first, 1)
    assert again.patrol is None
    closed = scan(place, second, 5)
    assert closed.patrol is not None
    assert closed.patrol.data["kind_of"] == "fire"
    third = scan(place, second, 9)
    assert third.patrol is not None
    assert Record.objects.filter(kind="patrol").count() == 2


@pytest.mark.django_db
def test_a_request_that_comes_twice_leaves_one_scan_and_one_patrol(place: SimpleNamespace) -> None:
    first, second = place.points
    scan(place, first, 0)
    for later in (1, 2):
        scan(place, second, 1, later, "k")
    assert Record.objects.filter(kind="checkpoint_scan").count() == 2
    assert Record.objects.filter(kind="patrol").count() == 1


@pytest.mark.django_db
def test_the_code_of_another_house_opens_nothing(place: SimpleNamespace, client: Client) -> None:
    with pytest.raises(NotVisible):
        patrol.checkpoint_or_404(place.other, place.points[0].pk, EVENING)
    client.force_login(place.other, BACKEND)
    assert client.get(f"/patrol/at/{place.points[0].pk}").status_code == 404
    assert client.get(f"/patrol/?unit={place.hospital.pk}").status_code == 404


@pytest.mark.django_db
def test_a_guard_scans_registers_with_one_tap_and_sees_what_is_left(
    place: SimpleNamespace, client: Client
) -> None:
    with time_machine.travel(EVENING, tick=False):
        client.force_login(place.guard, BACKEND)
        opened = client.get(f"/patrol/at/{place.points[0].pk}").content.decode()
        assert "灭火器在位" in opened
        once = opened.split('name="once" value="')[1].split('"')[0]
        sent = client.post(f"/patrol/at/{place.points[0].pk}", {"result": "normal", "once": once})
        assert sent.headers["Location"] == "/patrol/"
        shown = client.get("/patrol/").content.decode()
        assert "1 / 2" in shown
        assert "0 / 2" in shown
        assert "漏巡" in shown  # the day before this night had no scan at all
        wrong = client.post(f"/patrol/at/{place.points[1].pk}", {"result": "blocked"})
        assert wrong.headers["Location"].startswith("/hazard/new?source=patrol&place=")


@pytest.mark.django_db
def test_codes_are_printed_by_those_who_keep_the_points(
    place: SimpleNamespace, client: Client
) -> None:
    client.force_login(place.manager, BACKEND)
    printed = client.get("/patrol/codes")
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")
    client.force_login(place.guard, BACKEND)
    assert client.get("/patrol/codes").status_code == 403
