"""Where the reports of a unit stand: what it owes, what it has begun, what it would say."""

from collections.abc import Collection as Some
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from weian.base.clock import TZ
from weian.base.errors import NotVisible
from weian.base.models import Setting
from weian.case import queries as cases
from weian.case.queries import Case
from weian.core.verdict import NOT_APPLICABLE, WAIVED
from weian.duty.law import laws_of, rules
from weian.duty.queries import Standing
from weian.org import queries as org
from weian.report.due import ONCE, Due, asking, dues
from weian.report.hazard_list import COLUMNS, Hazard, columns_from
from weian.report.models import Frozen
from weian.report.shelf import key_of, kinds_of
from weian.report.table import Column

#: What a commission sees of the reports below it: nothing that has not left the unit.
SENT = ("submitted", "returned", "accepted")
#: Where the contents still follow the ledger.
LIVE = ("drafted", "returned")
COLUMNS_SETTING = "report.hazard_list.columns"
#: What the table of duties says of a window of one unit: its status and its (extended) end.
Verdicts = Mapping[tuple[int, str, str], tuple[str, datetime]]


def wall(at: datetime) -> datetime:
    """Aware moment to the naive wall time that core knows."""
    return at.astimezone(TZ).replace(tzinfo=None)


def dues_of(unit: org.Unit, at: datetime) -> list[Due]:
    """What the unit was, is and will next be asked to report, latest first."""
    laws = asking(laws_of([unit], at)[unit.pk])
    told = verdicts([unit.pk], {law.key for law in laws})
    listed = dues(unit.since, laws, wall(at), rules(), kinds_of(laws))
    found = (as_told(unit.pk, d, told) for d in listed)
    return [due for due in found if due is not None]


def verdicts(units: Iterable[int], obligations: Some[str], statuses: Some[str] = ()) -> Verdicts:
    """What the table of duties says of the open windows of these obligations: it knows extensions,
    waivers and declared facts. Settled windows it does not hold. ``statuses``: of these alone."""
    rows = Standing.objects.filter(owner_id__in=list(units), obligation__in=obligations, bearer="")
    if statuses:
        rows = rows.filter(status__in=statuses)
    values = rows.values_list("owner_id", "obligation", "window", "status", "due")
    return {(unit, key, window): (status, due) for unit, key, window, status, due in values}


def as_told(unit: int, due: Due, told: Verdicts) -> Due | None:
    """The due as it stands for one unit, or None if its facts say that nothing is owed."""
    status, ends = told.get((unit, due.obligation, due.window), ("", None))
    if status == NOT_APPLICABLE:
        return None
    if ends is None:
        return due
    return replace(due, due=wall(ends), waived=status == WAIVED)


def due_or_404(unit: org.Unit, kind: str, period: str, at: datetime) -> Due:
    """One of ``dues_of``. For ``once``, as the window of a phase is called, the one that is open
    now or comes next."""
    found = [due for due in dues_of(unit, at) if due.kind.key == kind]
    for due in found:
        if due.period == period:
            return due
    if period == ONCE and found:
        ahead = [due for due in found if due.due > wall(at)]
        return min(ahead, key=lambda d: d.due) if ahead else found[0]
    raise NotVisible("report.not_owed", "现行制度没有要求本单位报送这一期，请从“上报”列表进入。")


def returns_of(unit: org.Unit, person: org.Person, at: datetime) -> dict[tuple[str, str], Case]:
    """The unit's reports by (kind, period)."""
    rows = Case.objects.visible_to(person, at).filter(kind="return", unit=unit)
    return {(kind_key(c), c.data["period"]): c for c in rows.order_by("opened_on", "id")}


def kind_key(case: Case) -> str:
    """The key of the kind of a return on its way."""
    return key_of(case.category, case.data.get("form"))


def return_or_404(person: org.Person, pk: UUID, at: datetime) -> Case:
    """A report that the person may see: their own unit's, or one that was sent up to them."""
    rows = Case.objects.visible_to(person, at).filter(kind="return", pk=pk)
    found: Case | None = rows.select_related("unit", "reporter").first()
    if found is None or (not was_sent(found) and not of_the_house(person, found.unit, at)):
        raise NotVisible
    return found


def was_sent(case: Case) -> bool:
    """Whether it has left the unit, even if it is being put right again after a return."""
    return bool(case.data.get("sent_at"))


def of_the_house(person: org.Person, unit: org.Unit, at: datetime) -> bool:
    """Whether the person works for the unit that reports, not only at an authority above it."""
    line = _line(unit)
    return any(
        g.unit_id == unit.pk or (g.unit_id in line and g.unit.group != "commission")
        for g in org.grants_of(person, at)
    )


def is_above(person: org.Person, unit: org.Unit, at: datetime) -> bool:
    """Whether the person works at a commission above the unit: nobody takes their own report."""
    line = _line(unit)[:-1]
    return any(
        g.unit_id in line and g.unit.group == "commission" for g in org.grants_of(person, at)
    )


def _line(unit: org.Unit) -> list[int]:
    return [int(part) for part in unit.path.split("/") if part]


def signed_of(case: Case) -> list[Frozen]:
    """All that was ever signed, the first version first."""
    return list(Frozen.objects.filter(case_id=case.pk).order_by("version"))


def frozen_of(case: Case, *, sent: bool = False) -> Frozen | None:
    """What was signed last; ``sent``: what was submitted last."""
    rows = Frozen.objects.filter(case_id=case.pk)
    rows = rows.exclude(record_id=None) if sent else rows
    return rows.order_by("-version").first()


def columns_for(unit: org.Unit) -> tuple[Column, ...]:
    """The columns that the nearest commission above the unit has set, else the default."""
    line = _line(unit)
    found = Setting.objects.filter(key=COLUMNS_SETTING, unit_id__in=line)
    by_unit: dict[int | None, Any] = {s.unit_id: s.value for s in found}
    for pk in reversed(line):
        if pk in by_unit:
            return columns_from(by_unit[pk])
    return COLUMNS


def hazards_of(unit: org.Unit, first: date, end: date) -> list[Hazard]:
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
