"""Duties on the boards: named sets of what stands open, and sums of what fell due by month."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, F, Func, IntegerField, Q, QuerySet, Sum
from django.db.models import DateTimeField as Moment

from weian.base.clock import day_of
from weian.core.score import Tally
from weian.core.summary import month_of
from weian.core.verdict import GRACE, MET, MET_LATE, OPEN, OVERDUE, UNDETERMINED
from weian.duty import board, queries
from weian.duty.queries import Standing
from weian.duty.wall import first_of, last_of, wall
from weian.modules.boards.asking import Asked, months_before, next_month
from weian.org.queries import Person

RIGHT: Final = board.RIGHT
#: What came due and how it ended: the parts of every rate.
ENDED: Final = (MET, MET_LATE, OVERDUE, UNDETERMINED)
WAITING: Final = (OPEN, GRACE)


def _until(at: datetime, last: date) -> Q:
    """Waiting now and due before the end of a day."""
    return Q(status__in=WAITING, due__gt=at, due__lte=last_of(last) + _INSTANT)


_INSTANT: Final = timedelta(microseconds=1)


def end_of_week(day: date) -> date:
    """The Sunday of its week."""
    return day + timedelta(days=6 - day.weekday())


def _today(at: datetime) -> Q:
    return _until(at, day_of(at))


def _week(at: datetime) -> Q:
    return _until(at, end_of_week(day_of(at)))


def _fresh(at: datetime) -> Q:
    """Overdue since at most seven days."""
    return Q(status=OVERDUE, due__gt=at - timedelta(days=7))


def _of_status(status: str) -> Callable[[datetime], Q]:
    return lambda _: Q(status=status)


#: Set → title and condition.
SETS: Final[Mapping[str, tuple[str, Callable[[datetime], Q]]]] = {
    "overdue": ("逾期的责任事项", _of_status(OVERDUE)),
    "fresh": ("近七天逾期的责任事项", _fresh),
    "undetermined": ("待核实的责任事项", _of_status(UNDETERMINED)),
    "today": ("今天到期的责任事项", _today),
    "week": ("本周到期的责任事项", _week),
}


def rows(person: Person, at: datetime, asked: Asked) -> QuerySet[Standing]:
    """The open duties of a set; ``item`` is a day on which they fall due."""
    found = queries.duties_visible(person, at, _filters(asked), right=RIGHT)
    return at_place(found, asked).filter(SETS[asked.what][1](at))


def _filters(asked: Asked) -> queries.Filters:
    try:
        day = date.fromisoformat(asked.item) if asked.item else None
    except ValueError:
        day = None
    return queries.Filters(unit=asked.unit, area=asked.area, first=day, last=day)


def at_place(found: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    """Rows of a township or county."""
    if asked.county is not None:
        return found.filter(county_id=asked.county or None)
    return found if asked.township is None else found.filter(unit__township=asked.township)


def counted(person: Person, at: datetime, *names: str) -> dict[str, int]:
    """How many rows some sets have; each is a range of the index of its status."""
    return {name: rows(person, at, Asked(name)).count() for name in names}


def days_of_week(person: Person, at: datetime) -> dict[date, int]:
    """What waits, by the day of this week on which it falls due; days with nothing have 0."""
    today = day_of(at)
    found = rows(person, at, Asked("week")).annotate(day=_DAY).values_list("day")
    counts = {moment.date(): n for moment, n in found.order_by().annotate(n=Count("*"))}
    left = (end_of_week(today) - today).days + 1
    return {d: counts.get(d, 0) for d in (today + timedelta(days=i) for i in range(left))}


class _Began(Func):
    """The beginning, in Chinese wall time, of the stretch in which an exclusive end lies."""

    template = "date_trunc('%(unit)s', (%(expressions)s - interval '1 microsecond') AT TIME ZONE 'Asia/Shanghai')"
    output_field = Moment()


_DAY: Final = _Began(F("due"), unit="day")
_MONTH: Final = _Began(F("due"), unit="month")


def months(person: Person, at: datetime, count: int) -> dict[date, Tally]:
    """What fell due in each of the last months, by how it ended."""
    firsts = months_before(day_of(at), count)
    out = {first: Tally() for first in firsts}
    open_, settled = _ended(person, at, firsts[0], next_month(firsts[-1]))
    dues = open_.order_by().values_list("status", "due").annotate(n=Count("*"))
    for status, due, n in dues:  # of a few hundred moments Python tells the month sooner
        out[month_of(wall(due))].add(status, n)
    sums = settled.order_by().values_list("status", "month").annotate(number=Sum("n"))
    for status, first, n in sums:
        out[first].add(status, n)
    return out


def by_unit(person: Person, at: datetime, asked: Asked) -> dict[int, Tally]:
    """What fell due in a month, or in this year with all that stands open, by unit and how it ended.

    The year is the one of the board of duties, so that both say the same.
    """
    out: dict[int, Tally] = {}
    if asked.days is None or len(asked.period) == 4:
        return board.by_unit(person, at, "year")
    first = asked.days[0]
    for _, unit, status, n in _fallen(person, at, first, next_month(first)):
        out.setdefault(unit, Tally()).add(status, n)
    return out


def _fallen(
    person: Person, at: datetime, first: date, end: date
) -> list[tuple[date, int, str, int]]:
    """(month, unit, status, number) of what fell due from a day until before another."""
    open_, settled = _ended(person, at, first, end)
    place = ("began", "unit_id", "status")
    found = [
        (moment.date(), unit, status, n)
        for moment, unit, status, n in open_.annotate(began=_MONTH)
        .order_by()
        .values_list(*place)
        .annotate(number=Count("*", output_field=IntegerField()))
    ]
    grouped = settled.order_by().values_list("month", "unit_id", "status")
    return [*found, *grouped.annotate(number=Sum("n"))]


def _ended(
    person: Person, at: datetime, first: date, end: date
) -> tuple[QuerySet[Standing], QuerySet[Any]]:
    """What fell due from a day until before another and is not waited for: row by row, and settled."""
    open_ = Standing.objects.visible_to(person, at, right=RIGHT).filter(
        status__in=ENDED, due__gt=first_of(first), due__lte=first_of(end)
    )
    settled = board.settled(person, at).filter(status__in=ENDED, month__gte=first, month__lt=end)
    return open_, settled
