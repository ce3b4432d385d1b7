"""One row of the table as a line that people read: what, for whom, by when, why, and the button."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from weian.core.obligation import Obligation
from weian.duty import addresses, law
from weian.duty.wall import wall
from weian.duty.words import due_exact, due_words, status_words, tone_of, window_words
from weian.org import queries as org
from weian.ui.shapes import Action, CalendarItem, TodoItem


class Listed(Protocol):
    """A Standing, or a computed Row."""

    @property
    def owner_id(self) -> int: ...
    @property
    def obligation(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def bearer(self) -> str: ...
    @property
    def bearer_name(self) -> str: ...
    @property
    def window(self) -> str: ...
    @property
    def opens(self) -> datetime: ...
    @property
    def due(self) -> datetime: ...
    @property
    def value(self) -> float: ...
    @property
    def target(self) -> float: ...
    @property
    def reason(self) -> str: ...


@dataclass
class Items:
    """Makes lines; holds the units and the law that several rows share."""

    at: datetime
    on: str
    book: law.Book
    owners: Mapping[int, org.Unit]

    @classmethod
    def over(
        cls, rows: Iterable[Listed], at: datetime, on: str = "", book: law.Book | None = None
    ) -> "Items":
        """For these rows, at a moment; ``on`` is the day for addresses, "" for today."""
        numbers = {row.owner_id for row in rows}
        owners = org.Unit.objects.select_related("parent").in_bulk(numbers)
        return cls(at, on, book or law.Book(at), owners)

    def law(self, row: Listed) -> Obligation | None:
        """The obligation of a row; None if it was withdrawn a moment ago."""
        owner = self.owners.get(row.owner_id)
        return self.book.find(owner, row.obligation) if owner else None

    def unit(self, row: Listed) -> str:
        """Whose duty it is, in words."""
        owner = self.owners.get(row.owner_id)
        if owner is None:
            return ""
        return f"{owner.parent}{owner}" if owner.kind == "department" else str(owner)

    def title(self, row: Listed) -> str:
        """What is owed, and for which thing or person."""
        found = self.law(row)
        title = found.title if found else row.obligation
        return f"{title}：{row.bearer_name}" if row.bearer_name else title

    def detail(self, row: Listed) -> str:
        """The period, and how far it has come where more than one is asked."""
        words = window_words(row.window)
        if row.target > 1:
            words += f" · 已完成 {row.value:g}/{row.target:g}"
        return words

    def href(self, row: Listed) -> str:
        """The page that says why."""
        return addresses.why_url(row.owner_id, row.obligation, row.bearer, row.window, self.on)

    def due(self, row: Listed) -> str:
        """By when, as people say it."""
        return due_words(row.status, row.opens, row.due, self.at)

    def button(self, row: Listed) -> Action | None:
        """Leads to doing it; nothing on another day than today."""
        found = self.law(row)
        if found is None or self.on:
            return None
        begins = wall(row.opens).date().isoformat() if row.opens.year > 1900 else ""
        return addresses.button(
            found, owner=row.owner_id, bearer=row.bearer, window=row.window, begins=begins,
            status=row.status, reason=row.reason,
        )  # fmt: skip

    def todo(self, row: Listed, *, whose: str = "") -> TodoItem:
        """A line of the to-do page; ``whose`` names the unit or post where it is not obvious."""
        found = self.law(row)
        return TodoItem(
            what=self.title(row),
            due=self.due(row),
            due_exact=due_exact(row.due),
            clause=f"《{found.clause.document}》{found.clause.place}" if found else "",
            clause_href=self.href(row),
            button=self.button(row),
            status=status_words(row.status, row.due, self.at),
            tone=tone_of(row.status, row.due, self.at),
            unit=whose,
            href=self.href(row),
            detail=self.detail(row),
        )

    def calendar(self, row: Listed, *, whose: str = "") -> CalendarItem:
        """An entry of a day."""
        return CalendarItem(
            self.title(row), self.href(row), tone_of(row.status, row.due, self.at),
            status_words(row.status, row.due, self.at), whose,
        )  # fmt: skip
