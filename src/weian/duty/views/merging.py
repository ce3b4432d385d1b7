"""One deed, one line: duties of several clauses that the same button settles are shown together."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from weian.ui.shapes import TodoItem

_LATE = "overdue"


class Line(NamedTuple):
    """An item in its group, with the day that orders it, and the area that it is about."""

    group: str
    day: date
    item: TodoItem
    area: str = ""


def merged(lines: Iterable[Line]) -> list[Line]:
    """Lines whose buttons lead to the same address become one, with every clause and the number of
    periods; what is overdue stays apart from what is not, because it asks for a deed of its own.

    A case speaks for itself: where its own line is among them, that one leads, because it names
    the next step. The earliest day counts, so that of two documents the stricter one leads.
    """
    deeds: dict[tuple[bool, str], list[Line]] = {}
    for index, line in enumerate(lines):
        button = line.item.button
        deed = button.url if button is not None and button.method == "get" else f"#{index}"
        deeds.setdefault((line.group == _LATE, deed), []).append(line)
    return [_one(found) for found in deeds.values()]


def _one(found: list[Line]) -> Line:
    if len(found) == 1:
        return found[0]
    by_day = sorted(found, key=lambda line: line.day)
    first = next((line for line in by_day if not line.item.clause), by_day[0]).item
    clauses: dict[str, str] = {}
    for _, _, item, _ in by_day:
        if item.clause:
            clauses.setdefault(item.clause, item.clause_href)
    (clause, href), *also = clauses.items() or [("", "")]
    urgent = by_day[0].item
    periods = sum(item.what == first.what for _, _, item, _ in by_day)
    detail = f"{first.detail} 等 {periods} 期" if periods > 1 else first.detail
    item = replace(
        first, clause=clause, clause_href=href, also=tuple(also), due=urgent.due,
        due_exact=urgent.due_exact, status=urgent.status, tone=urgent.tone, detail=detail,
    )  # fmt: skip
    return Line(by_day[0].group, by_day[0].day, item, by_day[0].area)
