"""A document's text into what it asks: one finding for each ask, and what every other sentence is."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from weian.policy.reading.actors import NOBODY, Actor, bracketed, of_heading, subject_of
from weian.policy.reading.dates import find_range
from weian.policy.reading.kinds import told
from weian.policy.reading.nature import nature_of
from weian.policy.reading.parts import Parts
from weian.policy.reading.recurrence import Context, Reading, read_recurrences
from weian.policy.reading.sentences import Piece, asks, heading_of, sentences
from weian.policy.reading.spelling import Plain, level
from weian.policy.reading.threshold import read_threshold
from weian.policy.reading.tree import Node, Tree, grow

_MODALITIES: Final = (
    ("prohibition", r"不得(?!少于|低于|超过|大于|小于|高于|短于)|严禁|禁止|不准"),
    ("must", r"必须|应当|应(?!急|对|用)|须|不得"),
    ("required", r"(?<![重主需紧])要(?!求|点|素|害)|请|需要|需"),
    ("responsible", r"负责|负总责"),
)
_UNITS: Final = re.compile(
    "(?:单位|机构|医院|卫生院|中心|局|委员会|委|院|站|科室|部门|科|处|企业|公司|厅|政府)$"
)
_LONGEST: Final = 1000  # no sentence that people wrote is longer
_AUTHORITY: Final = re.compile("(?:局|委|委员会|厅|政府)$")
_COMMISSION: Final = re.compile(
    "([^，。；《“、\n由对]{1,8}(?:卫生健康委员会|卫生健康委|卫生健康局|卫健委|卫健局))(?=对|将|组织|负责|每|采取|按)"
)
_SANCTION: Final = re.compile(
    "对[^，]{2,60}(?:的|单位|个人|人员|科室|机构)[，予给].*(?:通报|问责|约谈|表彰|奖励|追究|曝光|否决|处理)|^(?:逾期|年终对)"
)
#: 分管负责人每半月不少于1次: the act is that of the ask before.
_ELLIPSIS: Final = re.compile(
    r"每[^，。；]{1,4}(?:至少|不少于|不得少于)?[\d一二两三四五六]+次[，。；]?$"
)
_TARGET: Final = re.compile(r"率[^，]{0,6}(?:达|不低于|为|\d)|力争|实现|争取")


@dataclass(frozen=True, slots=True)
class Finding:
    """One ask (``none`` empty), or a sentence that asks for nothing (``none`` says what it is).

    ``start``..``end`` stand in the source; ``confidence`` is between 0 and 1 and no probability.
    """

    clause: str
    sentence: str
    start: int
    end: int
    none: str = ""
    actor: str | None = None
    actor_source: str = "none"
    cooperating: tuple[str, ...] = ()
    modality: str = ""
    action: str = ""
    kind: str = "other"
    recurrence: dict[str, Any] | None = None
    threshold: dict[str, Any] | None = None
    confidence: float = 0.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A document read: its parts, its clauses, and its findings in the order of the text."""

    plain: Plain
    parts: Parts
    tree: Tree
    findings: tuple[Finding, ...]

    @property
    def obligations(self) -> list[Finding]:
        """What it asks."""
        return [f for f in self.findings if not f.none]


@dataclass
class _Clause:
    """What the sentences of one clause share."""

    node: Node
    headings: tuple[str, ...]
    heading_actor: Actor | None
    listed: bool
    phase: tuple[str, str] | None
    bracket: Actor | None
    authority: str = ""
    last_actor: Actor | None = None
    last_target: dict[str, Any] | None = None
    last_threshold: dict[str, Any] | None = field(default=None)


def compile_text(source: str) -> Compiled:
    """Read a document; never raises on any text, and finds nothing in what it cannot read."""
    plain = level(source)
    tree, parts = grow(plain)
    found: list[Finding] = []
    for clause in _clauses(tree.root, plain.text, parts):
        for start, end in clause.node.own():
            begin = (
                max(start, _body(clause.node, plain.text)) if start == clause.node.start else start
            )
            for sentence in sentences(plain.text, begin, end):
                found += _read(sentence, clause, plain, parts)
    found.sort(key=lambda f: f.start)
    return Compiled(plain, parts, tree, tuple(_filled(found)))


def _heading(node: Node, text: str) -> Piece | None:
    return heading_of(text, node.body, node.end, parent=bool(node.children))


def _body(node: Node, text: str) -> int:
    heading = None if node.style == "preface" else _heading(node, text)
    return heading.end if heading else node.body


