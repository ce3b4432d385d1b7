"""One step of a case: may it be taken, and what does it change. Nothing here is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from weian.base import fields, ids
from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict, NotVisible, Refusal
from weian.base.fields import Ref
from weian.case import drafts
from weian.case.kinds import CaseKind, kind
from weian.case.models import Case, CaseStep
from weian.core.flow import Refused, Step, decide
from weian.org import queries as org
from weian.org.queries import Person
from weian.org.rights import covers
from weian.subject.envelope import checks
from weian.subject.envelope.files import Uploads
from weian.subject.envelope.known import Known
from weian.subject.envelope.words import indexed
from weian.ui import humane

_GONE = frozenset({"case.unknown_step", "case.wrong_state"})


@dataclass
class Move:
    """What ``actions.act`` is given, for ``actions.act_batch``. ``version`` is what was looked at."""

    actor: Person | None
    case: Case
    verb: str
    given: Mapping[str, object]
    at: datetime
    version: int | None = None
    uploads: Uploads = field(default_factory=Uploads)

    @property
    def declared(self) -> CaseKind:
        """The kind of its case."""
        return kind(self.case.kind)

    def clean(self) -> Mapping[str, object]:
        """The answers ready for JSON; raises BadInput with every field that is wrong."""
        asked = self.declared.step_fields.get(self.verb, ())
        return fields.clean(asked, self.uploads.into(self.given))

    def refs(self, data: Mapping[str, object]) -> list[Ref]:
        """All that it points at, and all that the case's own text names."""
        asked = self.declared.step_fields.get(self.verb, ())
        return [
            *fields.references(asked, data),
            *fields.references(self.declared.facts, self.case.data),
        ]


def admit(move: Move, steps: Sequence[CaseStep]) -> Step:
    """The step of the flow, if the person may take it now as far as can be said without answers.

    ``steps`` are those taken so far, in order. Raises NotVisible (case), Conflict (somebody was
    faster, another state), Forbidden (right; not in service).
    """
    case, actor, declared = move.case, move.actor, move.declared
    if actor is not None and not _may_see(move):
        raise NotVisible()
    if move.version is not None and move.version != case.version:
        raise Conflict("case.stale", _meanwhile(move, steps))
    try:
        step = declared.flow.step(move.verb)
    except KeyError:
        raise Conflict("case.unknown_step", "没有这一步操作，请刷新页面后重试。") from None
    if case.state not in step.sources:
        _raise(decide(declared.flow, move.verb, {"state": case.state}, {}, {}))
    checks.right(actor, step.right, case.unit, case.department, move.at)
    checks.in_service(actor, day_of(move.at), move.at)
    return step


def _may_see(move: Move) -> bool:
    """By grant, or because it is one's own: without a query, so that a batch costs none."""
    case, actor = move.case, move.actor
    assert actor is not None
    if case.known_to is not None and actor.pk not in case.known_to:
        return False
    if org.can(actor, "read", case.unit, move.at, case.department):
        return True
    seen = Case.objects.visible_to(actor, move.at)
    return bool(seen.filter(pk=case.pk).exists())


def judge(move: Move, data: Mapping[str, object], steps: Sequence[CaseStep], known: Known) -> str:
    """The state after the step. Raises BadInput, Conflict or the Refusal of a guard."""
    case, declared = move.case, move.declared
    if move.at < case.moved_at:
        raise BadInput("case.before_last_step", "这一步的时间早于上一步，请核对时间。")
    asked = declared.step_fields.get(move.verb, ())
    step = declared.flow.step(move.verb)
    answered = decide(
        declared.flow,
        move.verb,
        case_seen(case, steps),
        actor_seen(move.actor, case, move.at),
        {**data, "day": day_of(move.at)},
    )
    if isinstance(answered, Refused):
        _raise(answered, {f.key: f.title for f in asked})
    wrong = checks.answers(asked, data, case.unit, day_of(move.at), known, move.actor, move.at)
    fills = declared.step_fills.get(step.verb, {})
    wrong.update(drafts.due_wrong(fills, data, case.opened_on, declared.day_title))
    checks.refuse("case.invalid", wrong)
    return str(answered)


def _raise(refused: Refused | str, titles: Mapping[str, str] | None = None) -> None:
    assert isinstance(refused, Refused)
    if refused.code in _GONE:
        raise Conflict(refused.code, refused.message)
    if refused.fields:
        named = {k: f"请填写{(titles or {}).get(k, k)}。" for k in refused.fields}
        raise BadInput(refused.code, fields=named)
    raise Refusal(refused.code, refused.message)


def _meanwhile(move: Move, steps: Sequence[CaseStep]) -> str:
    """Who did what when since the version that the person had looked at."""
    declared, state = move.declared, move.declared.flow.states[move.case.state]
    later = [s for s in steps if s.seq > (move.version or 0)]
    if not later:
        return f"事项的版本不对，现在是“{state}”。请刷新页面查看最新情况后再办理。"
    step = later[-1]
    who = step.who
    what = f"{who}已于{humane.exact(step.at)}“{declared.title_of(step.verb)}”"
    more = f"（期间共 {len(later)} 步）" if len(later) > 1 else ""
    return (
        f"在您填写时，{what}{more}，事项现在是“{state}”。您填的内容没有保存，请刷新页面后再办理。"
    )


