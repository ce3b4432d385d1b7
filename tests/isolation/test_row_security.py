"""Plain SQL of the web role, without any of the product's own filters: the database alone decides."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from tests.isolation.world import NOW, World
from weian.base import bounds
from weian.base.bounds import NOBODY, Bounds
from weian.org.bounds import bounds_of
from weian.org.queries import person_by_id
from weian.org.rights import RIGHTS, holds
from weian.site.row_security import COVERED, TIP_ROLES

pytestmark = [pytest.mark.django_db]
CLOSED = tuple(name for name, covered in COVERED.items() if not covered.open)
#: Rows that belong to the whole installation, for everybody to read.
OF_ALL = {"base_setting": "unit_id IS NULL", "duty_progress": "unit_id IS NULL"}
#: How each table without scope columns says where its rows lie.
PLACE = {
    "case_casestep": "SELECT c.county_id FROM case_case c WHERE c.id = t.case_id",
    "report_frozen": "SELECT c.county_id FROM case_case c WHERE c.id = t.case_id",
    "policy_draftitem": "SELECT u.county_id FROM policy_draft d JOIN org_unit u ON u.id = d.unit_id WHERE d.id = t.draft_id",
    "site_importedrow": "SELECT u.county_id FROM site_import i JOIN org_unit u ON u.id = i.unit_id WHERE i.id = t.source_id",
    "report_words": "SELECT c.county_id FROM case_case c WHERE c.id = t.case_id",
    "modules_tipkey": "SELECT u.county_id FROM org_unit u WHERE u.id = t.office_id",
    "modules_sealedtip": "SELECT u.county_id FROM org_unit u WHERE u.id = t.office_id",
    "modules_tipopening": "SELECT u.county_id FROM modules_sealedtip s JOIN org_unit u ON u.id = s.office_id WHERE s.id = t.tip_id",
    "modules_sealedletter": "SELECT u.county_id FROM modules_sealedtip s JOIN org_unit u ON u.id = s.office_id WHERE s.id = t.tip_id",
    "notify_mail": "SELECT p.county_id FROM org_person p WHERE p.id = t.person_id",
    "notify_notice": "SELECT p.county_id FROM org_person p WHERE p.id = t.person_id",
    "org_pin": "SELECT p.county_id FROM org_person p WHERE p.id = t.person_id",
    "site_apitoken": "SELECT p.county_id FROM org_person p WHERE p.id = t.person_id",
    "subject_once": "SELECT p.county_id FROM org_person p WHERE p.id = t.actor_id",
}
#: Within a county for some people only: see the tests of the second wall.
_SECRET = frozenset({"modules_sealedtip", "modules_sealedletter", "modules_tipopening"})
_OF_UNIT = "SELECT u.county_id FROM org_unit u WHERE u.id = t.unit_id"


@contextmanager
def as_web(given: Bounds) -> Iterator[Any]:
    """The web role with these bounds; what it writes is taken back."""
    with bounds.within(given), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE weian_web")
        yield cursor
        transaction.set_rollback(True)


def _counties(table: str, given: Bounds) -> dict[int | None, int]:
    """How many rows of which county are seen."""
    place = f"t.{'county_id'}" if _has_county(table) else f"({PLACE.get(table, _OF_UNIT)})"
    but = f"WHERE NOT ({OF_ALL[table]})" if table in OF_ALL else ""
    with as_web(given) as cursor:
        cursor.execute(f"SELECT {place} AS county, count(*) FROM {table} t {but} GROUP BY 1")
        return dict(cursor.fetchall())


def _has_county(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM information_schema.columns WHERE table_name = %s AND column_name = 'county_id'",
            [table],
        )
        return cursor.fetchone() is not None


@pytest.mark.parametrize("table", CLOSED)
def test_without_bounds_there_are_no_rows(table: str, world: World) -> None:
    assert not sum(_counties(table, NOBODY).values())


@pytest.mark.parametrize("table", CLOSED)
def test_empty_settings_open_nothing(table: str, world: World) -> None:
    with as_web(NOBODY) as cursor:
        but = f"WHERE NOT ({OF_ALL[table]})" if table in OF_ALL else ""
        for said in ("", "/", "////////"):
            cursor.execute(f"SELECT set_config('{bounds.SETTING}', '{said}', true)")
            cursor.execute(f"SELECT count(*) FROM {table} {but}")
            assert cursor.fetchone() == (0,), said


def test_a_plan_that_was_made_for_other_bounds_shows_nothing(world: World) -> None:
    """The bounds are constants of a plan: whoever kept one would see the rows of the one before."""
    mine, other = (Bounds(county=(world.places[f"{c}offi"].unit.pk,)) for c in "ab")
    with as_web(mine) as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute(f"SELECT set_config('{bounds.SETTING}', '{mine.text}', true)")
        cursor.execute("PREPARE kept AS SELECT count(*) FROM record_record")
        cursor.execute("EXECUTE kept")
        seen = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM record_record")
        assert cursor.fetchone() == (seen,)
        cursor.execute(f"SELECT set_config('{bounds.SETTING}', '{other.text}', true)")
        cursor.execute("EXECUTE kept")
        assert cursor.fetchone() == (0,)
        cursor.execute(f"SELECT set_config('{bounds.SETTING}', '{mine.text}', true)")
        cursor.execute("EXECUTE kept")
        assert cursor.fetchone() == (seen,)
        cursor.execute("DEALLOCATE kept")
    assert seen


def _knowers() -> tuple[int, ...]:
    """Whoever knows of a secret case, which is there for nobody else."""
    with bounds.everything("who knows"), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT unnest(known_to) FROM case_case")
        return tuple(pk for (pk,) in cursor.fetchall())


@pytest.mark.parametrize("table", CLOSED)
def test_a_county_sees_its_rows_and_no_other_countys(table: str, world: World) -> None:
    mine, other = (world.places[f"{c}offi"].unit.pk for c in "ab")
    who = _knowers() if table.startswith(("case_", "report_")) else ()
    seen = _counties(table, Bounds(county=(mine,), person=who))
    assert other not in seen
    whole = _counties(table, Bounds(everything="to compare"))
    own_only = {
        "notify_notice", "notify_mail", "site_apitoken", "subject_once", "org_pin", *_SECRET,
    }  # fmt: skip
    if table not in own_only:
        assert seen.get(mine, 0) == whole.get(mine, 0)
        print(f"row security: {table}: {seen.get(mine, 0)} of {sum(whole.values())} rows")


def test_the_world_has_rows_in_the_tables_that_matter(world: World) -> None:
    for table in ("record_record", "case_case", "case_casestep", "subject_subject", "base_event",
                  "base_attachment", "duty_standing", "notify_notice", "org_grant"):  # fmt: skip
        assert len(_counties(table, Bounds(everything="to compare"))) >= 2, table


@pytest.mark.parametrize(
    "label", ["safety_manager", "staff", "commission_clerk", "head of the branch"]
)
def test_bounds_of_a_person_end_at_the_own_house_or_area(label: str, world: World) -> None:
    person = person_by_id(world.viewers[label].person.pk)
    place = world.viewers[label].place
    with as_web(bounds_of(person, NOW)) as cursor:
        cursor.execute("SELECT DISTINCT unit_id, county_id FROM record_record")
        rows = cursor.fetchall()
    assert rows
    hospital = world.places["ahosp"].unit.pk
    inside = {
        "aoffi": {p.unit.pk for k, p in world.places.items() if k.startswith("a")},
        "abran": {world.places["abran"].unit.pk},
    }.get(place.key, {hospital, world.places["abran"].unit.pk})
    assert {unit for unit, _ in rows} <= inside


def test_a_secret_case_is_there_for_those_who_know_of_it_alone(world: World) -> None:
    case = world.rows["case"]["ahosp"]["hazard"]
    office = world.places["aoffi"]
    knower, other = office.author.pk, office.author.pk + 1_000_000
    county = (office.unit.pk,)
    with transaction.atomic():
        with bounds.everything("to make one secret"), connection.cursor() as cursor:
            cursor.execute("UPDATE case_case SET known_to = %s WHERE id = %s", [[knower], case.pk])
        for given, rows in (
            (Bounds(county=county, person=(knower,)), 1),
            (Bounds(county=county, person=(other,)), 0),
            (Bounds(county=county), 0),
            (Bounds(everything="to compare"), 1),
        ):
            with as_web(given) as cursor:
                cursor.execute("SELECT count(*) FROM case_case WHERE id = %s", [case.pk])
                assert cursor.fetchone() == (rows,), given
                cursor.execute(
                    "SELECT count(*) > 0 FROM case_casestep WHERE case_id = %s", [case.pk]
                )
                assert cursor.fetchone() == (bool(rows),), given
                cursor.execute("UPDATE case_case SET title = 'x' WHERE id = %s", [case.pk])
                assert cursor.rowcount == rows, given
        given = Bounds(county=county, person=(other,))
        plain = world.rows["case"]["ahosp"]["alarm"].pk
        with as_web(given) as cursor, pytest.raises(ProgrammingError, match="row-level security"):
            cursor.execute("UPDATE case_case SET known_to = %s WHERE id = %s", [[knower], plain])
        transaction.set_rollback(True)


def test_sealed_tips_are_there_for_those_who_keep_or_oversee_them_alone(world: World) -> None:
    office = world.places["aoffi"].unit
    asked = "SELECT person_id, role FROM org_grant WHERE unit_id = %s"
    with bounds.everything("who holds what"), connection.cursor() as cursor:
        cursor.execute(asked, [office.pk])
        held: dict[int, set[str]] = {}
        for person, role in cursor.fetchall():
            held.setdefault(person, set()).add(role)
    kinds = {bool(roles & set(TIP_ROLES)) for roles in held.values()}
    assert kinds == {True, False}
    for person, roles in held.items():
        with as_web(Bounds(county=(office.pk,), person=(person,))) as cursor:
            for table in ("modules_sealedtip", "modules_sealedletter"):
                cursor.execute(f"SELECT count(*) > 0 FROM {table}")
                assert cursor.fetchone() == (bool(roles & set(TIP_ROLES)),), (table, roles)


def test_the_second_wall_around_tips_knows_the_roles_of_the_table_of_rights() -> None:
    rights = ("tip.keep", "tip.oversee")
    assert set(TIP_ROLES) == {role for role in RIGHTS for right in rights if holds(role, right)}


def test_nobody_writes_into_another_county(world: World) -> None:
    mine = world.places["aoffi"].unit.pk
    theirs = world.rows["record"]["bhosp"]["training"].pk
    ours = world.rows["record"]["ahosp"]["training"].pk
    given = Bounds(county=(mine,))
    with as_web(given) as cursor:
        cursor.execute("UPDATE record_record SET title = 'x' WHERE id = %s", [theirs])
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM record_record WHERE id = %s", [theirs])
        assert cursor.rowcount == 0
    other = world.places["bhosp"].unit
    with as_web(given) as cursor, pytest.raises(ProgrammingError, match="row-level security"):
        cursor.execute(
            "UPDATE record_record SET unit_id = %s, county_id = %s, institution_id = %s WHERE id = %s",
            [other.pk, other.county_id, other.institution_id, ours],
        )
    for table, column, value in (
        ("org_fact", "unit_id", other.pk),
        ("org_grant", "unit_id", other.pk),
        ("duty_standingsum", "county_id", other.county_id),
    ):
        with as_web(given) as cursor:
            cursor.execute(f"SELECT id FROM {table} LIMIT 1")
            row = cursor.fetchone()
        if row is None:
            continue
        with as_web(given) as cursor, pytest.raises(ProgrammingError, match="row-level security"):
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, row[0]])


def test_nobody_makes_rows_in_another_county(world: World) -> None:
    given = Bounds(county=(world.places["aoffi"].unit.pk,))
    columns = {}
    with connection.cursor() as cursor:
        for table in COVERED:
            cursor.execute(f"SELECT * FROM {table} LIMIT 0")
            columns[table] = [c.name for c in cursor.description]
    tried = 0
    for table, names in columns.items():
        if "county_id" not in names:
            continue
        with bounds.everything("a row of the other county to copy"), connection.cursor() as cursor:
            listed = ", ".join(f'"{n}"' for n in names)
            cursor.execute(
                f"SELECT {listed} FROM {table} WHERE county_id = %s LIMIT 1",
                [world.places["boffi"].unit.pk],
            )
            row = cursor.fetchone()
        if row is None:
            continue
        tried += 1
        with as_web(given) as cursor, pytest.raises(ProgrammingError, match="row-level security"):
            cursor.execute(
                f"INSERT INTO {table} ({listed}) VALUES ({', '.join(['%s'] * len(row))})", row
            )
    assert tried >= 7