def _clauses(root: Node, text: str, parts: Parts) -> Iterator[_Clause]:
    """Every clause with what it inherits from those above it."""

    def below(node: Node, above: _Clause | None) -> Iterator[_Clause]:
        clause = _clause(node, above, text, parts)
        if node.style != "root" and node.label not in ("文尾",):
            yield clause
        for child in node.children:
            yield from below(child, clause)
            if child.style == "preface":
                continue

    yield from below(root, None)


def _clause(node: Node, above: _Clause | None, text: str, parts: Parts) -> _Clause:
    heading = None if node.style in ("root", "preface") else _heading(node, text)
    said = heading.text if heading else ""
    own_text = text[max(node.body, node.end - _LONGEST) : node.end]
    lead = _lead_in(own_text)
    phase = (
        find_range(said, parts.year, heading=True)
        if re.search("阶段|（[^）]*(?:月|年)[^）]*）", said)
        else None
    )
    return _Clause(
        node=node,
        headings=((said,) if said else ()) + (above.headings if above else ()),
        heading_actor=of_heading(said) or (of_heading(lead) if lead else None) or (above.heading_actor if above else None),
        listed=bool(lead) if node.children else bool(above and above.listed),
        phase=phase or (above.phase if above else None),
        authority=above.authority if above else _authority(text, parts),
        bracket=_bracket(own_text) or (above.bracket if above else None),
    )  # fmt: skip


def _lead_in(own: str) -> str:
    """The last sentence before a list when it ends with a colon."""
    last = re.split("[。；\n]", own.rstrip("\n"))[-1]
    return last if last.endswith("：") else ""


def _bracket(own: str) -> Actor | None:
    """Who answers for the whole clause, in the brackets that end it."""
    return bracketed(own.rstrip().rstrip("。；"))


def _read(sentence: Piece, clause: _Clause, plain: Plain, parts: Parts) -> list[Finding]:
    said = sentence.text
    if len(said) > _LONGEST:
        start, end = plain.span(sentence.start, sentence.end)
        return [Finding(clause.node.path, said, start, end, none="unread", rule="too_long")]
    if re.fullmatch(r"（[^）]*(?:（[^）]*）[^）]*)*）。?", said):
        return []
    if clause.node.style in ("preface", "attachment") and said[-1] not in "。；：！？":
        return []  # a line of the title, a number, a heading without one
    context = Context(parts.year, "", clause.phase, issued=parts.issued)
    own = Context(parts.year, issued=parts.issued)
    timed = read_recurrences(said, own)
    figures = bool(
        timed
        and timed[0].rule
        not in ("prompt", "periodic", "after", "at_once", "before", "dated", "holiday")
    )
    figures = figures or read_threshold(said, "") is not None or any(
        "once_by" in t.form or "by" in t.form for t in timed
    )  # fmt: skip
    nature = nature_of(said, clause.headings, figures=figures, listed=clause.listed)
    whole = subject_of(said)
    if nature:
        clause.last_actor = _inheritable(whole) or clause.last_actor
        start, end = plain.span(sentence.start, sentence.end)
        return [
            Finding(
                clause.node.path,
                said,
                start,
                end,
                none=nature,
                rule=f"nature.{nature}",
                confidence=0.7,
            )
        ]
    out: list[Finding] = []
    last: Actor | None = None
    for ask in asks(sentence, own):
        year, every = _year_said(sentence, ask, context)
        context = replace(context, year=year, every=every, per=_per(out))
        actor = _actor(ask.text, last, clause)
        last = Actor(actor.name, "inherited", 0, actor.cooperating) if actor.name else last
        found = _asked(ask, sentence, actor, clause, context, plain)
        if out and found[0].kind == "other" and _ELLIPSIS.search(ask.text):
            found = [replace(f, kind=out[-1].kind) for f in found]
        out = [
            replace(f, kind=found[0].kind) if f.action.endswith("、") and f.kind == "other" else f
            for f in out
        ] + found
    clause.last_actor = _inheritable(last) or clause.last_actor
    return out


def _inheritable(actor: Actor | None) -> Actor | None:
    """Who may be meant by a later sentence: units, not the people or teams named for one task."""
    if actor and _UNITS.search(actor.name):
        return Actor(actor.name, "inherited", 0, actor.cooperating)
    return None


