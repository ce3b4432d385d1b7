"""The line of steps and the timeline of a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from weian.base.attachments import Attachment
from weian.base.fields import Names
from weian.case.kinds import CaseKind
from weian.case.queries import Case, CaseStep
from weian.subject.envelope import showing
from weian.ui import humane
from weian.ui.shapes import StepDot, TimelineEntry


def dots(case: Case, declared: CaseKind, steps: Sequence[CaseStep]) -> tuple[StepDot, ...]:
    """The states of a usual life: gone through, skipped, the present one, still to come."""
    line = list(declared.line or declared.flow.states)
    if case.state not in line:
        line = [s for s in line if any(step.to_state == s for step in steps)]
        line.append(case.state)
    moves = [s for s in steps if s.from_state != s.to_state]
    # Who sent a case back has not done what the state says: 已签收 names who signed.
    moves.sort(key=lambda s: s.verb not in declared.again)
    entered = {s.to_state: s for s in moves}
    here = line.index(case.state)
    return tuple(
        _dot(declared, state, at, here, entered.get(state), case.is_open)
        for at, state in enumerate(line)
    )


def _dot(
    declared: CaseKind, state: str, at: int, here: int, step: CaseStep | None, is_open: bool
) -> StepDot:
    title = declared.flow.states[state]
    if at > here:
        return StepDot(title)
    if step is None:
        return StepDot(title, "skipped")
    who = step.who
    done = at < here or not is_open
    return StepDot(
        title,
        "done" if done else "now",
        sub=f"{who} {humane.day(step.at)}",
        title_text=humane.exact(step.at),
    )


def told(
    case: Case,
    declared: CaseKind,
    steps: Sequence[CaseStep],
    names: Names,
    files: Mapping[str, Attachment],
    at: datetime,
) -> tuple[TimelineEntry, ...]:
    """What happened, the latest first, with what was given and its pictures."""
    base = f"/cases/{case.pk}/files/"
    return tuple(_entry(step, declared, names, files, base, at) for step in reversed(steps))


def _entry(
    step: CaseStep,
    declared: CaseKind,
    names: Names,
    files: Mapping[str, Attachment],
    base: str,
    at: datetime,
) -> TimelineEntry:
    fields = [f for f in declared.fields_of(step.verb) if f.key != "note"]
    if step.verb == declared.opening_verb:
        fields = [f for f in fields if f.noun == "file"]  # the rest stands at the left
    given = showing.shown(fields, step.given, names, files, base)
    return TimelineEntry(
        at=humane.ago(step.at, at),
        exact=humane.exact(step.at),
        who=step.who,
        what=declared.title_of(step.verb),
        note=step.note,
        photos=given.photos,
        files=given.files,
        details=given.facts,
        mark=f"第 {step.round} 轮" if step.verb in declared.again else "",
        tone="late" if step.verb in declared.again else "",
    )
