"""Where each report stands: for the unit that owes it, and for the commission that awaits it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from weian.base.clock import TZ
from weian.base.errors import NotVisible
from weian.base.models import Setting
from weian.case import queries as cases
from weian.case.queries import Case
from weian.core.obligation import Obligation
from weian.core.periods import period_of
from weian.duty.law import laws_of, rules
from weian.org import queries as org
from weian.report.due import Due, dues
from weian.report.hazard_list import COLUMNS, Hazard, columns_from, problems_of, table_of
from weian.report.kinds import REPORTS, ReportKind
from weian.report.models import Frozen
from weian.report.table import Column, Table, from_content, joined

#: What a commission sees of the reports below it: nothing that has not left the unit.
SENT = ("submitted", "returned", "accepted")
COLUMNS_SETTING = "report.hazard_list.columns"


def kind_or_404(key: str) -> ReportKind:
    """The report of a key."""
    try:
        return REPORTS[key]
    except KeyError:
        raise NotVisible from None


def wall(at: datetime) -> datetime:
    """Aware moment to the naive wall time that core knows."""
    return at.astimezone(TZ).replace(tzinfo=None)


def dues_of(unit: org.Unit, at: datetime) -> list[Due]:
    """What the unit was, is and will next be asked to report, latest first."""
    return dues(str(unit.pk), laws_of([unit], at)[unit.pk], wall(at), rules())


def due_or_404(unit: org.Unit, kind: str, period: str, at: datetime) -> Due:
    """One of ``dues_of``."""
    for due in dues_of(unit, at):
        if due.kind.key == kind and due.period == period:
            return due
    raise NotVisible("report.not_owed", "现行制度没有要求本单位报送这一期，请从“上报”列表进入。")


def returns_of(unit: org.Unit, person: org.Person, at: datetime) -> dict[tuple[str, str], Case]:
    """The unit's reports by (kind, period)."""
    rows = Case.objects.visible_to(person, at).filter(kind="return", unit=unit)
    return {(c.category, c.data["period"]): c for c in rows.order_by("opened_on", "id")}


def return_or_404(person: org.Person, pk: UUID, at: datetime) -> Case:
    """A report that the person may see: their own unit's, or one that was sent up to them."""
    rows = Case.objects.visible_to(person, at).filter(kind="return", pk=pk)
    found: Case | None = rows.select_related("unit", "reporter").first()
    if found is None or (found.state not in SENT and not _of_the_house(person, found, at)):
        raise NotVisible
    return found


def _of_the_house(person: org.Person, case: Case, at: datetime) -> bool:
    """Whether the person prepares, signs or submits for this very unit, not only above it."""
    return any(
        g.unit_id == case.unit_id for g in org.grants_of(person, at) if g.unit.kind != "department"
    )


def frozen_of(case: Case) -> Frozen | None:
    """What was signed last."""
    return Frozen.objects.filter(case_id=case.pk).order_by("-version").first()


def columns_for(unit: org.Unit) -> tuple[Column, ...]:
    """The columns that the nearest commission above the unit has set, else the default."""
    line = [int(p) for p in unit.path.split("/") if p]
    found = Setting.objects.filter(key=COLUMNS_SETTING, unit_id__in=line)
    by_unit: dict[int | None, Any] = {s.unit_id: s.value for s in found}
    for pk in reversed(line):
        if pk in by_unit:
            return columns_from(by_unit[pk])
    return COLUMNS


def hazards_of(unit: org.Unit, first: date, end: date, at: datetime) -> list[Hazard]:
    """The unit's hazards found before ``end`` that were still open on ``first`` or later."""
    rows = cases.standing_between(unit.pk, "hazard", first, end)
    found = [c for c in rows if c.state != "voided"]
    verified = cases.last_by([c.pk for c in found], "verify")
    return [_hazard(c, verified.get(c.pk, "")) for c in found]


def _hazard(case: Case, verified_by: str) -> Hazard:
    return Hazard(
        str(case.pk), case.opened_on, str(case.unit),
        str(case.department) if case.department else "", case.place, case.title, case.category,
        case.grade, case.state, case.due_on, case.closed_on,
        case.assignee.name if case.assignee else "", verified_by, case.data,
    )  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """What the report would say now, and what is still wrong with it (row, case id, text)."""

    table: Table | None
    problems: tuple[tuple[int, str, str], ...] = ()


