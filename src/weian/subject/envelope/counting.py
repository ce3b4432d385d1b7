"""How many rows a list has: exact where that is cheap, else about."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import QuerySet

from weian.base.paging import Page

MANY = 10_000
#: Above this the planner expects the count to cost more than a page should wait for.
DEAR = 12_000.0
#: The same for a search, of whose rows the planner knows little: not worth a second reading of them.
DEAR_SEARCH = 1_500.0


def count(rows: QuerySet[Any], text: str = "") -> str:
    """ "128", or "约 12000" as the planner estimates it, so that no list waits for its count.

    Of a search by ``text`` it cannot tell: then "" where counting is dear. ``rows`` are best given
    without the columns that are shown: what these are joined from would be joined again to count.
    """
    sql, given = rows.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        plan = cursor.execute(f"EXPLAIN (FORMAT json) {sql}", given).fetchone()[0][0]["Plan"]
        if plan["Plan Rows"] <= MANY and plan["Total Cost"] <= (DEAR_SEARCH if text else DEAR):
            found = cursor.execute(f"SELECT count(*) FROM ({sql}) counted", given).fetchone()
            return str(found[0])
    return "" if text else f"约 {_rounded(int(plan['Plan Rows']))}"


def count_beside(rows: QuerySet[Any], page: Page[Any], text: str = "", *, few: bool = False) -> str:
    """The count of a list of which one page is known: nothing is asked when it is the only one.

    ``few``: so few that they are counted sooner than the planner says how long it takes.
    """
    if not page.next_cursor and not page.prev_cursor:
        return str(len(page.rows))
    if few and not text:
        found = rows.order_by()[: MANY + 1].count()
        if found <= MANY:
            return str(found)
    return count(rows, text) or f"{len(page.rows)} 以上"


def _rounded(number: int) -> int:
    """Two digits that mean something."""
    step = 10 ** max(0, len(str(number)) - 2)
    return int(number // step * step)
