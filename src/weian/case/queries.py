"""Questions about cases. Lists for a face begin with ``visible``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from weian.base import bounds
from weian.base.clock import day_of
from weian.base.errors import NotVisible
from weian.case.kinds import KINDS, CaseKind
from weian.case.models import Case, CaseStep, overdue
from weian.org.queries import Person, Unit
from weian.subject.envelope import filtering

__all__ = [
    "SORTS", "Case", "CaseStep", "Filters", "Listed", "after", "by_ids", "case_or_404", "last_by", "ledger", "listed",
    "open_counts", "pointing", "secret_from", "standing_between", "steps_of", "timeline", "visible",
]  # fmt: skip

SORTS = {
    "-opened": ("-opened_on", "-id"),
    "opened": ("opened_on", "id"),
    "due": ("due_on", "id"),
    "-due": ("-due_on", "-id"),
}
COLUMNS = ("grade", "category", "source")


class Listed(NamedTuple):
    """What the ledger shows of a case: fifty of these cost a third of fifty cases with their units."""

    id: UUID
    number: str
    title: str
    state: str
    grade: str
    category: str
    place: str
    due_on: date | None
    closed_on: date | None
    opened_on: date
    is_open: bool
    assignee: str | None
    unit_name: str
    unit_short: str
    department_name: str | None
    department_short: str | None
    data: Mapping[str, Any] = {}

    @property
    def unit(self) -> str:
        """Its unit as everywhere else."""
        return self.unit_short or self.unit_name

    @property
    def department(self) -> str:
        """Its department, "" without one."""
        return self.department_short or self.department_name or ""

    def overdue_on(self, day: date) -> bool:
        """As :meth:`Case.overdue_on`."""
        return overdue(self.due_on, self.closed_on, day)


_LISTED = (
    "id", "number", "title", "state", "grade", "category", "place", "due_on", "closed_on",
    "opened_on", "is_open", "assignee__name", "unit__name", "unit__short_name",
    "department__name", "department__short_name",
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What a list of one kind is narrowed to.

    ``data`` are answers of the opening that are wanted (the kind's ``filters``).
    ``state`` is "", "open", "closed", "overdue" or a state of the flow; ``first`` and ``last`` are
    days of opening, both included; ``mine`` keeps what one reported or has to put right.
    """

    kind: str
    place: Unit | None = None
    state: str = ""
    grade: str = ""
    category: str = ""
    source: str = ""
    first: date | None = None
    last: date | None = None
    mine: int | None = None
    text: str = ""
    data: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, kind: CaseKind, asked: Mapping[str, str], person: Person, at: datetime) -> Filters:
        """From an address; what cannot be read narrows nothing."""
        state = asked.get("state", "")
        known = state in kind.flow.states or state in ("open", "closed", "overdue")
        chosen = {c: v for c in COLUMNS if (v := asked.get(c, "")) in kind.choices(c)}
        return cls(
            kind=kind.key,
            place=filtering.place(asked, person, at),
            state=state if known else "",
            first=filtering.day(asked.get("opened_from")),
            last=filtering.day(asked.get("opened_to")),
            mine=person.pk if asked.get("mine") else None,
            text=asked.get("q", ""),
            data={
                f.key: value
                for f in kind.narrowing
                if (value := asked.get(f.key, "")) in dict(f.choices)
            },
            **chosen,
        )


def visible(person: Person, at: datetime) -> QuerySet[Case]:
    """The cases that a person may see."""
    rows: QuerySet[Case] = Case.objects.visible_to(person, at)
    return rows


def ledger(person: Person, at: datetime, kind: CaseKind, asked: Filters) -> QuerySet[Case]:
    """The list of a kind as narrowed, not yet ordered."""
    rows: QuerySet[Case] = Case.objects.visible_to(person, at, kinds=(asked.kind,))
    if kind.concerns:  # whoever directs a unit reports past it, too, and sees what he reported
        bounds.own_too()
        rows = rows | Case.objects.filter(kind=asked.kind, reporter_id=person.pk)
    rows = filtering.text(filtering.at_place(rows, asked.place), asked.text)
    rows = _in_state(rows, kind, asked.state, day_of(at))
    for column in COLUMNS:
        if wanted := getattr(asked, column):
            rows = rows.filter(**{column: wanted})
    if asked.data:
        rows = rows.filter(data__contains=dict(asked.data))
    if asked.first:
        rows = rows.filter(opened_on__gte=asked.first)
    if asked.last:
        rows = rows.filter(opened_on__lte=asked.last)
    if asked.mine is not None:
        rows = rows.filter(assignee_id=asked.mine) | rows.filter(reporter_id=asked.mine)
    return filtering.light(rows).select_related("unit", "department", "assignee")


