"""Pages about one thing: a case, a record, a subject."""

from dataclasses import dataclass
from typing import Literal

from weian.ui.shapes.common import (
    Action,
    Fact,
    File,
    Level,
    Page,
    Photo,
    Section,
    TimelineEntry,
    Tone,
)
from weian.ui.shapes.duty import DutyRow
from weian.ui.shapes.form import FormShape
from weian.ui.shapes.ledger import Ledger


@dataclass(frozen=True)
class StepDot:
    """One state on the line of steps; ``sub`` says who and when, or by when."""

    title: str
    state: Literal["done", "now", "todo", "skipped"] = "todo"
    sub: str = ""
    title_text: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseShape(Page):
    """``ui/case.html``: either ``next`` (the one primary button) or ``waits_for`` (a name).

    ``not_yet`` says what still stands in the way of the steps that lead on, a line for each.
    Step forms may come along in ``dialogs``; an Action with ``dialog=form.id`` opens one.
    """

    number: str = ""
    state: str = ""
    tone: Tone = ""
    grade: str = ""
    level: Level = ""
    due: str = ""
    due_exact: str = ""
    due_tone: Tone = ""
    steps: tuple[StepDot, ...] = ()
    next: Action | None = None
    next_hint: str = ""
    waits_for: str = ""
    not_yet: tuple[str, ...] = ()
    others: tuple[Action, ...] = ()
    sections: tuple[Section, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    duties: tuple[DutyRow, ...] = ()
    dialogs: tuple[FormShape, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RecordShape(Page):
    """``ui/record.html``: what, who, when, evidence; corrections; validity; the duties it meets."""

    number: str = ""
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    photos: tuple[Photo, ...] = ()
    files: tuple[File, ...] = ()
    validity: str = ""
    validity_tone: Tone = ""
    late: str = ""
    duties: tuple[DutyRow, ...] = ()
    history: tuple[TimelineEntry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SubjectShape(Page):
    """``ui/subject.html``: facts, what is due for it, its records, its history, its QR card."""

    code: str = ""
    state: str = ""
    tone: Tone = ""
    grade: str = ""
    level: Level = ""
    sections: tuple[Section, ...] = ()
    duties: tuple[DutyRow, ...] = ()
    records: Ledger | None = None
    history: tuple[TimelineEntry, ...] = ()
    card_url: str = ""
