"""A record on its way in: what is asked for, checked, and made into rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from weian.base import fields, ids
from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict, NotVisible
from weian.base.fields import Ref
from weian.base.values import show_day
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.record.kinds import KINDS, RecordKind, kind
from weian.record.models import Record
from weian.subject.envelope import checks, files, hooks, private
from weian.subject.envelope.files import Uploads
from weian.subject.envelope.hooks import Answers
from weian.subject.envelope.known import Known
from weian.subject.envelope.registry import fill
from weian.subject.envelope.words import indexed, words


@dataclass
class Draft:
    """What ``actions.submit`` is given, for ``actions.submit_batch``.

    ``data`` are the answers to the kind's fields; ``uploads`` new files by field;
    ``case`` the id of a case that the caller has looked up; ``right`` what the verb of a module asks
    for in place of the kind's own right, where it fills in the answers itself.
    """

    actor: Person | None
    kind: str
    unit: Unit
    happened_at: datetime
    data: Mapping[str, object]
    at: datetime
    department: Unit | None = None
    subject: UUID | None = None
    case: UUID | None = None
    about: date | None = None
    supersedes: Record | None = None
    uploads: Uploads = field(default_factory=Uploads)
    id: UUID = field(default_factory=ids.uuid7)
    right: str = ""

    @property
    def declared(self) -> RecordKind:
        """Its kind; raises NotVisible for one that does not exist."""
        return kind(self.kind)

    @property
    def day(self) -> date:
        """The day it happened."""
        return day_of(self.happened_at)

    def clean(self) -> Mapping[str, object]:
        """The answers ready for JSON; raises BadInput with every field that is wrong."""
        declared = self.declared
        typed = hooks.given(declared.derived, self.data)
        data = fields.clean(declared.fields, self.uploads.into(typed))
        return hooks.worked_out(
            declared.derive, declared.derived, declared.fields, self.answers(data)
        )

    def answers(self, data: Mapping[str, object]) -> Answers:
        """What the kind's own functions look at."""
        corrects = self.supersedes.pk if self.supersedes else None
        by = self.actor.pk if self.actor else None
        return Answers(data, self.unit, self.happened_at, self.subject, corrects, by=by)

    def refs(self, data: Mapping[str, object]) -> list[Ref]:
        """All that it points at."""
        found = fields.references(self.declared.fields, data)
        return [*found, ("subject", str(self.subject))] if self.subject else found


def check(draft: Draft, data: Mapping[str, object], known: Known) -> None:
    """Raises the Refusal of the first check that fails; see ``actions.submit``."""
    declared, unit = draft.declared, draft.unit
    checks.right(
        draft.actor, draft.right or declared.submit_right, unit, draft.department, draft.at
    )
    checks.not_future(draft.day, draft.at, "record.future_date", "happened_at")
    if draft.happened_at > draft.at:
        early = "发生时间还没有到，请核对时间。"
        raise BadInput("record.future_date", fields={"happened_at": early})
    checks.place(unit, draft.department, draft.day)
    checks.in_service(draft.actor, draft.day, draft.at)
    wrong = {**_envelope(draft, data, known), **_people(declared, data, unit, draft.day, known)}
    others = [f for f in declared.fields if f.key != declared.people]
    named = checks.answers(others, data, unit, draft.day, known, draft.actor, draft.at)
    checks.refuse("record.invalid", {**wrong, **named})
    checks.refuse("record.invalid", hooks.wrong(declared.check, draft.answers(data)))
    if draft.supersedes is not None:
        _check_correction(draft, draft.supersedes)


