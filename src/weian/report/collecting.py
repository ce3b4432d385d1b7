"""What a commission collects: which units owe it a report, and what came of it.

A unit reports to the nearest commission that files the same further up: a city that asks its counties
for what these ask of their clinics collects from the counties, and the clinics' stand in theirs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet

from weian.base.errors import NotVisible
from weian.case.queries import Case
from weian.core.obligation import Obligation
from weian.core.verdict import NOT_APPLICABLE, WAIVED
from weian.duty.law import laws_of, rules
from weian.org import queries as org
from weian.record.queries import Record
from weian.report.consolidating import Part, consolidate
from weian.report.due import Due, asked_by, asking, dues
from weian.report.kinds import MISSING, ReportKind
from weian.report.models import Frozen
from weian.report.owing import SENT, as_told, verdicts, wall, was_sent
from weian.report.shelf import key_of, kinds_of
from weian.report.table import Table, from_content

_NAMED = 50  # units that a consolidation names one by one
_AT_ONCE = 200  # returns read together: their contents are large


def sent_state(state: str, standing: bool) -> str:
    """How what was sent stands for the superior: while it is put right after it had been accepted,
    the accepted version stands."""
    return state if state in SENT else "accepted" if standing else "returned"


@dataclass(frozen=True)
class Line:
    """One unit of a collection; ``due`` is the end of its time, extensions included, ``noted`` why
    the commission goes on without it."""

    unit: org.Unit
    case: Case | None
    due: datetime
    waived: bool = False
    noted: str = ""

    @cached_property
    def state(self) -> str:
        """``missing``, ``waived``, or the state of what was sent."""
        if self.case is not None and was_sent(self.case):
            return sent_state(self.case.state, bool(self.case.data.get("standing")))
        return "waived" if self.waived else "missing"

    @cached_property
    def late(self) -> bool:
        """Whether it came, but after its moment."""
        return self.case is not None and bool(self.case.data.get("late"))

    @cached_property
    def sent_at(self) -> datetime | None:
        """When it was first submitted."""
        text = self.case.data.get("sent_at") if self.case else None
        return datetime.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Tally:
    """A collection in numbers."""

    kind: ReportKind
    due: Due
    expected: int
    received: int
    late: int
    returned: int
    accepted: int

    @property
    def missing(self) -> int:
        return max(0, self.expected - self.received)

    @property
    def in_time(self) -> int:
        return self.received - self.late


@dataclass(frozen=True)
class Collection:
    """What a commission expects of one report and period, unit by unit."""

    kind: ReportKind
    due: Due
    lines: tuple[Line, ...]

    def of(self, *states: str) -> list[Line]:
        return [line for line in self.lines if line.state in states]

    @property
    def received(self) -> list[Line]:
        return self.of(*SENT)

    @property
    def unsettled(self) -> list[Line]:
        """Those that the commission has neither accepted nor returned nor noted as missing."""
        return [
            x
            for x in self.lines
            if x.state == "submitted" or (x.state == "missing" and not x.noted)
        ]

    @cached_property
    def tally(self) -> Tally:
        """The same in numbers."""
        waived, returned, accepted = (len(self.of(s)) for s in ("waived", "returned", "accepted"))
        return Tally(
            self.kind, self.due, len(self.lines) - waived, len(self.received),
            sum(line.late for line in self.lines), returned, accepted,
        )  # fmt: skip


@dataclass(frozen=True)
class _Owing:
    """The units below a commission with what each owes it, by (kind, period).

    ``laws`` are the keys of the obligations that ask, ``between`` the commissions that file one by
    (kind, period): they put together what stands below them.
    """

    units: tuple[org.Unit, ...]
    dues: Mapping[int, Mapping[tuple[str, str], Due]]
    laws: frozenset[str]
    between: Mapping[tuple[str, str], Set[int]] = field(default_factory=dict)

    @property
    def numbers(self) -> list[int]:
        """The units by number."""
        return [unit.pk for unit in self.units]


def _owing(commission: org.Unit, at: datetime, kind: ReportKind | None = None) -> _Owing:
    """Units with the same laws and beginning share their windows: they are computed once."""
    below = org.units_below(commission, of=("institution", "commission"), on=wall(at).date())
    units = tuple(below.order_by("sort_key", "pk"))
    laws, moment, reading = laws_of(units, at), wall(at), rules()
    kinds = kinds_of(chain.from_iterable({id(bound): bound for bound in laws.values()}.values()))
    asked: dict[int, list[Obligation]] = {}
    known: dict[tuple[object, ...], dict[tuple[str, str], Due]] = {}
    found = {}
    for unit in units:
        bound = laws[unit.pk]
        wanted = asked.get(id(bound))
        if wanted is None:
            wanted = [x for x in asking(bound) if kind is None or kind in asked_by(x, kinds)]
            asked[id(bound)] = wanted
        group = (_begun(unit, wanted), *(id(law) for law in wanted))
        if group not in known:
            listed = dues(unit.since, wanted, moment, reading, kinds)
            known[group] = {(d.kind.key, d.period): d for d in listed}
        found[unit.pk] = known[group]
    keys = frozenset(law.key for wanted in asked.values() for law in wanted)
    return _nearest(_Owing(units, found, keys))


def _nearest(owing: _Owing) -> _Owing:
    """Without what a commission in between files for its own: what stands below it is in there."""
    between = [u for u in owing.units if u.group == "commission"]
    filed = {u.pk: owing.dues[u.pk].keys() for u in between if owing.dues[u.pk]}
    if not filed:
        return owing
    kept: dict[int, Mapping[tuple[str, str], Due]] = {}
    for unit in owing.units:
        above = [filed[pk] for pk in _over(unit) if pk in filed]
        mine = owing.dues[unit.pk]
        kept[unit.pk] = (
            {place: due for place, due in mine.items() if not any(place in a for a in above)}
            if above
            else mine
        )
    held: dict[tuple[str, str], set[int]] = {}
    for pk, places in filed.items():
        for place in places:
            held.setdefault(place, set()).add(pk)
    return replace(owing, dues=kept, between=held)


def _over(unit: org.Unit) -> tuple[int | None, ...]:
    """The commissions above a unit, by their numbers."""
    return tuple(pk for pk in (unit.county_id, unit.city_id, unit.province_id) if pk != unit.pk)


def _begun(unit: org.Unit, laws: Sequence[Obligation]) -> object:
    """The unit's first day only matters where it is later than the law's."""
    return unit.since if any(unit.since > law.since for law in laws) else None


def collection(
    commission: org.Unit, kind: ReportKind, period: str, person: org.Person | None, at: datetime
) -> Collection:
    """Every unit below that owes it the report, with what came of it; ``person`` None is the
    commission itself. Raises NotVisible if none owes it."""
    owing, place = _owing(commission, at, kind), (kind.key, period)
    told = verdicts(owing.numbers, owing.laws)
    asked = {unit: due for unit in owing.units if (due := owing.dues[unit.pk].get(place))}
    owed = {u: due for u, d in asked.items() if (due := as_told(u.pk, d, told)) is not None}
    if not owed:
        raise NotVisible
    rows = _returns(commission, person, at, [kind]).filter(data__period=period)
    if kind.form:
        rows = rows.filter(data__form=kind.form)
    found = {case.unit_id: case for case in rows.order_by("opened_on", "id")}
    notes = notes_of(commission, kind.key, period)
    lines = tuple(
        Line(u, found.get(u.pk), d.due, d.waived, notes.get(u.pk, "")) for u, d in owed.items()
    )
    shared = owing.dues[next(iter(owed)).pk][place]
    return Collection(kind, shared, lines)


def notes_of(commission: org.Unit, kind: str, period: str) -> dict[int, str]:
    """Why the commission goes on without some units, by their number."""
    about = {"report": kind, "period": period}
    rows = Record.objects.filter(unit=commission, kind=MISSING.key, data__contains=about)
    found = rows.filter(superseded_by=None).order_by("recorded_at").values_list("data", flat=True)
    return {int(data["missing"]): str(data["reason"]) for data in found}


def _returns(
    commission: org.Unit, person: org.Person | None, at: datetime, kinds: Iterable[ReportKind]
) -> QuerySet[Case]:
    rows: QuerySet[Case] = Case.objects.all()
    if person is not None:
        rows = rows.visible_to(person, at)  # type: ignore[attr-defined]  # both are scoped
    rows = rows.filter(
        kind="return", category__in={kind.record for kind in kinds}, data__has_key="sent_at",
        **{commission.level_column: commission.pk},
    )  # fmt: skip
    return rows.defer("search", "words")


def collections(commission: org.Unit, person: org.Person, at: datetime, most: int) -> list[Tally]:
    """What the commission collects: of each report the last ``most`` periods, the next included."""
    owing = _owing(commission, at)
    expected: dict[tuple[str, str], int] = {}
    first: dict[tuple[str, str], Due] = {}
    told = verdicts(owing.numbers, owing.laws, (NOT_APPLICABLE, WAIVED))
    for unit in owing.numbers:
        for place, due in owing.dues[unit].items():
            status, _ = told.get((unit, due.obligation, due.window), ("", None))
            if status != NOT_APPLICABLE:
                first.setdefault(place, due)
                expected[place] = expected.get(place, 0) + (status != WAIVED)
    shown: dict[str, int] = {}
    out = []
    kinds = {due.kind for due in first.values()}
    counted = _counted(commission, person, at, kinds, owing.between)
    for place, due in sorted(first.items(), key=lambda p: (p[1].due, p[0]), reverse=True):
        shown[due.kind.key] = shown.get(due.kind.key, 0) + 1
        if shown[due.kind.key] <= most:
            out.append(_tally(due, expected[place], counted.get(place, {})))
    return out


def _counted(
    commission: org.Unit,
    person: org.Person,
    at: datetime,
    kinds: Iterable[ReportKind],
    between: Mapping[tuple[str, str], Set[int]],
) -> dict[tuple[str, str], dict[tuple[str, bool], int]]:
    """By (kind, period): how many were sent, by state and lateness, without those that a commission
    in between puts into its own."""
    rows = _returns(commission, person, at, kinds).exclude(unit_id=commission.pk).order_by()
    by = ["category", "data__form", "data__period", "state", "data__late", "data__standing"]
    lines = ["province_id", "city_id", "county_id"] if between else []
    if between:
        own = Q(unit_id=F("county_id")) | Q(county_id=None, unit_id=F("city_id"))
        rows = rows.annotate(own=ExpressionWrapper(own, BooleanField()))
    grouped = rows.values_list(*by, *lines, *(["own"] if between else []))
    out: dict[tuple[str, str], dict[tuple[str, bool], int]] = {}
    for *found, n in grouped.annotate(n=Count("unit_id", distinct=True)):
        kind, form, period, state, late, standing, *where = found
        name = (key_of(kind, form), period)
        if where and between.get(name, frozenset()) & _above(where):
            continue
        place = out.setdefault(name, {})
        key = (sent_state(state, bool(standing)), bool(late))
        place[key] = place.get(key, 0) + n
    return out


def _above(where: Sequence[Any]) -> set[int]:
    """The commissions above what was grouped by its province, city and county; of a commission's own
    (the last says so) not itself."""
    *line, own = where
    standing_above = [pk for pk in line if pk is not None]
    return set(standing_above[:-1] if own else standing_above)


def _tally(due: Due, expected: int, found: Mapping[tuple[str, bool], int]) -> Tally:
    def count(*states: str) -> int:
        return sum(n for (state, _), n in found.items() if state in states)

    late = sum(n for (_, is_late), n in found.items() if is_late)
    return Tally(due.kind, due, expected, count(*SENT), late, count("returned"), count("accepted"))


def accepted_parts(found: Collection) -> Iterator[Part]:
    """What was accepted of each unit, read some hundred at a time."""
    took, known = [line for line in found.of("accepted") if line.case], dict[str, str]()
    for start in range(0, len(took), _AT_ONCE):
        lines = took[start : start + _AT_ONCE]
        rows = Frozen.objects.filter(
            case_id__in=[line.case.pk for line in lines if line.case], accepted_at__isnull=False
        ).order_by("version")
        frozen: dict[UUID, Frozen] = {row.case_id: row for row in rows}
        for line in lines:
            if line.case and line.case.pk in frozen:
                table = from_content(frozen[line.case.pk].content, known)
                yield Part(line.unit.pk, line.unit.name, table, str(line.case.pk))


def consolidated(
    found: Collection, title: str, told: Callable[[int], None] | None = None
) -> Table | None:
    """All that was accepted as one table; None when nothing was. ``told`` hears how many units have
    been read."""
    parts = []
    for part in accepted_parts(found):
        parts.append(part)
        if told is not None:
            told(len(parts))
    if not parts:
        return None
    return replace(consolidate(title, parts), words=(("standing", "报送情况", standing(found)),))


def standing(found: Collection) -> str:
    """How complete a consolidation is, and who is not in it: whoever reads it further up must know."""
    tally = found.tally
    absent = found.of("missing")
    groups = (
        ("已退回、没有重新报送", [x.unit.name for x in found.of("returned")]),
        ("已报送、还没有接收", [x.unit.name for x in found.of("submitted")]),
        ("缺报", [f"{x.unit.name}（{x.noted}）" for x in absent if x.noted]),
        ("没有报送", [x.unit.name for x in absent if not x.noted]),
    )
    told = [f"{title}：{_listed(names)}。" for title, names in groups if names]
    return "\n".join((f"应收 {tally.expected} 个单位，已接收 {tally.accepted} 个。", *told))


def _listed(names: Sequence[str]) -> str:
    more = f"等 {len(names)} 个" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
