"""Kinds of cases: what is wrong and moves along a flow to an end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from weian.base.fields import Field
from weian.case.inside import KEPT
from weian.core.flow import Flow
from weian.subject.envelope.hooks import Check
from weian.subject.envelope.registry import Registry, problems

Level = Literal["red", "orange", "yellow", "blue"]

#: Columns of the envelope that answers may fill, and the types of field that may fill them.
ENVELOPE: Final[Mapping[str, frozenset[str]]] = {
    "grade": frozenset({"choice"}),
    "category": frozenset({"choice", "text"}),
    "place": frozenset({"text", "longtext"}),
    "source": frozenset({"choice", "text"}),
    "due_on": frozenset({"date"}),
    "assignee": frozenset({"person"}),
}


@dataclass(frozen=True)
class Begets:
    """A step that also opens a case of ``kind``: in the unit that its case concerns, else in its own.

    ``takes`` are (field of the other kind, field of the step that answers it, fact of this case with
    which the form begins or ""); ``fixed`` answers others always alike. The new one's number is noted
    as ``number``, a field of the step: answered, it names a case that stands already, and none opens.
    """

    kind: str
    number: str
    takes: tuple[tuple[str, str, str], ...]
    fixed: tuple[tuple[str, str], ...] = ()

    def keys(self) -> tuple[str, ...]:
        """The fields of the step that it reads."""
        return (self.number, *(key for _, key, _ in self.takes))


@dataclass(frozen=True)
class CaseKind:
    """A declaration; forms of the opening and of every step, page, ledger and tests follow from it.

    ``fields`` are asked when it is opened, which is the step ``opening_verb`` and needs
    ``opening_right``; ``step_fields`` are asked by each further verb (all that the flow's ``needs``
    name must be among them). ``fills`` maps columns of the envelope (see ENVELOPE) to fields of the
    opening, ``step_fills`` the same for a verb. ``keeps`` are keys of step fields that become facts
    of the case: the last answer stands in its data (every answer stays with its step).
    ``answers`` maps a verb to the one it answers: its form begins with what was asked for there.
    ``renews`` are verbs that also open a new case of the same kind, with the same answers at its
    opening, which points back to this one; ``begets`` are verbs that open one of another kind. ``again`` are verbs that start another round (e.g. "reject": back to rectification).
    ``internal`` verbs (the opening's too) are taken by another part only and have no button here.
    ``concerns`` names a field of a unit: such a case is kept from the unit that it is about. It is
    filed with the commission above, the field says about whom, and whoever opened it sees his own.
    ``knowers`` names a field of people: such a case is secret, there for nobody but them and whoever
    opened it, without a number that would betray it, until a verb of ``opens_up``. A step with a field
    of that name adds people.
    ``sent`` names the key of its data that is there once it has left its unit; until then it is
    seen inside the unit only.
    ``page`` is the address of a page of one's own instead of the common one, as "/reports/{id}/".
    ``filters`` are further choices of the opening by which the ledger is narrowed.
    ``levels`` colours grades; ``summary`` is a template over the opening's fields.
    ``rules`` says in words what each guard of the flow asks, for people.
    ``check`` says what else is wrong with the answers of the opening (see ``envelope.hooks``).

    Guards of the flow read:
      case   state, kind, grade, category, place, source, unit, department, reporter, assignee (ids
             or None), opened_on, due_on, closed_on (dates), round, version, previous, data,
             last (verb -> id of the person who took it last), steps (tuple of mappings verb, by,
             at, given, from, to, round in order)
      actor  id (None: the system), unit, department, posts (frozenset of post keys), roles
      given  the cleaned answers, and day (date of the act)
    """

    key: str
    title: str
    area: str
    fields: tuple[Field, ...]
    flow: Flow
    summary: str
    number_prefix: str
    step_fields: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)
    fills: Mapping[str, str] = field(default_factory=dict)
    step_fills: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    keeps: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    again: frozenset[str] = frozenset()
    renews: frozenset[str] = frozenset({"reopen"})
    begets: Mapping[str, Begets] = field(default_factory=dict)
    internal: frozenset[str] = frozenset()
    opening_verb: str = "report"
    opening_title: str = "上报"
    opening_right: str = "case.report"
    levels: Mapping[str, Level] = field(default_factory=dict)
    line: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    help: str = ""
    icon: str = "dot"
    page: str = ""
    concerns: str = ""
    knowers: str = ""
    opens_up: frozenset[str] = frozenset()
    sent: str = ""
    check: Check | None = None
    rules: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if wrong := [*self._opening(), *self._steps(), *self._words()]:
            raise ValueError(f"case kind {self.key}: " + "; ".join(wrong))

    def _opening(self) -> list[str]:
        known = {c: (k, ENVELOPE[c]) for c, k in self.fills.items() if c in ENVELOPE}
        known["concerns"] = (self.concerns, frozenset({"unit"}))
        known["knowers"] = (self.knowers, frozenset({"people"}))
        out = [f"no such column: {c}" for c in self.fills if c not in ENVELOPE]
        single = {f.key for f in self.fields if f.item == "choice" and not f.is_list}
        out += [f"filters names no choice: {k}" for k in self.filters if k not in single]
        later = {f.key for f in self.facts}  # a step's answer that is kept may stand in a list
        out += [f"column names no field: {k}" for k in self.columns if k not in later]
        return out + problems(self.fields, known, (self.summary,))

    def _steps(self) -> list[str]:
        verbs = {step.verb: step for step in self.flow.steps}
        internal = self.internal - {self.opening_verb}
        told = [*self.step_fields, *self.step_fills, *self.again, *internal, *self.opens_up]
        told += [*self.answers, *self.answers.values(), *self.begets]
        out = [f"no such verb: {v}" for v in told if v not in verbs]
        for verb, step in verbs.items():
            fields = self.step_fields.get(verb, ())
            fills = self.step_fills.get(verb, {})
            out += [f"{verb}: no such column: {c}" for c in fills if c not in ENVELOPE]
            known = {c: (k, ENVELOPE[c]) for c, k in fills.items() if c in ENVELOPE}
            needs = {f"needs {k}": (k, frozenset[str]()) for k in step.needs}
            out += [f"{verb}: {p}" for p in problems(fields, {**known, **needs})]
            read = self.begets[verb].keys() if verb in self.begets else ()
            out += [f"{verb}: begets by {k}" for k in {*read} - {f.key for f in fields}]
        if self.opening_verb in verbs:
            out.append(f"the opening verb {self.opening_verb} is also a step")
        return out

    def _words(self) -> list[str]:
        asked = {f.key for fields in self.step_fields.values() for f in fields}
        out = [f"keeps names no step field: {k}" for k in self.keeps if k not in asked]
        out += ["sent is not kept"] if self.sent and self.sent not in self.keeps else []
        if not self.line and len(self.flow.ends) > 1:
            out.append("line is missing: of several ends it names the usual one")
        out += [f"line names no state: {s}" for s in self.line if s not in self.flow.states]
        grades = self.choices("grade")
        return out + [f"no such grade: {g}" for g in self.levels if g not in grades]

    def choices(self, column: str) -> dict[str, str]:
        """The choices (key to title) of the opening's field that fills a column, else nothing."""
        key = self.fills.get(column, "")
        return {c: t for f in self.fields if f.key == key for c, t in f.choices}

    @property
    def narrowing(self) -> tuple[Field, ...]:
        """The fields that ``filters`` names."""
        return tuple(f for f in self.fields if f.key in self.filters)

    def fields_of(self, verb: str) -> tuple[Field, ...]:
        """What a verb asks, the opening included."""
        return self.fields if verb == self.opening_verb else self.step_fields.get(verb, ())

    def title_of(self, verb: str) -> str:
        """What a verb is called on the screen."""
        return self.opening_title if verb == self.opening_verb else self.flow.step(verb).title

    @property
    def opening_name(self) -> str:
        """Verb and thing, without saying one word twice: 快报事故事件, 登记投诉."""
        verb, thing = self.opening_title, self.title
        if any(thing[i : i + 2] in verb for i in range(len(thing) - 1)):
            return verb
        return f"{verb}：{thing}" if len(verb) > 2 else f"{verb}{thing}"

    @property
    def day_title(self) -> str:
        """What the day of the opening is called: hazards are found, letters drafted, permits applied for."""
        return "发现日期" if self.opening_title == "上报" else f"{self.opening_title[:2]}日期"

    @property
    def facts(self) -> tuple[Field, ...]:
        """The fields of the case's data: the opening's, then those kept from steps."""
        seen = {f.key: f for f in self.fields}
        for fields in self.step_fields.values():
            for f in fields:
                if f.key in self.keeps:
                    seen.setdefault(f.key, f)
        return tuple(seen.values())


KINDS: Final = Registry[CaseKind]("case")
kind = KINDS.kind


def numbered(prefix: str) -> CaseKind | None:
    """The kind whose numbers begin with these letters: 隐患 for YH; None if no kind has them."""
    return next((k for k in KINDS.values() if k.number_prefix == prefix), None)


def register(declared: CaseKind) -> CaseKind:
    """Add a kind, as ``Registry.register``."""
    if declared.sent:
        KEPT[declared.key] = declared.sent
    return KINDS.register(declared)
