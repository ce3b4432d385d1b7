"""The list behind a figure of a return: what was counted, as far as the person may see it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from weian.base.clock import day_of
from weian.case import queries as cases
from weian.case.kinds import KINDS as CASES
from weian.duty.law import Book
from weian.duty.queries import why_url
from weian.org import queries as org
from weian.record import queries as records
from weian.record.kinds import KINDS as RECORDS
from weian.report.due import period_title
from weian.subject import queries as subjects


@dataclass(frozen=True)
class Item:
    """One thing that was counted; ``amount`` what it adds where figures are added up."""

    title: str
    url: str = ""
    day: str = ""
    note: str = ""
    amount: str = ""


@dataclass(frozen=True)
class Behind:
    """``items`` that the person may open, and how many were counted beside them."""

    items: tuple[Item, ...]
    hidden: int = 0


Told = Mapping[str, Item]


def behind(refs: Sequence[str], person: org.Person, at: datetime) -> Behind:
    """The things that a figure names (see ``table.Table.behind``), in their order."""
    parted = [_parted(ref) for ref in refs]
    known: dict[str, Item] = {}
    for noun, read in _READ.items():
        keys = [key for n, key, _ in parted if n == noun]
        if keys:
            known |= {f"{noun}:{key}": item for key, item in read(keys, person, at).items()}
    found = [(known.get(f"{noun}:{key}"), amount) for noun, key, amount in parted]
    items = tuple(
        Item(item.title, item.url, item.day, item.note, amount) for item, amount in found if item
    )
    return Behind(items, len(refs) - len(items))


def _parted(ref: str) -> tuple[str, str, str]:
    noun, _, rest = ref.partition(":")
    if noun == "duty":
        return noun, rest, ""
    key, _, amount = rest.partition("=")
    return noun, key, amount


def _cases(keys: Iterable[str], person: org.Person, at: datetime) -> Told:
    rows = cases.visible(person, at).filter(pk__in=[UUID(key) for key in keys])
    return {
        str(c.pk): Item(
            c.title, f"/cases/{c.pk}/", c.opened_on.isoformat(),
            CASES[c.kind].flow.states.get(c.state, c.state) if c.kind in CASES else "",
        )
        for c in rows.only("title", "kind", "state", "opened_on")
    }  # fmt: skip


def _records(keys: Iterable[str], person: org.Person, at: datetime) -> Told:
    rows = records.visible(person, at).filter(pk__in=[UUID(key) for key in keys])
    return {
        str(r.pk): Item(
            r.title, f"/records/{r.pk}/", day_of(r.happened_at).isoformat(),
            RECORDS[r.kind].title if r.kind in RECORDS else "",
        )
        for r in rows.only("title", "kind", "happened_at")
    }  # fmt: skip


def _subjects(keys: Iterable[str], person: org.Person, at: datetime) -> Told:
    rows = subjects.visible(person, at).filter(pk__in=[UUID(key) for key in keys])
    return {
        str(s.pk): Item(s.name, f"/subjects/{s.pk}/", s.since.isoformat())
        for s in rows.only("name", "since")
    }


def _units(keys: Iterable[str], person: org.Person, at: datetime) -> Told:
    rows = org.units_visible(person, at).filter(pk__in=[int(key) for key in keys])
    return {str(u.pk): Item(u.name, f"/units/{u.pk}/") for u in rows}


def _duties(keys: Iterable[str], person: org.Person, at: datetime) -> Told:
    book, out = Book(at), {}
    parted = {key: key.split("|", 3) for key in keys}
    units = org.units_visible(person, at).in_bulk({int(parts[1]) for parts in parted.values()})
    for key, (obligation, number, bearer, window) in parted.items():
        unit = units.get(int(number))
        if unit is not None:
            law = book.find(unit, obligation)
            address = why_url(unit.pk, obligation, bearer, window)
            out[key] = Item(law.title if law else obligation, address, note=period_title(window))
    return out


_READ: Final[Mapping[str, Callable[[Iterable[str], org.Person, datetime], Any]]] = {
    "case": _cases, "record": _records, "subject": _subjects, "unit": _units, "duty": _duties,
}  # fmt: skip
