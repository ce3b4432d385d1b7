"""Open duties by the hundred thousand: those computed for one clinic, standing for all of them."""

from weian.site.bench.bulk_sql import without_indexes
from weian.site.bench.town import Town
from weian.site.roles import Connection

_COPIES = """
    INSERT INTO duty_standing (
        unit_id, province_id, city_id, county_id, institution_id, owner_id, obligation, area, status,
        clause, bearer, bearer_name, "window", opens, due, next_change, met_at, value, target,
        weight, veto, post, reason)
    SELECT u.id, u.province_id, u.city_id, u.county_id, u.institution_id, u.id, s.obligation, s.area,
           s.status, s.clause, 'copy:' || copy, s.bearer_name, s."window", s.opens, s.due,
           s.next_change, s.met_at, s.value, s.target, s.weight, s.veto, s.post, s.reason
    FROM duty_standing s CROSS JOIN bench_unit u CROSS JOIN generate_series(1, %s) copy
    WHERE s.unit_id = %s AND s.bearer = ''
"""
_SUMS = """
    INSERT INTO duty_standingsum (
        unit_id, province_id, city_id, county_id, institution_id, owner_id, area, status, year, n)
    SELECT unit_id, province_id, city_id, county_id, institution_id, owner_id, area, status, 0, count(*)
    FROM duty_standing GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""


def fill(connection: Connection, town: Town, wanted: int) -> int:
    """Add copies until about ``wanted`` stand; returns how many there are."""
    clinic = town.clinics[0].pk
    count = "SELECT count(*) FROM duty_standing"
    whole = int(str(connection.execute(f"{count}".encode()).fetchone()[0]))  # type: ignore[index]
    own = connection.execute(
        "SELECT count(*) FROM duty_standing WHERE unit_id = %s AND bearer = ''", [clinic]
    ).fetchone()
    each = int(str(own[0])) if own else 0
    copies = max(1, round((wanted - whole) / (max(each, 1) * town.units)))
    with without_indexes(connection, "duty_standing"):
        connection.execute(_COPIES, [copies, clinic])
    connection.execute("DELETE FROM duty_standingsum WHERE year = 0")
    connection.execute(_SUMS)
    for table in (b"duty_standingsum", b"duty_standingcount"):
        connection.execute(b"VACUUM (ANALYZE) " + table)
    return whole + copies * each * town.units
