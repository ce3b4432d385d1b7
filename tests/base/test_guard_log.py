"""The web role adds to the log and reads it, nothing else; what cannot be logged is not done."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from weian.base.clock import TZ
from weian.case import actions as cases
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.record import actions as records
from weian.site.backup import digests
from weian.subject import actions as subjects

pytestmark = [pytest.mark.db, pytest.mark.django_db]
AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
SINCE = date(2024, 1, 1)
_FAULT = """
    CREATE FUNCTION refuse_event() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'the log is full'; END $$;
    CREATE TRIGGER refuse_event BEFORE INSERT ON base_event
        FOR EACH ROW EXECUTE FUNCTION refuse_event();
"""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE base_event SET verb = 'x'",
        "DELETE FROM base_event",
        "TRUNCATE base_event",
        "DELETE FROM base_chainhead",
        "TRUNCATE base_chainhead",
        "ALTER TABLE base_event DISABLE TRIGGER ALL",
        "DROP TABLE base_event",
        "CREATE RULE quiet AS ON INSERT TO base_event DO INSTEAD NOTHING",
    ],
)
def test_the_web_role_may_not(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE weian_web")
        with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
            cursor.execute(statement)


@pytest.fixture
def house() -> SimpleNamespace:
    """A hospital with a manager, an ambulance and a hazard under way."""
    seeds = [
        UnitSeed("office", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "office", SINCE),
    ]
    found = SimpleNamespace(**org.load_tree(None, at=AT, seeds=seeds))
    found.manager = org.appoint(
        None, at=AT, unit=found.hospital, roles=["safety_manager"], name="陈安", since=SINCE
    )
    found.car = subjects.keep(
        found.manager, kind="ambulance", unit=found.hospital, data={"name": "救护车一"}, at=AT
    )
    found.hazard = _hazard(found)
    return found


def _hazard(house: SimpleNamespace) -> Any:
    data = {"place": "楼道", "description": "安全出口被堵", "category": "fire"}
    return cases.open_case(house.manager, kind="hazard", unit=house.hospital, data=data, at=AT)


ACTS: dict[str, Callable[[SimpleNamespace], object]] = {
    "submit": lambda h: records.submit(
        h.manager, kind="patrol", unit=h.hospital, happened_at=AT, data={"kind_of": "fire"}, at=AT
    ),
    "keep": lambda h: subjects.keep(
        h.manager, kind="ambulance", unit=h.hospital, data={"name": "救护车二"}, at=AT
    ),
    "change": lambda h: subjects.keep(
        h.manager, kind="ambulance", unit=h.hospital, data={"name": "甲"}, subject=h.car, at=AT
    ),
    "retire": lambda h: subjects.retire(h.manager, subject=h.car, at=AT),
    "open": _hazard,
    "act": lambda h: cases.act(
        h.manager, case=h.hazard, verb="grade", given={"grade": "ordinary"}, at=AT, version=1
    ),
    "declare": lambda h: org.declare_fact(h.manager, at=AT, unit=h.hospital, key="beds", value=9),
    "keep_unit": lambda h: org.keep_unit(None, at=AT, unit=h.hospital, address="江滨路1号"),
    "appoint": lambda h: org.appoint(
        None, at=AT, unit=h.hospital, roles=["staff"], name="卫兰", since=SINCE, employment="staff"
    ),
    "keep_person": lambda h: org.keep_person(None, at=AT, person=h.manager, phone="0000"),
    "create_login": lambda h: org.create_login(None, at=AT, person=h.manager, login="chenan"),
    "submit_batch": lambda h: records.submit_batch(
        [records.Draft(h.manager, "patrol", h.hospital, AT, {"kind_of": "fire"}, AT)]
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_whose_event_cannot_be_written_is_not_done(
    house: SimpleNamespace, name: str
) -> None:
    before = tables()
    with transaction.atomic():  # it would succeed
        ACTS[name](house)
        assert tables() != before
        transaction.set_rollback(True)
    for thing in vars(house).values():
        thing.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute(_FAULT)
    faults = (DatabaseError, psycopg.Error)  # rows of a batch go past Django
    with pytest.raises(faults, match="the log is full"), transaction.atomic():
        ACTS[name](house)
    assert tables() == before


def tables() -> dict[str, digests.Table]:
    """What stands in every table, as the backup's digest sees it."""
    connection.ensure_connection()
    return digests.of_database(connection.connection)
