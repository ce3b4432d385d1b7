"""Rows of a list of units or people as drafts; those that stand already change, or change nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from weian.base.clock import day_of
from weian.base.errors import Refusal
from weian.base.fields import clean
from weian.org import rolls
from weian.org.actions import PersonDraft, UnitDraft
from weian.org.queries import Person, Unit
from weian.org.questions import UNIT_FIELDS
from weian.site.importing.names import Names
from weian.site.importing.plan import UNIT, UNITS, Plan
from weian.site.importing.rows import Line, answers_of, department_of, reasons_of, said, unit_of


class Roster:
    """Reads the rows of one list in their order: a unit may stand below one of an earlier row."""

    def __init__(self, plan: Plan, names: Names, person: Person, own: Unit, at: datetime) -> None:
        self._plan, self._names, self._person, self._own, self._at = plan, names, person, own, at
        self._earlier: dict[str, UnitDraft] = {}

    def line_of(self, number: int, cells: Mapping[str, object]) -> Line:
        """The row as a draft, or the reasons why it is none."""
        line = Line(number)
        read = self._unit if self._plan.kind is UNITS else self._person_of
        read(line, cells)
        return line

    def _unit(self, line: Line, cells: Mapping[str, object]) -> None:
        above = str(cells.get(UNIT) or "").strip()
        below = self._earlier.get(above)
        parent = None if below else unit_of(line, cells, self._names, self._own)
        given = answers_of(line, self._plan.columns, cells, self._names, parent or self._own)
        if line.reasons:
            return
        draft = UnitDraft(self._person, given, self._at, parent, below)
        for key in ("name", "short_name", "code"):
            if name := str(given.get(key) or "").strip():
                self._earlier.setdefault(name, draft)
        line.draft, line.digest = draft, said(self._plan, parent.pk if parent else above, given)

    def _person_of(self, line: Line, cells: Mapping[str, object]) -> None:
        unit = unit_of(line, cells, self._names, self._own)
        if unit is None:
            return
        given = answers_of(line, self._plan.columns, cells, self._names, unit)
        department = department_of(line, cells, self._names, unit)
        if not line.reasons:
            line.draft = PersonDraft(self._person, given, self._at, unit, department)
            line.digest = said(self._plan, unit.pk, {**given, "department": str(department or "")})


def join_units(lines: Sequence[Line]) -> None:
    """A unit is the same if its code is, or its name below the same parent."""
    drafts = [line.draft for line in lines if isinstance(line.draft, UnitDraft)]
    standing = rolls.units_called(
        {_text(d, "name") for d in drafts}, {_text(d, "code") for d in drafts} - {""}
    )
    known = {(u.parent_id, word): u for u in standing for word in (u.code, u.name) if word}
    for line in lines:
        draft = line.draft
        if not isinstance(draft, UnitDraft):
            continue
        above = draft.parent or (draft.below.old if draft.below is not None else None)
        if above is not None:
            draft.old = known.get((above.pk, _text(draft, "code"))) or known.get(
                (above.pk, _text(draft, "name"))
            )
        if draft.old is not None:
            draft.parent, draft.made = above, draft.old
            _compare(line, draft, draft.old)


def _text(draft: UnitDraft | PersonDraft, key: str) -> str:
    return str(draft.given.get(key) or "").strip()


def _compare(line: Line, draft: UnitDraft, old: Unit) -> None:
    try:
        given = clean(UNIT_FIELDS, draft.given, partial=True)
    except Refusal as refusal:
        line.reasons += reasons_of(refusal)
        line.draft = None
        return
    if all(str(getattr(old, key)) == str(value) for key, value in given.items()):
        line.done = str(old.pk)


def join_people(lines: Sequence[Line], at: datetime) -> None:
    """Somebody in service in the unit under the same name, and telephone where both are known, stands
    already: nothing is changed by a list, posts and roles least of all."""
    drafts = [line.draft for line in lines if isinstance(line.draft, PersonDraft)]
    standing: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for pk, unit, name, phone in rolls.in_service({d.unit.pk for d in drafts}, day_of(at)):
        standing.setdefault((unit, name), []).append((pk, phone))
    for line in lines:
        if isinstance(line.draft, PersonDraft):
            name, phone = _text(line.draft, "name"), _text(line.draft, "phone")
            for pk, known in standing.get((line.draft.unit.pk, name), ()):
                if not phone or not known or phone == known:
                    line.done = str(pk)
