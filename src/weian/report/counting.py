"""What figures amount to for a unit and a period, with the list behind each.

The ledgers are read once per kind and not once per figure. For an institution the list names every
thing counted; for a commission it names the units below, each with its share.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.db.models import Q

from weian.base.clock import TZ, day_of
from weian.case.queries import Case
from weian.duty.queries import duties_of, owed_between
from weian.org import queries as org
from weian.record.queries import Record
from weian.report.figures import Figure, catalogue
from weian.subject.queries import Subject

_DEAD: Final = ("voided", "withdrawn")  # states of what was opened by mistake


@dataclass(frozen=True)
class Period:
    """What is counted: a unit, the days from ``first`` until before ``end``, and what it is called.

    ``at`` is the moment of counting: what is past its deadline is so by then.
    """

    unit: org.Unit
    first: date
    end: date
    at: datetime
    title: str = ""

    @property
    def below(self) -> bool:
        """Whether it is counted unit by unit."""
        return self.unit.group == "commission"

    @property
    def place(self) -> dict[str, int]:
        """The columns that the rows of the unit have in common."""
        return {self.unit.level_column if self.below else "unit_id": self.unit.pk}

    @property
    def last(self) -> date:
        """The day by which a deadline has passed."""
        return min(self.end, day_of(self.at))


@dataclass(frozen=True)
class Told:
    """A figure's value in words, and what stands behind it."""

    text: str
    behind: tuple[str, ...] = ()


@dataclass
class Thing:
    """One row of a ledger as far as figures look at it."""

    ref: str
    unit: int
    days: tuple[date | None, ...]  # opened, closed, due
    answers: Mapping[str, Any] = field(default_factory=dict)


def tell(keys: Iterable[str], period: Period, categories: Iterable[str] = ("",)) -> dict[str, Told]:
    """The figures of these keys; unknown keys are left out.

    ``categories`` narrow each: "hazards.found@fire" counts those of that category, "" counts all.
    """
    known = catalogue()
    asked = {key: known[key] for key in keys if key in known}
    ledger = _Ledger(period)
    return {
        f"{key}@{category}" if category else key: _told(figure, period, ledger, category)
        for category in categories
        for key, figure in asked.items()
    }


def _told(figure: Figure, period: Period, ledger: "_Ledger", category: str) -> Told:
    if figure.noun == "head":
        return Told(_head(figure.key, period))
    if figure.noun != "rate":
        value, behind = ledger.count(figure, category)
        return Told(plain(value), behind)
    part, whole = (ledger.count(catalogue()[key], category) for key in (figure.part, figure.whole))
    return Told(rate(part[0], whole[0]), part[1])


def rate(part: Decimal, whole: Decimal) -> str:
    """A share that shows its parts; nothing of nothing is no share."""
    share = f"{100 * part / whole:.1f}%" if whole else "—"
    return f"{share}（{plain(part)}/{plain(whole)}）"


def plain(value: Decimal) -> str:
    """A number as people write it."""
    return f"{value.normalize():f}" if value else "0"


class _Ledger:
    """The rows of each kind, read when first asked for."""

    def __init__(self, period: Period) -> None:
        self._period = period
        self._rows: dict[tuple[str, str], list[Thing]] = {}

    def count(self, figure: Figure, category: str = "") -> tuple[Decimal, tuple[str, ...]]:
        """Value and list; of one category only if it is given."""
        found = [
            t
            for t in self._of(figure)
            if _fits(t, figure, self._period)
            and category in ("", str(t.answers.get("category", "")))
        ]
        values = [_amount(t, figure) for t in found]
        if not self._period.below:
            shown = [(t, v) for t, v in zip(found, values, strict=True) if v]
            refs = tuple(f"{t.ref}={plain(v)}" if figure.add else t.ref for t, v in shown)
            return sum(values, Decimal()), refs
        shares: dict[int, Decimal] = {}
        for thing, value in zip(found, values, strict=True):
            shares[thing.unit] = shares.get(thing.unit, Decimal()) + value
        refs = tuple(f"unit:{unit}={plain(v)}" for unit, v in sorted(shares.items()) if v)
        return sum(values, Decimal()), refs

    def _of(self, figure: Figure) -> list[Thing]:
        key = (figure.noun, figure.kind)
        if key not in self._rows:
            self._rows[key] = _READ[figure.noun](figure.kind, self._period)
        return self._rows[key]


