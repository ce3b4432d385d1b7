"""The page that says why something is owed."""

from dataclasses import dataclass

from weian.ui.shapes.common import Action, Fact, Page, TimelineEntry, Tone


@dataclass(frozen=True)
class DutyRow:
    """A duty in a short list."""

    title: str
    status: str = ""
    tone: Tone = ""
    due: str = ""
    due_exact: str = ""
    href: str = ""


@dataclass(frozen=True)
class Evidence:
    """A record or case looked at. ``counted`` says whether it counts; ``note`` says why not."""

    title: str
    at: str = ""
    by: str = ""
    href: str = ""
    counted: bool = True
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class DutyWhy(Page):
    """``ui/duty.html``: clause and place → obligation in words → evidence → value against target
    → what to do now, by whom.

    ``quote`` is the sentence of the document (``quote_href`` its place there) or our summary of the
    clause; ``applies`` the declared facts that make
    it apply (or leave it undetermined); ``value``/``target`` are texts with their units.
    """

    status: str
    tone: Tone = ""
    due: str = ""
    due_exact: str = ""
    document: str = ""
    place: str = ""
    clause_href: str = ""
    quote: str = ""
    quote_href: str = ""
    unit: str = ""
    subject: str = ""
    window: str = ""
    obligation: str = ""
    reading: str = ""
    applies: tuple[Fact, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    no_evidence: str = "还没有可以算数的记录。"
    value: str = ""
    target: str = ""
    value_note: str = ""
    now: str = ""
    whom: str = ""
    button: Action | None = None
    others: tuple[Action, ...] = ()
    next_change: str = ""
    history: tuple[TimelineEntry, ...] = ()
