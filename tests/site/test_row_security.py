"""The catalogue of the database against the one list of what is covered and what is shared."""

import re

import pytest
from django.db import connection

from weian.site.row_security import COVERED, SHARED

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _asked(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows: list[tuple[object, ...]] = cursor.fetchall()
        return rows


def test_every_table_is_covered_or_shared_for_a_reason() -> None:
    """A new table: put it in COVERED and name ``put_in_force`` in its migration, or say why not."""
    found = {
        str(name): (on, forced)
        for name, on, forced in _asked(
            "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class "
            "WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        )
    }
    assert found.keys() == COVERED.keys() | SHARED.keys()
    assert not COVERED.keys() & SHARED.keys()
    assert {name for name, state in found.items() if state == (True, True)} == COVERED.keys()
    assert all(len(why) > 20 for why in SHARED.values())
    print(f"row security: {len(COVERED)} tables covered, {len(SHARED)} shared")


def test_every_row_that_may_be_written_is_checked() -> None:
    policies = _asked("SELECT tablename, cmd, qual, with_check FROM pg_policies")
    assert {str(name) for name, *_ in policies} == COVERED.keys()
    for name, command, _, check in policies:
        assert command in ("SELECT", "DELETE") or check, name
    open_to_read = {str(n) for n, command, using, _ in policies if using == "true"}
    assert open_to_read == {name for name, covered in COVERED.items() if covered.open}


def test_policies_compare_for_equality_only() -> None:
    for _, using, check in _asked("SELECT tablename, qual, with_check FROM pg_policies"):
        for text in (str(using), str(check)):
            assert not re.search(r"~~|LIKE|<|>", text.replace("@>", ""), re.IGNORECASE)
            if "current_setting(" in text:
                # Once at the run of the statement, to hold its plan to the bounds it was made for.
                assert text.count("current_setting(") == 1
                assert re.match(
                    r"\(\(\( SELECT NULLIF\(\(weian_said\(\) = COALESCE\(current_setting", text
                )


def test_the_web_role_neither_owns_nor_passes_by() -> None:
    asked = "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles"
    roles = {str(name): flags for name, *flags in _asked(asked)}
    assert roles["weian_web"] == [False, False, False]
    assert roles["weian_owner"][:2] == [False, False]
    owned = "SELECT count(*) FROM pg_class WHERE relowner = 'weian_web'::regrole"
    assert _asked(owned) == [(0,)]
    members = "SELECT count(*) FROM pg_auth_members WHERE member = 'weian_web'::regrole"
    assert _asked(members) == [(0,)]


def test_full_text_search_may_use_its_index_below_the_policies() -> None:
    for name in ("ts_match_vq", "textlike"):
        assert _asked(f"SELECT proleakproof FROM pg_proc WHERE proname = '{name}'") == [(True,)]
