"""A document's text into what it asks: one finding for each ask, and what every other sentence is."""

import re
from dataclasses import dataclass, replace
from typing import Final

from weian.policy.reading.actors import subject_of
from weian.policy.reading.clauses import Clause, body_of, clauses, label_for
from weian.policy.reading.findings import UNITS, Finding, confidence, filled
from weian.policy.reading.inheriting import inherited
from weian.policy.reading.kinds import told
from weian.policy.reading.labels import Label, is_label
from weian.policy.reading.modality import modality_of
from weian.policy.reading.nature import is_permission, nature_of
from weian.policy.reading.parts import Parts
from weian.policy.reading.people import NOBODY, Actor
from weian.policy.reading.recurrence import Context, Reading, read_recurrences
from weian.policy.reading.sentences import Piece, asks, sentences
from weian.policy.reading.spelling import Plain, level
from weian.policy.reading.tables import due, matters
from weian.policy.reading.threshold import read_threshold
from weian.policy.reading.tree import Tree, grow

__all__ = ["Compiled", "Finding", "compile_text"]

_VAGUE: Final = frozenset({"phase", "periodic", "prompt"})  # a time limit beside it says more
_LONGEST: Final = 1000  # no sentence that people wrote is longer
_AUTHORITY: Final = re.compile("(?:局|委|委员会|厅|政府)$")
_SANCTION: Final = re.compile(
    "对[^。]{4,80}的，[^，]{0,16}(?:问责|追究|处理|处罚)|对[^，]{2,60}(?:的|单位|个人|人员|科室|机构)[，予给].*(?:通报|问责|约谈|表彰|奖励|追究|曝光|否决|处理)|^(?:逾期|年终对)"
)
#: 分管负责人每半月不少于1次: the act is that of the ask before.
_ELLIPSIS: Final = re.compile(
    r"每[^，。；]{1,4}(?:至少|不少于|不得少于)?[\d一二两三四五六]+次[，。；]?$"
)
#: 其余单位最迟不晚于5月31日, 6月底前全部完成, 三级医院每月至少1次: no act of their own.
_BARE: Final = re.compile(
    r"(?:[^，。]{0,16}(?:每[^，。；]{1,4}(?:至少|不少于|不得少于)?[\d一二两三四五六]+次(?:以上)?|(?:月|日|年|季度|周|天|个工作日|小时)(?:底|末|中旬)?(?:之?[前内]|以[前内])?(?:要|应|须)?(?:率先|全部|全面|基本)?(?:完成|办结|到位|建成|见效|落实到位|实现全覆盖)?)|(?:[^，。]{0,6})?实现全覆盖)"
)


def _is_bare(action: str) -> bool:
    """Whether it says only how often or by when: what is asked is what was asked before."""
    return len(action) <= 26 and _BARE.fullmatch(action) is not None


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


def compile_text(source: str) -> Compiled:
    """Read a document; never raises on any text, and finds nothing in what it cannot read."""
    plain = level(source)
    tree, parts = grow(plain)
    found: list[Finding] = []
    for clause in clauses(tree.root, plain.text, parts):
        if clause.node.style == "row":
            found += _row(clause, plain, parts)
            continue
        for start, end in clause.node.own():
            begin = (
                max(start, body_of(clause.node, plain.text))
                if start == clause.node.start
                else start
            )
            for sentence in sentences(plain.text, begin, end):
                found += _read(sentence, clause, plain, parts)
    found.sort(key=lambda f: f.start)
    return Compiled(plain, parts, tree, tuple(filled(found)))


def _row(clause: Clause, plain: Plain, parts: Parts) -> list[Finding]:
    """A row of a table: its columns say what, who and when."""
    cells = clause.node.cells
    asking, naming = matters(cells)
    who, when = (next((c.text for c in cells if c.role == role), "") for role in ("actor", "time"))
    others = tuple(x for c in cells if c.role == "helper" for x in re.split("[、，]", c.text) if x)
    actor = Actor(who, "inherited", 0, others) if who else None
    label = Label(clause.node.start, actor, due(when)) if who or when else clause.above
    found: list[Finding] = []
    for cell in asking:
        held = replace(
            clause, listed=True, labels=(), above=label, last_actor=None,
            headings=(*(c.text for c in naming), *clause.headings),
        )  # fmt: skip
        for sentence in sentences(plain.text, cell.start, cell.end):
            found += _read(sentence, held, plain, parts)
    return found


