"""A month of duties."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from weian.ui.shapes.common import Empty, Figure, Page, Tone


@dataclass(frozen=True)
class CalendarItem:
    """A duty due on a day."""

    title: str
    href: str = ""
    tone: Tone = ""
    status: str = ""
    unit: str = ""


@dataclass(frozen=True)
class CalendarDay:
    """One day. ``kind`` marks rest days and 调休 work days; ``note`` is a holiday's name."""

    day: date
    items: tuple[CalendarItem, ...] = ()
    in_month: bool = True
    today: bool = False
    kind: Literal["workday", "restday", "holiday", "shifted"] = "workday"
    note: str = ""
    more: int = 0
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class CalendarShape(Page):
    """``ui/calendar.html``: weeks of seven days, Monday first; a list on phones."""

    month: str
    weeks: tuple[tuple[CalendarDay, ...], ...] = ()
    prev_url: str = ""
    next_url: str = ""
    today_url: str = ""
    figures: tuple[Figure, ...] = ()
    empty: Empty = Empty("这个月没有到期的事项")

    @property
    def busy(self) -> tuple[CalendarDay, ...]:
        """Days of the month that hold anything."""
        return tuple(d for week in self.weeks for d in week if d.in_month and d.items)