def _fits(thing: Thing, figure: Figure, period: Period) -> bool:
    opened, closed, due = thing.days
    assert opened is not None
    within = period.first <= opened < period.end
    ended = closed is not None and closed < period.end
    spans = {
        "opened": within,
        "settled": within and ended,
        "closed": closed is not None and period.first <= closed < period.end,
        "open": not ended,
        "overdue": not ended and due is not None and due < period.last,
    }
    return spans.get(figure.span, True) and all(
        str(thing.answers.get(key)) in values for key, values in figure.where
    )


def _amount(thing: Thing, figure: Figure) -> Decimal:
    if not figure.add:
        return Decimal(str(thing.answers.get("~n", 1)))
    value = thing.answers.get(figure.add)
    if isinstance(value, list | tuple):
        return Decimal(len(value))
    try:
        return Decimal(str(value)) if value not in (None, "") else Decimal()
    except InvalidOperation:
        return Decimal()


def _cases(kind: str, period: Period) -> list[Thing]:
    rows = Case.objects.filter(**period.place, kind=kind, opened_on__lt=period.end)
    rows = rows.filter(Q(closed_on=None) | Q(closed_on__gte=period.first) | Q(opened_on__gte=period.first))  # fmt: skip
    found = rows.exclude(state__in=_DEAD).order_by("opened_on", "id").values_list(
        "pk", "unit_id", "opened_on", "closed_on", "due_on", "grade", "category", "data"
    )  # fmt: skip
    return [
        Thing(f"case:{pk}", unit, tuple(days), {**data, "grade": grade, "category": category})
        for pk, unit, *days, grade, category, data in found
    ]


def _records(kind: str, period: Period) -> list[Thing]:
    begins, ends = (datetime.combine(day, time(), TZ) for day in (period.first, period.end))
    rows = Record.objects.filter(**period.place, kind=kind, superseded_by=None)
    rows = rows.filter(happened_at__gte=begins, happened_at__lt=ends)
    found = rows.order_by("happened_at", "id").values_list(
        "pk", "unit_id", "happened_at", "people", "amount"
    )
    return [
        Thing(f"record:{pk}", unit, (day_of(at), None, None), {"people": people, "amount": amount})
        for pk, unit, at, people, amount in found
    ]


def _subjects(kind: str, period: Period) -> list[Thing]:
    rows = Subject.objects.filter(**period.place, kind=kind, since__lt=period.end)
    rows = rows.filter(Q(until=None) | Q(until__gte=period.end)).order_by("name", "id")
    found = rows.values_list("pk", "unit_id", "since", "level")
    return [
        Thing(f"subject:{pk}", unit, (since, None, None), {"level": level})
        for pk, unit, since, level in found
    ]


def _duties(kind: str, period: Period) -> list[Thing]:
    day = (period.first, None, None)
    if period.below:
        told = owed_between(period.unit, period.first, period.end)
        return [
            Thing("", unit, day, {"status": status, "~n": n})
            for unit, counts in told.items()
            for status, n in counts.items()
        ]
    begins, ends = (datetime.combine(d, time()) for d in (period.first, period.end))
    return [
        Thing(f"duty:{d.key}", period.unit.pk, day, {"status": d.status})
        for d in duties_of(period.unit, period.at)
        if begins < d.due <= ends
    ]


_READ: Final[Mapping[str, Callable[[str, Period], list[Thing]]]] = {
    "case": _cases, "record": _records, "subject": _subjects, "duty": _duties,
}  # fmt: skip


def _head(key: str, period: Period) -> str:
    """What stands at the top of every form."""
    if key == "head.unit":
        return period.unit.name
    if key == "head.period":
        return period.title
    if key == "head.day":
        return f"{day_of(period.at):%Y年%m月%d日}"
    if key == "head.year":
        return str(period.first.year)
    posts = ("leader", "clerk") if period.below else ("head", "safety_manager")
    post = posts[key != "head.head"]
    return "、".join(p.name for p in org.holders(period.unit, post, period.at))
