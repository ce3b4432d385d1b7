"""Which movements both of their people stand behind: whoever did not enter one confirms it.

A movement is entered by one of the two, or by somebody for both; it counts in the books when each of
the two has entered or confirmed it under a login of their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from weian.record.queries import Record

MOVEMENT: Final = "stock_movement"
CONFIRMATION: Final = "stock_confirmation"
Confirmed = Mapping[str, frozenset[int]]


def confirmed_by(rows: Iterable[Record]) -> Confirmed:
    """Who has confirmed each movement, by its number, out of the confirmations among records."""
    out: dict[str, set[int]] = {}
    for row in rows:
        if row.kind == CONFIRMATION and row.data.get("agreed"):
            out.setdefault(str(row.data["movement"]), set()).add(int(row.data["person"]))
    return {number: frozenset(people) for number, people in out.items()}


def waits_for(movement: Record, confirmed: Confirmed) -> list[int]:
    """Whose confirmation a movement still wants; nobody's, and it counts."""
    two = (int(movement.data.get(key) or 0) for key in ("handler", "checker"))
    done = confirmed.get(str(movement.pk), frozenset()) | {movement.by_id}
    return [pk for pk in two if pk and pk not in done]


def split(rows: Sequence[Record]) -> tuple[list[Record], list[Record]]:
    """The lines that count in the books, and the movements that wait for somebody."""
    confirmed = confirmed_by(rows)
    lines = [row for row in rows if row.kind != CONFIRMATION]
    waiting = [r for r in lines if r.kind == MOVEMENT and waits_for(r, confirmed)]
    left = {row.pk for row in waiting}
    return [row for row in lines if row.pk not in left], waiting