def _envelope(draft: Draft, data: Mapping[str, object], known: Known) -> dict[str, str]:
    declared = draft.declared
    wrong: dict[str, str] = {}
    if declared.subject_kind and draft.subject is None:
        wrong["subject"] = "请选择这条记录针对的对象。"
    elif draft.subject is not None:
        found = list(
            checks.subject(draft.subject, declared.subject_kind, draft.unit, draft.day, known)
        )
        if found or not declared.subject_kind:
            wrong["subject"] = f"对象：{found[0]}。" if found else "这类记录不针对具体对象。"
    if draft.about is not None and not declared.about:
        wrong["about"] = "这类记录不填所属时段。"
    until = data.get(declared.validity) if declared.validity else None
    if until is not None and date.fromisoformat(str(until)) < draft.day:
        wrong[declared.validity] = f"有效期在办理日（{show_day(draft.day)}）之前就结束了，请核对。"
    return wrong


def _people(
    declared: RecordKind, data: Mapping[str, object], unit: Unit, day: date, known: Known
) -> dict[str, str]:
    why = [
        reason
        for pk in people_in(declared, data)
        for reason in checks.person(pk, unit, day, known, wide=False)
    ]
    title = next((f.title for f in declared.fields if f.key == declared.people), "")
    return {declared.people: f"{title}：{'；'.join(why[:5])}。"} if why else {}


def people_in(declared: RecordKind, data: Mapping[str, object]) -> list[int]:
    """Who took part, if the kind says so."""
    value = data.get(declared.people) if declared.people else None
    entries = value if isinstance(value, list) else [value]
    return [int(str(pk)) for pk in entries if pk is not None]


def _check_correction(draft: Draft, old: Record) -> None:
    if draft.actor is not None:
        kept = private.by_right(KINDS, draft.actor, draft.at)
        seen = Record.objects.visible_to(draft.actor, draft.at)
        for rows in (seen, *((Record.objects.filter(kept),) if kept else ())):
            if rows.filter(pk=old.pk).exists():
                break
        else:
            raise NotVisible()
    if old.kind != draft.kind or old.unit_id != draft.unit.pk:
        raise BadInput("record.other_kind", "更正只能针对同一单位的同类记录。")
    if old.superseded_by_id is not None:
        raise Conflict("record.already_corrected", "这条记录已经被更正过，请打开最新的一条再更正。")


def store(draft: Draft, data: Mapping[str, object]) -> Mapping[str, object]:
    """The answers with their files stored; those of the record that is corrected stay with it."""
    old = draft.supersedes
    return draft.uploads.store(
        draft.declared.fields,
        data,
        owner=("record", draft.id),
        kept=files.named_in(draft.declared.fields, old.data) if old else (),
        unit=draft.unit,
        department=draft.department,
        actor=draft.actor,
        at=draft.at,
    )


def build(drafts: Sequence[tuple[Draft, Mapping[str, object]]], known: Known) -> list[Record]:
    """The rows of checked drafts; nothing is written."""
    names = known.names
    return [_row(draft, data, known, names) for draft, data in drafts]


def _row(draft: Draft, data: Mapping[str, object], known: Known, names: fields.Names) -> Record:
    declared = draft.declared
    title = fill(declared.summary, declared.fields, data, names) if declared.summary else ""
    number = str(data.get(declared.number, "")) if declared.number else ""
    title = title or declared.title
    about = [known.subjects[draft.subject].name] if draft.subject else []
    amount = data.get(declared.amount) if declared.amount else None
    until = data.get(declared.validity) if declared.validity else None
    return Record(
        id=draft.id,
        kind=draft.kind,
        title=title,
        number=number,
        happened_at=draft.happened_at,
        recorded_at=draft.at,
        by=draft.actor,
        behalf_id=draft.actor.acting_for_id if draft.actor else None,
        subject_id=draft.subject,
        case_id=draft.case,
        about=draft.about,
        valid_until=date.fromisoformat(str(until)) if until else None,
        people=people_in(declared, data),
        amount=Decimal(str(amount)) if amount is not None else None,
        data=dict(data),
        supersedes=draft.supersedes,
        **org.scope_of(draft.unit, draft.department),
        **indexed(words(declared.fields, data, names, title, number, *about)),
    )


def all_refs(checked: Iterable[tuple[Draft, Mapping[str, object]]]) -> list[Ref]:
    """Everything that many drafts point at."""
    return [ref for draft, data in checked for ref in draft.refs(data)]
