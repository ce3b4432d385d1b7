"""The calendar of working days: who may change it, what is written, and that duties follow."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.calendar import load_calendar
from weian.base.errors import BadInput, Forbidden, NotVisible
from weian.base.models import CalendarDay, Event
from weian.org import actions
from weian.org.models import Person

pytestmark = pytest.mark.db
AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
DAY = date(2027, 1, 4)  # a Monday


@pytest.fixture(autouse=True)
def nothing_entered(db: None) -> None:
    CalendarDay.objects.all().delete()


@pytest.fixture
def admin(tree: SimpleNamespace, someone: Any) -> Person:
    person: Person = someone("platform_admin", tree.county)
    return person


def change(
    by: Person, unit: Any, kind: str = "holiday", name: str = "元旦", day: date = DAY
) -> bool:
    return actions.change_day(by, at=AT, unit=unit, day=day, kind=kind, name=name)


def test_a_changed_day_counts_from_then_on_and_is_in_the_log(
    admin: Person, tree: SimpleNamespace
) -> None:
    assert load_calendar().is_working(DAY)
    assert change(admin, tree.county)
    assert not load_calendar().is_working(DAY)
    event = Event.objects.get(verb="calendar.change")
    assert (event.object_id, event.actor_id, event.unit_id) == (
        "2027-01-04",
        admin.pk,
        tree.county.pk,
    )
    assert event.given == {"kind": "holiday", "name": "元旦", "was": "rule"}
    assert not change(admin, tree.county)  # nothing new, no second event
    assert Event.objects.filter(verb="calendar.change").count() == 1


def test_a_day_is_given_back_to_the_rule(admin: Person, tree: SimpleNamespace) -> None:
    change(admin, tree.county)
    assert change(admin, tree.county, "rule", "")
    assert load_calendar().is_working(DAY)
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize(
    ("kind", "name", "day", "field"),
    [
        ("holiday", "", DAY, "name"),
        ("feast", "元旦", DAY, "kind"),
        ("restday", "", date(1999, 1, 1), "day"),
        ("restday", "", date(2040, 1, 1), "day"),
        ("workday", "长" * 41, DAY, "name"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    admin: Person, tree: SimpleNamespace, kind: str, name: str, day: date, field: str
) -> None:
    with pytest.raises(BadInput) as caught:
        change(admin, tree.county, kind, name, day)
    assert set(caught.value.fields) == {field}
    assert not CalendarDay.objects.exists()


def test_an_import_fills_in_a_year_and_keeps_what_people_entered(
    admin: Person, tree: SimpleNamespace
) -> None:
    change(admin, tree.county, "workday", "应急值班", date(2026, 10, 1))
    done = actions.import_year(admin, at=AT, unit=tree.county, year=2026)
    assert done.kept == (date(2026, 10, 1),)
    assert CalendarDay.objects.get(day=date(2026, 10, 1)).kind == "workday"
    assert CalendarDay.objects.get(day=date(2026, 10, 2)).name == "国庆节"
    assert CalendarDay.objects.count() == done.added + 1
    assert Event.objects.get(verb="calendar.import").given["days"]["2026-10-02"] == "holiday"
    assert actions.import_year(admin, at=AT, unit=tree.county, year=2026).added == 0
    with pytest.raises(BadInput, match="2031"):
        actions.import_year(admin, at=AT, unit=tree.county, year=2031)


ROUTES = (("get", "/workdays/"), ("get", "/workdays/day"), ("post", "/workdays/day"),
          ("post", "/workdays/import"))  # fmt: skip


@pytest.mark.parametrize(
    "role",
    ["commission_leader", "commission_clerk", "commission_inspector", "institution_head",
     "safety_manager", "staff", "auditor"],
)  # fmt: skip
def test_nobody_else_sees_or_changes_it(
    role: str, tree: SimpleNamespace, someone: Any, browse: Any
) -> None:
    place = tree.county if role.startswith(("commission", "auditor")) else tree.hospital
    person = someone(role, place)
    for method, url in ROUTES:
        assert getattr(browse(person), method)(url).status_code == 403, url
    with pytest.raises((Forbidden, NotVisible)):
        change(person, place)


def test_the_year_is_listed_and_a_day_changed_on_its_form(admin: Person, browse: Any) -> None:
    client = browse(admin)
    assert client.post("/workdays/import", {"year": "2026"}).url == "/workdays/?year=2026"
    page = client.get("/workdays/?year=2026").content.decode()
    assert "10月1日 周四" in page and "国庆节" in page
    assert 'value="2026-10-01"' in client.get("/workdays/day?day=2026-10-01").content.decode()
    given = {"day": "2027-01-04", "kind": "holiday", "name": "元旦"}
    assert client.post("/workdays/day", given).url == "/workdays/?year=2027"
    assert "1月4日 周一" in client.get("/workdays/?year=2027").content.decode()
    refused = client.post("/workdays/day", {**given, "name": ""})
    assert "节假日要写名称" in refused.content.decode()
