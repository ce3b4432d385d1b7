"""A subject on its way in: what is asked for, checked, and made into a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from weian.base import fields, ids
from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict
from weian.base.fields import Names, Ref
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.subject.envelope import checks, files, hooks
from weian.subject.envelope.files import Uploads
from weian.subject.envelope.hooks import Answers
from weian.subject.envelope.known import Known
from weian.subject.envelope.words import indexed, words
from weian.subject.kinds import SubjectKind, kind
from weian.subject.models import Subject

#: Columns that keeping an existing subject may change.
CHANGED = (
    "name", "code", "level", "department", "data", "version", "keeper", "kept_at", "words", "search",
)  # fmt: skip


@dataclass
class Draft:
    """What ``actions.keep`` is given, for ``actions.keep_batch``; ``old`` is the row as it stands."""

    actor: Person | None
    kind: str
    unit: Unit
    data: Mapping[str, object]
    at: datetime
    department: Unit | None = None
    since: date | None = None
    old: Subject | None = None
    uploads: Uploads = field(default_factory=Uploads)
    id: UUID = field(default_factory=ids.uuid7)

    @property
    def declared(self) -> SubjectKind:
        """Its kind; raises NotVisible for one that does not exist."""
        return kind(self.kind)

    @property
    def day(self) -> date:
        """The day it stands from."""
        return self.since or (self.old.since if self.old else day_of(self.at))

    def clean(self) -> Mapping[str, object]:
        """All answers ready for JSON; raises BadInput with every field that is wrong."""
        declared = self.declared
        before = self.old.data if self.old else {}
        typed = hooks.given(declared.derived, {**before, **self.data})
        data = fields.clean(declared.fields, self.uploads.into(typed))
        return hooks.worked_out(
            declared.derive, declared.derived, declared.fields, self.answers(data)
        )

    def answers(self, data: Mapping[str, object]) -> Answers:
        """What the kind's own functions look at."""
        itself = self.old.pk if self.old else None
        by = self.actor.pk if self.actor else None
        return Answers(data, self.unit, self.at, itself=itself, by=by)

    def refs(self, data: Mapping[str, object]) -> list[Ref]:
        """All that it points at."""
        return fields.references(self.declared.fields, data)


def check(draft: Draft, data: Mapping[str, object], known: Known) -> None:
    """Raises the Refusal of the first check that fails; see ``actions.keep``."""
    declared, unit, old = draft.declared, draft.unit, draft.old
    checks.right(draft.actor, declared.keep_right, unit, draft.department, draft.at)
    if old is not None:
        if old.kind != draft.kind or old.unit_id != unit.pk:
            raise BadInput("subject.other_kind", "不能把对象改成别的类别或别的单位。")
        checks.right(draft.actor, declared.keep_right, unit, old.department, draft.at)
        if draft.since not in (None, old.since):
            raise BadInput("subject.since", fields={"since": "启用日期登记后不能修改。"})
    checks.not_future(draft.day, draft.at, "subject.future_date", "since")
    checks.place(unit, draft.department, draft.day if old is None else day_of(draft.at))
    checks.in_service(draft.actor, day_of(draft.at), draft.at)
    day = day_of(draft.at)
    wrong = checks.answers(declared.fields, data, unit, day, known, draft.actor, draft.at)
    checks.refuse("subject.invalid", wrong)
    checks.refuse("subject.invalid", hooks.wrong(declared.check, draft.answers(data)))


def check_codes(drafts: Sequence[tuple[Draft, Mapping[str, object]]]) -> None:
    """Raises Conflict for a code that another standing thing of the same kind and unit has."""
    wanted: dict[tuple[int, str, str], UUID] = {}
    for draft, data in drafts:
        if code := _text(data, draft.declared.code_field):
            taken = wanted.setdefault((draft.unit.pk, draft.kind, code), draft.id)
            if taken != draft.id:
                _refuse_code(draft, code)
    if not wanted:
        return
    units = {unit for unit, _, _ in wanted}
    codes = {code for _, _, code in wanted}
    rows = Subject.objects.filter(Q(until=None), unit_id__in=units, code__in=codes)
    for row in rows.only("unit_id", "kind", "code"):
        key = (row.unit_id, row.kind, row.code)
        if key in wanted and wanted[key] != row.pk:
            draft = next(d for d, _ in drafts if d.id == wanted[key])
            _refuse_code(draft, row.code)


def _refuse_code(draft: Draft, code: str) -> None:
    why = f"“{draft.unit}”已经有编号为“{code}”的{draft.declared.title}，请核对编号。"
    raise Conflict("subject.code_taken", fields={draft.declared.code_field: why})


def store(draft: Draft, data: Mapping[str, object]) -> Mapping[str, object]:
    """The answers with their files stored."""
    return draft.uploads.store(
        draft.declared.fields,
        data,
        owner=("subject", draft.id),
        kept=files.named_in(draft.declared.fields, draft.old.data) if draft.old else (),
        unit=draft.unit,
        department=draft.department,
        actor=draft.actor,
        at=draft.at,
    )


def row(draft: Draft, data: Mapping[str, object], names: Names) -> Subject:
    """The row as it will stand; nothing is written."""
    declared, old = draft.declared, draft.old
    found = old or Subject(id=draft.id, kind=draft.kind, since=draft.day, version=0)
    found.name = _text(data, declared.name_field)[:200]
    found.code = _text(data, declared.code_field)[:80]
    found.level = _text(data, declared.level_field)
    found.data = dict(data)
    found.version += 1
    found.keeper, found.kept_at = draft.actor, draft.at
    columns = {
        **org.scope_of(draft.unit, draft.department),
        **indexed(words(declared.fields, data, names, found.name, found.code)),
    }
    for column, value in columns.items():
        setattr(found, column, value)
    return found


def _text(data: Mapping[str, object], key: str) -> str:
    return str(data.get(key) or "") if key else ""
