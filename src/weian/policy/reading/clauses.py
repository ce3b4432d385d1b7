"""What the sentences of a clause share with it and with the clauses above: headings, who, when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from weian.policy.reading.actors import of_heading
from weian.policy.reading.dates import find_range
from weian.policy.reading.labels import Label, labels_in
from weian.policy.reading.parts import Parts
from weian.policy.reading.people import Actor
from weian.policy.reading.sentences import Piece, heading_of
from weian.policy.reading.tree import Node

_LONGEST: Final = 1000  # no sentence that people wrote is longer
_HEADING: Final = 60  # brackets so near to the number stand in the heading
_COMMISSION: Final = re.compile(
    "([^，。；《“、（\n由对]{1,8}(?:卫生健康委员会|卫生健康委|卫生健康局|卫健委|卫健局))(?=对|将|组织|负责|每|采取|按)"
)


@dataclass
class Clause:
    """What the sentences of one clause share."""

    node: Node
    headings: tuple[str, ...]
    heading_actor: Actor | None
    listed: bool
    phase: tuple[str, str] | None
    labels: tuple[Label, ...] = ()
    above: Label | None = None  # what the clauses above say
    authority: str = ""
    last_actor: Actor | None = None
    last_said: Actor | None = None  # of the ask before, whoever it is
    last_kind: str = ""
    bound: bool = False  # the sentence before says a duty, so that its subject goes on behind ；
    lead: str = ""  # its own lead-in: 操作人员开机前应当完成下列检查：
    under: str = ""  # the lead-in of the list that it is an item of
    last_target: dict[str, Any] | None = None
    last_threshold: dict[str, Any] | None = field(default=None)


def _heading(node: Node, text: str) -> Piece | None:
    return heading_of(text, node.body, node.end, parent=bool(node.children))


def body_of(node: Node, text: str) -> int:
    heading = None if node.style == "preface" else _heading(node, text)
    return heading.end if heading else node.body


def clauses(root: Node, text: str, parts: Parts) -> Iterator[Clause]:
    """Every clause with what it inherits from those above it."""

    def below(node: Node, above: Clause | None) -> Iterator[Clause]:
        clause = _clause(node, above, text, parts)
        if node.style != "root" and node.label not in ("文尾",):
            yield clause
        for child in node.children:
            yield from below(child, clause)
            if child.style == "preface":
                continue

    yield from below(root, None)


def _clause(node: Node, above: Clause | None, text: str, parts: Parts) -> Clause:
    heading = None if node.style in ("root", "preface") else _heading(node, text)
    said = heading.text if heading else ""
    own_text = text[max(node.body, node.end - _LONGEST) : node.end]
    lead = _lead_in(own_text)
    labels = tuple(
        label for a, b in node.own() if node.style != "row" for label in labels_in(text, a, b)
    )
    phase = (
        find_range(said, parts.year, heading=True)
        if re.search("阶段|（[^）]*(?:月|年)[^）]*）", said)
        else None
    )
    return Clause(
        node=node,
        headings=((said,) if said else ()) + (above.headings if above else ()),
        heading_actor=of_heading(said) or (of_heading(lead) if lead else None) or (above.heading_actor if above else None),
        listed=bool(lead) if node.children else bool(above and above.listed),
        phase=phase or (above.phase if above else None),
        lead=lead if node.children else "",
        under=(above.lead or above.under) if above and above.listed else "",
        authority=above.authority if above else _authority(text, parts),
        labels=labels,
        above=(labels[-1] if labels else None) or (above.above if above else None),
    )  # fmt: skip


def _lead_in(own: str) -> str:
    """The last sentence before a list when it ends with a colon."""
    last = re.split("[。；\n]", own.rstrip("\n"))[-1]
    return last if last.endswith("：") else ""


def label_for(clause: Clause, at: int) -> Label | None:
    """Who answers for the words at this place: the next label of the clause, else one on its own
    line, in its heading, or of the clauses above.
    """
    later = [x for x in clause.labels if x.at >= at]
    if later:
        return later[0]
    body = clause.node.body
    held = [x for x in clause.labels if x.alone or x.at - body < _HEADING]
    return held[-1] if held else clause.above


def _authority(text: str, parts: Parts) -> str:
    """Who rewards and punishes: the issuer, else the commission that the text names first."""
    found = _COMMISSION.search(text)
    return parts.issuer or (found[1] if found else "")