def case_seen(case: Case, steps: Sequence[CaseStep]) -> dict[str, Any]:
    """The case as guards read it (see kinds.CaseKind)."""
    return {
        "id": str(case.pk),
        "kind": case.kind,
        "state": case.state,
        "grade": case.grade,
        "category": case.category,
        "place": case.place,
        "source": case.source,
        "unit": case.unit_id,
        "department": case.department_id,
        "reporter": case.reporter_id,
        "assignee": case.assignee_id,
        "opened_on": case.opened_on,
        "due_on": case.due_on,
        "closed_on": case.closed_on,
        "round": case.round,
        "version": case.version,
        "previous": str(case.previous_id) if case.previous_id else None,
        "data": case.data,
        "last": {s.verb: s.by_id for s in steps},
        "steps": tuple(
            {
                "verb": s.verb,
                "by": s.by_id,
                "behalf": s.behalf_id,
                "at": s.at,
                "given": s.given,
                "from": s.from_state,
                "to": s.to_state,
                "round": s.round,
            }
            for s in steps
        ),
    }


def actor_seen(actor: Person | None, case: Case, at: datetime) -> dict[str, Any]:
    """The person as guards read them: the roles are those that reach the place of this case."""
    if actor is None:
        nobody: frozenset[str] = frozenset()
        return {"id": None, "unit": None, "department": None, "posts": nobody, "roles": nobody}
    reaching = (
        g.role
        for g in org.grants_of(actor, at)
        if covers(g.unit, "read", case.unit, case.department)
    )
    return _Actor(
        actor,
        at,
        id=actor.pk,
        behalf=actor.acting_for_id,
        unit=actor.unit_id,
        department=actor.department_id,
        roles=frozenset(reaching),
    )


class _Actor(dict[str, Any]):
    """Reads the posts from the database only when a guard asks for them."""

    def __init__(self, person: Person, at: datetime, **known: Any) -> None:
        super().__init__(known)
        self._person, self._at = person, at

    def __missing__(self, key: str) -> Any:
        if key != "posts":
            raise KeyError(key)
        held = frozenset(row.post for row in org.posts_of(self._person.stands_for, self._at))
        return self.setdefault("posts", held)


def store(move: Move, data: Mapping[str, object]) -> Mapping[str, object]:
    """The answers with their files stored with the case."""
    case = move.case
    return move.uploads.store(
        move.declared.step_fields.get(move.verb, ()),
        data,
        owner=("case", case.pk),
        kept=(),
        unit=case.unit,
        department=case.department,
        actor=move.actor,
        at=move.at,
    )


def taken(move: Move, data: Mapping[str, object], state: str, known: Known) -> CaseStep:
    """The row of the step, and the case changed in memory to stand where it leads."""
    case, declared = move.case, move.declared
    before = case.state
    case.state = state
    ended = state in declared.flow.ends
    if ended and case.is_open:
        case.closed_on = max(day_of(move.at), case.opened_on)
    elif not ended:
        case.closed_on = None
    case.is_open = not ended
    case.version += 1
    case.round += move.verb in declared.again
    case.moved_at = move.at
    for column, value in drafts.envelope(declared.step_fills.get(move.verb, {}), data).items():
        setattr(case, column, value)
    _known(move, data)
    kept = {k: v for k, v in data.items() if k in declared.keeps}
    case.data = {**case.data, **kept}
    words = drafts.case_words(declared, case.data, known.names, case.number, case.title)
    for column, text in indexed(words).items():
        setattr(case, column, text)
    return CaseStep(
        id=ids.uuid7(),
        case=case,
        seq=case.version,
        verb=move.verb,
        from_state=before,
        to_state=state,
        by=move.actor,
        behalf_id=move.actor.acting_for_id if move.actor else None,
        at=move.at,
        given=dict(data),
        note=str(data.get("note", "")),
        round=case.round,
    )


def _known(move: Move, data: Mapping[str, object]) -> None:
    """Let further people know of a secret case, or all."""
    case, declared = move.case, move.declared
    if case.known_to is None:
        return
    if move.verb in declared.opens_up:
        case.known_to = None
        case.number = drafts.number_of(declared, case.unit, day_of(move.at))
    elif isinstance(told := data.get(declared.knowers), list):
        case.known_to = sorted({*case.known_to, *(int(str(pk)) for pk in told)})


#: Columns of the case that a step may change.
CHANGED = (
    "state", "is_open", "closed_on", "version", "round", "moved_at", "grade", "category", "place",
    "source", "due_on", "assignee", "number", "known_to", "data", "words", "search",
)  # fmt: skip