def listed(rows: QuerySet[Case], *, data: bool) -> QuerySet[Any]:
    """Rows of a ledger as tuples whose parts stand in the order of :class:`Listed`; without their
    ``data`` where no column shows anything of it."""
    return rows.values_list(*_LISTED, *(["data"] if data else ()))


def _in_state(rows: QuerySet[Case], kind: CaseKind, state: str, day: date) -> QuerySet[Case]:
    """Open states say so in SQL too, so that the index of open cases serves them."""
    if state in ("open", "overdue"):
        rows = rows.filter(closed_on=None)
        return rows.filter(due_on__lt=day) if state == "overdue" else rows
    if state == "closed":
        return rows.filter(closed_on__isnull=False)
    if not state:
        return rows
    rows = rows.filter(state=state)
    return rows if state in kind.flow.ends else rows.filter(closed_on=None)


def secret_from(person: Person) -> Q:
    """The events of the log about cases of which a person does not know."""
    apart = [k.key for k in KINDS.values() if k.knowers]
    rows = Case.objects.filter(kind__in=apart, known_to__isnull=False)
    unknown = rows.exclude(known_to__contains=[person.pk]).values_list("pk", flat=True)
    with bounds.everything(
        "whoever does not see a case has to be kept from its events all the same"
    ):
        return Q(object_kind__in=apart, object_id__in=[str(pk) for pk in unknown])


def case_or_404(person: Person, pk: UUID, at: datetime) -> Case:
    """A visible case, else NotVisible."""
    related = ("unit", "department", "reporter", "assignee", "previous")
    found = visible(person, at).select_related(*related).filter(pk=pk).first()
    if found is None:
        found = _told_past_the_unit(person, pk, at, related)
    if found is None:
        raise NotVisible()
    return found


def _told_past_the_unit(
    person: Person, pk: UUID, at: datetime, related: Sequence[str]
) -> Case | None:
    """One's own case of a kind that is kept from the unit, whatever else one may read."""
    apart = [k.key for k in KINDS.values() if k.concerns]
    if not person.works_on(day_of(at)):
        return None
    bounds.own_too()
    rows = Case.objects.filter(pk=pk, kind__in=apart, reporter_id=person.pk)
    found: Case | None = rows.select_related(*related).first()
    return found


def timeline(case: Case) -> list[CaseStep]:
    """Its steps in order, with who took them."""
    return list(case.steps.select_related("by", "behalf").order_by("seq"))


def after(case: Case) -> Case | None:
    """The case that was opened because this one came back."""
    found: Case | None = Case.objects.filter(previous=case).first()
    return found


def standing_between(unit: int, kind: str, first: date, end: date) -> QuerySet[Case]:
    """Cases of a unit opened before ``end`` that were still open on ``first`` or later."""
    rows: QuerySet[Case] = Case.objects.filter(unit_id=unit, kind=kind, opened_on__lt=end)
    rows = rows.filter(closed_on=None) | rows.filter(closed_on__gte=first)
    related = rows.select_related("unit", "department", "assignee", "reporter")
    return related.order_by("opened_on", "id")


def last_by(cases: Sequence[UUID], verb: str) -> dict[UUID, str]:
    """Who took a verb last, by case."""
    rows = CaseStep.objects.filter(case_id__in=cases, verb=verb, by__isnull=False)
    found = rows.order_by("seq").values_list("case_id", "by__name", "behalf__name")
    return {case: f"{by} 代 {behalf} 办" if behalf else by for case, by, behalf in found}


def open_counts(person: Person, at: datetime, kind: str) -> tuple[int, int]:
    """How many cases of a kind are open, and how many of them overdue."""
    rows = visible(person, at).filter(kind=kind, closed_on=None)
    return rows.count(), rows.filter(due_on__lt=day_of(at)).count()


def by_ids(keys: Iterable[UUID]) -> dict[UUID, Case]:
    """Without regard to who asks, with their places."""
    rows = Case.objects.select_related("unit", "department")
    found: dict[UUID, Case] = rows.in_bulk(list(keys))
    return found


def steps_of(keys: Iterable[UUID]) -> list[CaseStep]:
    """The steps of cases that the caller has found visible, in their order, without answers."""
    rows = CaseStep.objects.filter(case_id__in=list(keys)).defer("given")
    return list(rows.order_by("case_id", "seq"))


def pointing(kind: str, units: Iterable[int], field: str, value: str) -> list[Case]:
    """The cases of a kind at some units whose field holds a value, without regard to who asks."""
    rows = Case.objects.filter(kind=kind, unit_id__in=list(units), data__contains={field: value})
    return list(rows.select_related("unit").order_by("opened_on", "id"))
