"""The board of what ends: the newest of each sort counts, and who left needs no renewal."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from weian.base.clock import TZ
from weian.modules.equipment import expiry
from weian.modules.equipment.expiry import Asked
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.record import actions as records
from weian.subject import actions as subjects

AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
SINCE = date(2024, 1, 1)
TODAY = AT.date()
pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> SimpleNamespace:
    """A hospital with two lifts and two people who need a certificate; a clinic beside it."""
    seeds = [
        UnitSeed("county", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
        UnitSeed("clinic", "township_clinic", "柳林镇卫生院", "county", SINCE),
    ]
    found = SimpleNamespace(**org.load_tree(None, at=AT, seeds=seeds))

    def person(name: str, role: str, unit: Any) -> Any:
        return org.appoint(
            None, at=AT, unit=unit, roles=(role,), name=name, since=SINCE, employment="staff"
        )

    found.clerk = person("吴敏", "commission_clerk", found.county)
    found.manager = person("陈安", "safety_manager", found.hospital)
    found.other = person("韩平", "safety_manager", found.clinic)
    found.electrician = person("钱强", "staff", found.hospital)
    found.lifts = [
        subjects.keep(
            found.manager, kind="special_equipment", unit=found.hospital, at=AT, since=SINCE,
            data={"name": name, "type": "lift"},
        )
        for name in ("一号电梯", "二号电梯")
    ]  # fmt: skip
    return found


def inspected(place: SimpleNamespace, lift: Any, days: int, done: int = 300) -> Any:
    """An inspection of a lift valid for so many days from today."""
    return records.submit(
        place.manager, kind="maintenance", unit=place.hospital, subject=lift.pk, at=AT,
        happened_at=AT - timedelta(days=done),
        data={"kind_of": "inspection", "passed": True,
              "valid_until": (TODAY + timedelta(days=days)).isoformat()},
    )  # fmt: skip


def certified(place: SimpleNamespace, who: Any, days: int) -> Any:
    return records.submit(
        place.manager, kind="certificate", unit=place.hospital, at=AT,
        happened_at=AT - timedelta(days=300),
        data={"person": who.pk, "cert": "special_operator",
              "valid_until": (TODAY + timedelta(days=days)).isoformat()},
    )  # fmt: skip


def listed(place: SimpleNamespace, person: Any = None, **asked: Any) -> list[tuple[str, int, str]]:
    rows, _, _ = expiry.board(person or place.manager, AT, Asked(**asked))
    return [(e.whose, e.days, e.band) for e in rows]


def test_what_ends_soon_is_listed_in_the_order_in_which_it_does(place: SimpleNamespace) -> None:
    inspected(place, place.lifts[0], 20)
    inspected(place, place.lifts[1], -3)
    certified(place, place.electrician, 60)
    assert listed(place) == [
        ("二号电梯", -3, "ended"), ("一号电梯", 20, "month"), ("钱强", 60, "quarter"),
    ]  # fmt: skip
    assert [row[0] for row in listed(place, band="month")] == ["一号电梯"]
    assert [row[0] for row in listed(place, kind="certificate")] == ["钱强"]


def reviewed(place: SimpleNamespace, review: int, days: int = 900, done: int = 300) -> Any:
    """A certificate that is reviewed so many days from today and ends later."""
    return records.submit(
        place.manager, kind="certificate", unit=place.hospital, at=AT,
        happened_at=AT - timedelta(days=done),
        data={"person": place.electrician.pk, "cert": "special_operator",
              "review_on": (TODAY + timedelta(days=review)).isoformat(),
              "valid_until": (TODAY + timedelta(days=days)).isoformat()},
    )  # fmt: skip


def test_a_review_has_its_own_line_before_the_certificate_ends(place: SimpleNamespace) -> None:
    reviewed(place, 20)
    rows, counts, _ = expiry.board(place.manager, AT, Asked())
    assert [(e.whose, e.days, e.review) for e in rows] == [("钱强", 20, True)]
    assert counts["month"] == 1
    reviewed(place, -4, days=40, done=200)
    assert [(e.days, e.review) for e in expiry.board(place.manager, AT, Asked())[0]] == [
        (-4, True),
    ]  # fmt: skip


def test_a_certificate_that_was_reviewed_is_not_to_be_reviewed(
    place: SimpleNamespace,
) -> None:
    reviewed(place, 20, days=60)
    reviewed(place, 1000, days=60, done=1)
    assert listed(place) == [("钱强", 60, "quarter")]


def test_what_has_ended_is_renewed_and_not_reviewed(place: SimpleNamespace) -> None:
    reviewed(place, -30, days=-2)
    assert listed(place) == [("钱强", -2, "ended")]


def test_what_was_renewed_and_what_lasts_is_not_listed(place: SimpleNamespace) -> None:
    inspected(place, place.lifts[0], -3)
    inspected(place, place.lifts[0], 200, done=2)
    inspected(place, place.lifts[1], 91)
    assert listed(place) == []


def test_what_was_done_again_without_an_end_is_not_listed(place: SimpleNamespace) -> None:
    inspected(place, place.lifts[0], -3)
    records.submit(
        place.manager, kind="maintenance", unit=place.hospital, subject=place.lifts[0].pk, at=AT,
        happened_at=AT - timedelta(days=2), data={"kind_of": "inspection", "passed": True},
    )  # fmt: skip
    assert listed(place) == []


def test_the_renewal_of_one_lift_does_not_hide_another(place: SimpleNamespace) -> None:
    inspected(place, place.lifts[0], -3)
    inspected(place, place.lifts[1], 200)
    assert [row[0] for row in listed(place)] == ["一号电梯"]


def test_papers_of_people_who_left_and_of_things_retired_need_no_renewal(
    place: SimpleNamespace,
) -> None:
    certified(place, place.electrician, 5)
    inspected(place, place.lifts[0], 5)
    org.leave(None, at=AT, person=place.electrician)
    subjects.retire(place.manager, subject=place.lifts[0], at=AT)
    assert listed(place) == []


def test_a_commission_sees_its_institutions_and_a_neighbour_nothing(
    place: SimpleNamespace, client: Client
) -> None:
    inspected(place, place.lifts[0], 5)
    assert len(listed(place, place.clerk)) == 1
    assert listed(place, place.other) == []
    client.force_login(place.other, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"/expiry/?unit={place.hospital.pk}").status_code == 404


def test_the_page_leads_to_the_form_that_renews(place: SimpleNamespace, client: Client) -> None:
    inspected(place, place.lifts[0], -2)
    client.force_login(place.manager, "allauth.account.auth_backends.AuthenticationBackend")
    with time_machine.travel(AT, tick=False):
        shown = client.get("/expiry/").content.decode()
    assert "过期 2 天" in shown
    assert f"subject={place.lifts[0].pk}" in shown
    assert "/records/maintenance/new?" in shown


def test_the_page_needs_few_queries(
    place: SimpleNamespace, client: Client, django_assert_max_num_queries: Any
) -> None:
    for days in range(1, 30):
        inspected(place, place.lifts[days % 2], days)
        certified(place, place.electrician, days)
    client.force_login(place.clerk, "allauth.account.auth_backends.AuthenticationBackend")
    client.get("/expiry/")
    with django_assert_max_num_queries(14):
        client.get("/expiry/")
