"""A case on its way in: what is asked for, checked, and made into rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from weian.base import fields, ids
from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict, NotVisible
from weian.base.fields import Names, Ref
from weian.base.numbering import next_numbers
from weian.case.kinds import CaseKind, kind
from weian.case.models import Case, CaseStep
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.subject.envelope import checks, files, hooks
from weian.subject.envelope.files import Uploads
from weian.subject.envelope.hooks import Answers
from weian.subject.envelope.known import Known
from weian.subject.envelope.registry import fill
from weian.subject.envelope.words import indexed, words

_DAYS = frozenset({"due_on"})
_IDS = {"assignee": "assignee_id"}


@dataclass
class Draft:
    """What ``actions.open_case`` is given, for ``actions.open_batch``.

    ``opened_on`` is the day it was found (default: the day of ``at``).
    """

    actor: Person | None
    kind: str
    unit: Unit
    data: Mapping[str, object]
    at: datetime
    department: Unit | None = None
    opened_on: date | None = None
    previous: Case | None = None
    uploads: Uploads = field(default_factory=Uploads)
    id: UUID = field(default_factory=ids.uuid7)

    @property
    def declared(self) -> CaseKind:
        """Its kind; raises NotVisible for one that does not exist."""
        return kind(self.kind)

    @property
    def day(self) -> date:
        """The day it was found."""
        return self.opened_on or day_of(self.at)

    def clean(self) -> Mapping[str, object]:
        """The answers ready for JSON; raises BadInput with every field that is wrong."""
        return fields.clean(self.declared.fields, self.uploads.into(self.data))

    def refs(self, data: Mapping[str, object]) -> list[Ref]:
        """All that it points at, the unit that it is kept from included."""
        found = fields.references(self.declared.fields, data)
        return [*found, ("unit", str(self.unit.pk))] if self.declared.concerns else found

    def filed(self, data: Mapping[str, object]) -> tuple[Draft, Mapping[str, object]]:
        """Where it is kept and with which answers: as given, unless it is kept from its unit.

        Raises BadInput when no commission stands above the unit to receive it.
        """
        key = self.declared.concerns
        if not key:
            return self, data
        above = org.commission_above(self.unit)
        if above is None:
            why = f"“{self.unit}”没有登记上级卫健部门，报告没有人接收。请联系平台管理员。"
            raise BadInput("case.nobody_above", why)
        return replace(self, unit=above, department=None), {**data, key: self.unit.pk}


def check(draft: Draft, data: Mapping[str, object], known: Known) -> None:
    """Raises the Refusal of the first check that fails; see ``actions.open_case``."""
    declared, unit = draft.declared, draft.unit
    checks.right(draft.actor, declared.opening_right, unit, draft.department, draft.at)
    checks.not_future(draft.day, draft.at, "case.future_date", "opened_on")
    checks.place(unit, draft.department, draft.day)
    checks.in_service(draft.actor, draft.day, draft.at)
    wrong = checks.answers(
        declared.fields, data, unit, day_of(draft.at), known, draft.actor, draft.at
    )
    checks.refuse("case.invalid", wrong)
    by = draft.actor.pk if draft.actor else None
    checks.refuse("case.invalid", hooks.wrong(declared.check, Answers(data, unit, draft.at, by=by)))
    if draft.previous is not None:
        _check_previous(draft, draft.previous)


def due_wrong(
    fills: Mapping[str, str], data: Mapping[str, object], opened_on: date, called: str
) -> dict[str, str]:
    """A deadline set by a step that lies before the opening (what is opened may be late already).

    ``called`` is what the day of the opening is called.
    """
    key = fills.get("due_on", "")
    value = data.get(key)
    if value is None or date.fromisoformat(str(value)) >= opened_on:
        return {}
    return {key: f"期限不能早于{called} {opened_on.isoformat()}。"}


def _check_previous(draft: Draft, old: Case) -> None:
    if draft.actor is not None:
        seen = Case.objects.visible_to(draft.actor, draft.at)
        if not seen.filter(pk=old.pk).exists():
            raise NotVisible()
    if old.kind != draft.kind or old.unit_id != draft.unit.pk:
        raise BadInput("case.other_kind", "只能接着同一单位的同类事项重新立案。")
    if old.is_open:
        raise Conflict("case.still_open", f"{old.number} 还没有办结，请在原事项里继续办理。")


def envelope(fills: Mapping[str, str], data: Mapping[str, object]) -> dict[str, Any]:
    """The columns that answers fill; what was not answered is left as it is."""
    out: dict[str, Any] = {}
    for column, key in fills.items():
        value = data.get(key)
        if value is None:
            continue
        if column in _DAYS:
            value = date.fromisoformat(str(value))
        out[_IDS.get(column, column)] = value
    return out


def store(draft: Draft, data: Mapping[str, object]) -> Mapping[str, object]:
    """The answers with their files stored; those of the case before it stay with that one."""
    old, asked = draft.previous, draft.declared.fields
    return draft.uploads.store(
        asked,
        data,
        owner=("case", draft.id),
        kept=files.named_in(asked, old.data) if old else (),
        unit=draft.unit,
        department=draft.department,
        actor=draft.actor,
        at=draft.at,
    )


def build(
    drafts: Sequence[tuple[Draft, Mapping[str, object]]], known: Known
) -> tuple[list[Case], list[CaseStep]]:
    """The rows of checked drafts with their numbers; nothing but the numbers is written."""
    numbers = _numbers([draft for draft, _ in drafts])
    names = known.names
    cases = [_row(d, data, n, names) for (d, data), n in zip(drafts, numbers, strict=True)]
    steps = [_opening(draft, data) for draft, data in drafts]
    return cases, steps


def _numbers(drafts: Sequence[Draft]) -> list[str]:
    """Gapless within kind, year and the lowest commission above the unit, in the given order."""
    wanted: dict[tuple[str, int], list[int]] = {}
    for at, draft in enumerate(drafts):
        if not draft.declared.knowers:
            wanted.setdefault((_numbered(draft.kind, draft.unit), draft.day.year), []).append(at)
    # A gap in the numbers would tell that there is something secret, so that has none of them.
    out = [f"{d.declared.number_prefix}-{d.id.hex[-10:]}" for d in drafts]
    for (scope, year), places in sorted(wanted.items()):
        for at, number in zip(places, next_numbers(scope, year, len(places)), strict=True):
            out[at] = _number(drafts[at].declared, year, number)
    return out


def _number(declared: CaseKind, year: int, number: int) -> str:
    return f"{declared.number_prefix}{year}-{number:05d}"


def number_of(declared: CaseKind, unit: Unit, day: date) -> str:
    """The next number of a kind at a place: of what was secret, when it is opened up."""
    (number,) = next_numbers(_numbered(declared.key, unit), day.year, 1)
    return _number(declared, day.year, number)


def _numbered(kind: str, unit: Unit) -> str:
    place = unit.county_id or unit.city_id or unit.province_id or 0
    return f"case:{kind}:{place}"


def known_to(draft: Draft, data: Mapping[str, object]) -> list[int] | None:
    """Who knows of it, if it is secret."""
    if not draft.declared.knowers:
        return None
    named = data.get(draft.declared.knowers)
    told = {int(str(pk)) for pk in named} if isinstance(named, list) else set()
    return sorted(told | ({draft.actor.pk} if draft.actor else set()))


def _row(draft: Draft, data: Mapping[str, object], number: str, names: Names) -> Case:
    declared = draft.declared
    columns = envelope(declared.fills, data)
    state = declared.flow.initial
    ended = state in declared.flow.ends
    title = fill(declared.summary, declared.fields, data, names) or declared.title
    return Case(
        id=draft.id,
        kind=draft.kind,
        number=number,
        title=title,
        state=state,
        is_open=not ended,
        closed_on=draft.day if ended else None,
        opened_on=draft.day,
        moved_at=draft.at,
        reporter=draft.actor,
        previous=draft.previous,
        known_to=known_to(draft, data),
        data=dict(data),
        **columns,
        **org.scope_of(draft.unit, draft.department),
        **indexed(case_words(declared, data, names, number, title)),
    )


def case_words(
    declared: CaseKind, data: Mapping[str, object], names: Names, number: str, title: str
) -> str:
    """The text by which a case is found."""
    return words(declared.facts, data, names, title, number)


def _opening(draft: Draft, data: Mapping[str, object]) -> CaseStep:
    declared = draft.declared
    return CaseStep(
        id=ids.uuid7(),
        case_id=draft.id,
        seq=1,
        verb=declared.opening_verb,
        to_state=declared.flow.initial,
        by=draft.actor,
        behalf_id=draft.actor.acting_for_id if draft.actor else None,
        at=draft.at,
        given=dict(data),
        note=str(data.get("note", "")),
    )


def all_refs(checked: Iterable[tuple[Draft, Mapping[str, object]]]) -> list[Ref]:
    """Everything that many drafts point at."""
    return [ref for draft, data in checked for ref in draft.refs(data)]
