"""A pack's clauses, and two versions beside each other."""

from dataclasses import dataclass
from typing import Literal

from weian.ui.shapes.common import Fact, Figure, Page, Tone


@dataclass(frozen=True)
class Became:
    """What a clause became. ``kind_title`` is its word on screen (责任事项, 人工评判, 原则…)."""

    title: str
    kind: Literal["obligation", "judged", "principle", "guard", "measure", "other"] = "obligation"
    kind_title: str = "责任事项"
    who: str = ""
    when: str = ""
    href: str = ""
    reason: str = ""
    refs: str = ""
    tone: Tone = ""


@dataclass(frozen=True)
class PackClause:
    """A clause in its place; ``depth`` 0 is a heading of the document, deeper ones are indented."""

    place: str
    text: str = ""
    heading: str = ""
    depth: int = 1
    anchor: str = ""
    became: tuple[Became, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PackShape(Page):
    """``ui/pack.html``: facts of the edition on top, clauses in order below."""

    state: str = ""
    tone: Tone = ""
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()
    clauses: tuple[PackClause, ...] = ()
    source_url: str = ""


@dataclass(frozen=True)
class CompareRow:
    """A clause in both versions; ``effect`` says what it does to duties."""

    place: str
    change: Literal["added", "removed", "changed", "same"]
    left: str = ""
    right: str = ""
    effect: str = ""

    @property
    def change_title(self) -> str:
        """The change in a word."""
        return {"added": "新增", "removed": "删去", "changed": "改动", "same": "不变"}[self.change]


@dataclass(frozen=True, kw_only=True)
class CompareShape(Page):
    """``ui/compare.html``: ``figures`` show the impact on duties before anything is adopted."""

    left_title: str
    right_title: str
    rows: tuple[CompareRow, ...] = ()
    figures: tuple[Figure, ...] = ()
