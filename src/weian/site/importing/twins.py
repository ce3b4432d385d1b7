"""Rows of things that a unit already has change them, or change nothing."""

from collections.abc import Sequence

from weian.base import fields
from weian.base.errors import Refusal
from weian.site.importing.plan import Plan
from weian.site.importing.rows import Line, reasons_of
from weian.subject.actions import Draft
from weian.subject.kinds import SubjectKind
from weian.subject.queries import Subject, standing_of


def join_subjects(plan: Plan, lines: Sequence[Line]) -> None:
    """A thing is the same if its code is, or, without a code, its name."""
    declared = plan.kind
    assert isinstance(declared, SubjectKind)
    drafts = [line.draft for line in lines if isinstance(line.draft, Draft)]
    standing = standing_of(declared.key, {draft.unit.pk for draft in drafts})
    by_code = {(s.unit_id, s.code): s for s in standing if s.code}
    by_name = {(s.unit_id, s.name): s for s in standing}
    for line in lines:
        if not isinstance(line.draft, Draft):
            continue
        code = _text(line.draft, declared.code_field)
        name = _text(line.draft, declared.name_field)
        old = by_code.get((line.draft.unit.pk, code)) if code else None
        old = old or (by_name.get((line.draft.unit.pk, name)) if not code else None)
        if old is not None:
            _join(line, line.draft, old)


def _join(line: Line, draft: Draft, old: Subject) -> None:
    draft.old, draft.since, draft.id = old, None, old.pk
    draft.department = draft.department or old.department
    try:
        if dict(draft.clean()) == old.data and draft.department == old.department:
            line.done = str(old.pk)
    except Refusal as refusal:
        line.reasons += reasons_of(refusal)
        line.draft = None


def _text(draft: Draft, key: str) -> str:
    value = draft.data.get(key) if key else None
    return fields.present(fields.Field("x", "x", "text"), value).strip() if value else ""