def _year_said(sentence: Piece, ask: Piece, context: Context) -> tuple[int | None, bool]:
    """A year named before in the sentence, else that of the phase, else the document's.

    And whether 每年 was said of a date before, which then holds for the later ones.
    """
    before = sentence.text[: ask.start - sentence.start]
    every = bool(re.search(r"每年(?:度)?[^，。；]{0,2}\d{1,2}月", before))
    if said := re.findall("(20\\d\\d)年", before):
        return int(said[-1]), False
    return (int(context.phase[0][:4]) if context.phase else context.year), every


def _per(out: list[Finding]) -> str:
    """The period of the ask before, which a bare count after it shares."""
    last = out[-1].recurrence if out else None
    return str(last["per"]) if last and "per" in last and "window" not in last else ""


def _authority(text: str, parts: Parts) -> str:
    """Who rewards and punishes: the issuer, else the commission that the text names first."""
    found = _COMMISSION.search(text)
    return parts.issuer or (found[1] if found else "")


def _actor(ask: str, last: Actor | None, clause: _Clause) -> Actor:
    """Verbatim, else of the ask before, the brackets, the sentence before, the heading."""
    if clause.authority and _SANCTION.match(ask) and not subject_of(ask) and not last:
        held = clause.last_actor
        named = held.name if held and _AUTHORITY.search(held.name) else ""
        return Actor(named or clause.authority, "inherited" if named else "normalised")
    return (
        subject_of(ask) or last or clause.bracket or clause.last_actor or clause.heading_actor or NOBODY
    )  # fmt: skip


def _asked(
    ask: Piece, sentence: Piece, actor: Actor, clause: _Clause, context: Context, plain: Plain
) -> list[Finding]:
    text = ask.text
    threshold = read_threshold(text, actor.name if actor.source == "verbatim" else "")
    before = clause.last_threshold
    if threshold and before and not threshold.get("metric", "-"):
        if_same = before.get("unit") == threshold["unit"]
        threshold = {**threshold, "metric": before["metric"]} if if_same else threshold
    clause.last_threshold = threshold or clause.last_threshold
    action = (
        text[actor.end :].strip("，。；") if actor.source == "verbatim" else text.strip("，。；")
    )
    kind, told_by = told(action)
    readings: list[Reading | None] = list(read_recurrences(text, context)) or [None]
    if (
        readings == [None]
        and kind in ("target", "qualification")
        and clause.last_target
        and threshold
    ):
        readings = [Reading(clause.last_target, "target")]
    if threshold and readings[0] and "once_by" in readings[0].form:
        clause.last_target = readings[0].form
    start, end = plain.span(ask.start, ask.end)
    modality = _modality(text)
    return [
        Finding(
            clause.node.path, sentence.text, start, end, "", actor.name or None,
            actor.source if actor.name else "none", actor.cooperating, modality, action, kind,
            reading.form if reading else None, threshold,
            _confidence(modality, actor, reading, threshold, told_by),
            f"{modality}.{reading.rule if reading else 'untimed'}",
        )
        for reading in readings
    ]  # fmt: skip


def _modality(text: str) -> str:
    for name, pattern in _MODALITIES:
        if re.search(pattern, text):
            return name
    return "target" if _TARGET.search(text) else "imperative"


#: How much the place of the word that told the kind says for it.
_TOLD: Final = {"verb": 0.1, "object": 0.08, "word": 0.0, "": -0.1}


def _confidence(
    modality: str, actor: Actor, reading: Reading | None, threshold: object, told_by: str
) -> float:
    """How much speaks for it: said duty, actor, time and figure, a kind told by verb or object."""
    score = 0.4 + 0.2 * (modality in ("prohibition", "must", "required", "responsible"))
    score += 0.15 * (actor.source == "verbatim") + 0.05 * (actor.source == "inherited")
    score += 0.15 * bool(reading and reading.rule not in ("prompt", "phase")) + 0.05 * bool(
        threshold
    )
    return round(min(score + _TOLD[told_by], 0.95), 2)


def _filled(found: list[Finding]) -> list[Finding]:
    """Asks without an actor get the one the document mostly speaks to, said to be a guess."""
    names = Counter(f.actor for f in found if f.actor and f.actor_source == "verbatim")
    general = [n for n in names if n and re.match("各|全|本院|基层|医疗|委属|局属", n)]
    bodies = [n for n in general if _UNITS.search(n)]
    likely = max(
        bodies or general,
        key=lambda n: sum(often for name, often in names.items() if name.startswith(n)),
        default=None,
    )
    if likely is None:
        return found
    return [
        replace(
            f,
            actor=likely,
            actor_source="normalised",
            confidence=round(max(0.1, f.confidence - 0.1), 2),
        )
        if not f.none and f.actor is None
        else f
        for f in found
    ]
