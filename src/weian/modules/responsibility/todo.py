"""What waits for a person's own signature, unless a duty of a pack asks for it already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from weian.core.verdict import UPCOMING
from weian.duty.law import Book
from weian.duty.queries import Standing
from weian.duty.sources import Waiting
from weian.duty.todo import ACTIONABLE
from weian.modules.responsibility.signing import counts_waiting
from weian.org import queries as org
from weian.ui.shapes import Action, TodoItem

_URL = "/responsibility/mine/"


def waiting(person: org.Person, at: datetime) -> Iterator[Waiting]:
    """One line for all that is to be signed: it is one page and one button."""
    lists, letters = counts_waiting(person, at)
    asked = _asked(person, at) if lists or letters else frozenset[str]()
    lists = 0 if "duty_acknowledgement" in asked else lists
    letters = 0 if "letter_countersign" in asked else letters
    told = [f"责任清单 {lists} 份" if lists else "", f"责任书 {letters} 份" if letters else ""]
    if lists or letters:
        yield Waiting(
            TodoItem(
                what="阅读并签字：" + "、".join(filter(None, told)),
                button=Action("去签字", _URL, primary=True),
                href=_URL,
                detail="读完点一次“签字确认”。",
            ),
            area="responsibility",
        )


def _asked(person: org.Person, at: datetime) -> frozenset[str]:
    """The kinds of record by which open duties that are the person's own are done."""
    rows = Standing.objects.filter(person_id=person.pk, status__in=ACTIONABLE)
    found = set(rows.exclude(status=UPCOMING).values_list("owner_id", "obligation"))
    if not found:
        return frozenset()
    units, book = org.Unit.objects.in_bulk({owner for owner, _ in found}), Book(at)
    laws = (book.find(units[owner], key) for owner, key in found if owner in units)
    return frozenset(kind for law in laws if law is not None for kind in law.owes.kinds)