def _read(sentence: Piece, clause: Clause, plain: Plain, parts: Parts) -> list[Finding]:
    said = sentence.text
    if len(said) > _LONGEST:
        start, end = plain.span(sentence.start, sentence.end)
        return [Finding(clause.node.path, said, start, end, none="unread", rule="too_long")]
    if re.fullmatch(r"（[^）]*(?:（[^）]*）[^）]*)*）。?|【[^】]*】。?", said):
        return []
    if clause.node.style in ("preface", "attachment") and said[-1] not in "。；：！？":
        return []  # a line of the title, a number, a heading without one
    if is_label(said):
        return []
    label = label_for(clause, sentence.start)
    context = Context(parts.year, "", clause.phase, issued=parts.issued)
    own = Context(parts.year, issued=parts.issued)
    figures = _has_figures(said, own)
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
    goes_on = clause.bound and plain.text[sentence.start - 1 : sentence.start] == "；"
    pieces = asks(sentence, own)
    for ask in pieces:
        if len(pieces) > 1 and is_permission(ask.text.strip("，。；")):
            last = subject_of(ask.text) or last
            continue
        year, every = _year_said(sentence, ask, context)
        case = said.partition("，")[0] if out else ""
        context = replace(
            context, year=year, every=every, per=_per(out), condition=case, kept=_kept(out)
        )
        if _ELLIPSIS.fullmatch(said) or (not out and goes_on and not subject_of(ask.text)):
            last = last or clause.last_said
        actor = _actor(ask.text, last, clause, label)
        last = Actor(actor.name, "inherited", 0, actor.cooperating) if actor.name else last
        found = _asked(ask, sentence, actor, clause, context, plain, label)
        before = out[-1].kind if out else clause.last_kind
        if before and found[0].kind == "other" and _is_bare(found[0].action):
            found = [replace(f, kind=before) for f in found]
        out = [
            replace(f, kind=found[0].kind) if f.action.endswith("、") and f.kind == "other" else f
            for f in out
        ] + found
    clause.bound = bool(out) and out[-1].modality in ("must", "required", "prohibition")
    clause.last_kind = out[-1].kind if out else clause.last_kind
    clause.last_actor, clause.last_said = _inheritable(last) or clause.last_actor, last
    return out


def _has_figures(said: str, context: Context) -> bool:
    """Whether it says how often, by when or how much."""
    timed = read_recurrences(said, context)
    vague = ("prompt", "periodic", "after", "at_once", "before", "dated", "holiday")
    if timed and timed[0].rule not in vague:
        return True
    dates = any("once_by" in t.form or "by" in t.form for t in timed)
    return dates or read_threshold(said, "") is not None


def _inheritable(actor: Actor | None) -> Actor | None:
    """Who may be meant by a later sentence: units, not the people or teams named for one task."""
    if actor and UNITS.search(actor.name):
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


def _kept(out: list[Finding]) -> bool:
    """Whether the ask before was of keeping: 重点部位不低于90天 then is, too."""
    last = out[-1].recurrence if out else None
    return bool(last and "retain_at_least" in last)


def _actor(ask: str, last: Actor | None, clause: Clause, label: Label | None) -> Actor:
    """Verbatim, else of the ask before, the brackets, the sentence before, the heading."""
    if clause.authority and _SANCTION.match(ask) and not subject_of(ask) and not last:
        held = clause.last_actor
        named = held.name if held and _AUTHORITY.search(held.name) else ""
        return Actor(named or clause.authority, "inherited" if named else "normalised")
    own = subject_of(ask)
    return (
        (last if own and own.case else None) or own or last or (label and label.actor) or clause.last_actor or clause.heading_actor or NOBODY
    )  # fmt: skip


def _asked(
    ask: Piece,
    sentence: Piece,
    actor: Actor,
    clause: Clause,
    context: Context,
    plain: Plain,
    label: Label | None,
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
    readings: list[Reading | None] = list(read_recurrences(text, context))
    if readings and readings[0] and readings[0].rule == "kept":
        threshold = None
    modality = modality_of(text)
    if (
        label
        and label.time
        and modality != "prohibition"
        and (not readings or (readings[0] and readings[0].rule in _VAGUE))
    ):
        own = replace(context, phase=None, per="")
        readings = list(read_recurrences(label.time, own)) or readings
    readings = readings or list(inherited(clause, context, kind, modality, threshold)) or [None]
    if readings[0] and "once_by" in readings[0].form and (threshold or ask.text[0] in "到至"):
        clause.last_target = readings[0].form
    start, end = plain.span(ask.start, ask.end)
    return [
        Finding(
            clause.node.path, sentence.text, start, end, "", actor.name or None,
            actor.source if actor.name else "none", actor.cooperating, modality, action, kind,
            reading.form if reading else None, threshold,
            confidence(modality, actor, reading, threshold, told_by),
            f"{modality}.{reading.rule if reading else 'untimed'}",
        )
        for reading in readings
    ]  # fmt: skip