def draft_of(unit: org.Unit, due: Due, at: datetime) -> Draft:
    """The contents filled from what is known; nothing for a report told in words."""
    if due.kind.contents != "hazard_list":
        return Draft(None)
    end = _period_end(due)
    hazards = hazards_of(unit, due.begins, end, at)
    today = at.astimezone(TZ).date()
    problems = tuple((p.row, p.case, p.text) for p in problems_of(hazards, min(today, end)))
    return Draft(table_of(due.title, hazards, columns_for(unit)), problems)


def _period_end(due: Due) -> date:
    """The first day after the period that the report is about."""
    period = "quarter" if "-Q" in due.period else "year" if "-" not in due.period else "month"
    return period_of(period, due.begins)[2]


@dataclass(frozen=True)
class Line:
    """One unit of a collection."""

    unit: org.Unit
    case: Case | None
    due: datetime

    @cached_property
    def state(self) -> str:
        """``missing``, or the state of what was sent."""
        return self.case.state if self.case and self.case.state in SENT else "missing"

    @cached_property
    def late(self) -> bool:
        """Whether it came, but after its moment."""
        sent = self.sent_at
        return sent is not None and wall(sent) >= self.due

    @cached_property
    def sent_at(self) -> datetime | None:
        """When it was first submitted."""
        text = self.case.data.get("sent_at") if self.case else None
        return datetime.fromisoformat(text) if text else None


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
    def late(self) -> list[Line]:
        return [line for line in self.lines if line.late]


def collection(
    commission: org.Unit, kind: ReportKind, period: str, person: org.Person, at: datetime
) -> Collection:
    """Every unit below that owes the report, with what came of it. Raises NotVisible if none does."""
    below = list(org.units_below(commission, of=("institution",), on=at.astimezone(TZ).date()))
    laws = laws_of(below, at)
    moment, reading = wall(at), rules()
    owed: dict[int, Due] = {}
    cache: dict[tuple[int, ...], dict[tuple[str, str], Due]] = {}
    for unit in below:
        relevant = [law for law in laws[unit.pk] if kind.key in law.owes.kinds]
        key = tuple(id(law) for law in relevant)
        if key not in cache:
            cache[key] = {(d.kind.key, d.period): d for d in dues("", relevant, moment, reading)}
        if due := cache[key].get((kind.key, period)):
            owed[unit.pk] = due
    if not owed:
        raise NotVisible
    found = _sent(owed.values(), kind, period, person, at)
    lines = tuple(Line(u, found.get(u.pk), owed[u.pk].due) for u in below if u.pk in owed)
    return Collection(kind, next(iter(owed.values())), lines)


def _sent(
    owed: Iterable[Due], kind: ReportKind, period: str, person: org.Person, at: datetime
) -> dict[int, Case]:
    earliest = min(d.begins for d in owed)
    rows = Case.objects.visible_to(person, at).filter(
        kind="return", category=kind.key, opened_on__gte=earliest, data__period=period
    )
    return {c.unit_id: c for c in rows.order_by("opened_on", "id")}


def consolidated(found: Collection, title: str) -> Table | None:
    """All that was submitted or accepted as one table; None when nothing has come."""
    took = [line.case.pk for line in found.of("submitted", "accepted") if line.case]
    frozen: dict[UUID, Frozen] = {}
    for row in Frozen.objects.filter(case_id__in=took).order_by("version"):
        frozen[row.case_id] = row
    parts = [from_content(frozen[pk].content) for pk in took if pk in frozen]
    return joined(title, parts) if parts else None


def collections(
    commission: org.Unit, person: org.Person, at: datetime, most: int
) -> list[Collection]:
    """What the commission collects, latest first: periods that have opened, and the next of each."""
    below = list(org.units_below(commission, of=("institution",), on=at.astimezone(TZ).date()))
    laws = laws_of(below, at)
    relevant = {id(law): law for found in laws.values() for law in found if _asks(law)}
    wanted: dict[str, list[Due]] = {}
    for due in dues("", relevant.values(), wall(at), rules()):
        wanted.setdefault(due.kind.key, []).append(due)
    shown = [due for found in wanted.values() for due in found[:most]]
    out = []
    for due in sorted(shown, key=lambda d: d.due, reverse=True):
        out.append(collection(commission, due.kind, due.period, person, at))
    return out


def _asks(law: Obligation) -> bool:
    return any(key in REPORTS for key in law.owes.kinds)
