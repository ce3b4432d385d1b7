"""What packs may speak of, gathered from the kinds that the parts above policy declare."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from weian.base.fields import Field
from weian.case.kinds import ENVELOPE, CaseKind
from weian.case.kinds import KINDS as CASES
from weian.modules.letters.ladder import Standing, proposed
from weian.policy.vocabulary import Shapes, Vocabulary, provide
from weian.record.kinds import KINDS as RECORDS
from weian.site import foresight
from weian.subject.kinds import KINDS as SUBJECTS

_TITLES = {
    "grade": "等级", "category": "类别", "place": "地点", "source": "来源", "due_on": "整改期限",
    "assignee": "整改责任人",
}  # fmt: skip


def install() -> None:
    """Give it to policy, and how to foresee duties; called once while Django starts."""
    provide(gather)
    foresight.install()


def gather() -> Vocabulary:
    """Everything declared; a shape of which nothing is declared is left unchecked."""
    names = {("record", k.key): k.title for k in RECORDS.values()}
    names |= {("subject", k.key): k.title for k in SUBJECTS.values()}
    names |= {("case", k.key): k.title for k in CASES.values()}
    names |= {
        ("step", f"{k.key}.{verb}"): f"{k.title}{k.title_of(verb)}"
        for k in CASES.values()
        for verb in _verbs(k)
    }
    return Vocabulary(
        records={k.key: k.fields for k in RECORDS.values()} or None,
        steps={f"{k.key}.{v}": _step_fields(k, v) for k in CASES.values() for v in _verbs(k)},
        subjects={k.key: k.fields for k in SUBJECTS.values()} or None,
        cases={k.key: case_fields(k) for k in CASES.values()} or None,
        names=names,
        forms=_forms(),
        flows={k.key: k.flow for k in CASES.values()},
        next_letter=next_letter,
    )


def _forms() -> Shapes:
    """What is asked, exactly: by each kind of record and subject, and by each step."""
    steps = {f"{k.key}.{v}": k.fields_of(v) for k in CASES.values() for v in _verbs(k)}
    records = {k.key: k.fields for k in RECORDS.values()}
    return {**records, **{k.key: k.fields for k in SUBJECTS.values()}, **steps}


def next_letter(hazard: Mapping[str, Any], day: date) -> str:
    """The kind of letter due about an open hazard; "" for none. Raises TypeError (unknown word)."""
    plain: dict[str, Any] = {
        "number": "", "major": True, "on_spot": False, "from_tip": False, "verified_tip": False,
        "due_on": None, "rectified": False, "rounds": 1, "listed": False,
    }  # fmt: skip
    sent = frozenset(hazard.get("sent", ()))
    found = proposed(Standing(**{**plain, **hazard, "sent": sent}), day)
    return found.letter if found else ""


def case_fields(kind: CaseKind) -> Sequence[Field]:
    """A case as conditions see it: its facts and the columns of its envelope."""
    own = {f.key: f for f in kind.facts}
    for column in ENVELOPE:
        choices = tuple(kind.choices(column).items())
        type_ = "choice" if choices else "date" if column == "due_on" else "text"
        own.setdefault(column, Field(column, _TITLES[column], type_, choices=choices))
    return tuple(own.values())


def _verbs(kind: CaseKind) -> list[str]:
    return [kind.opening_verb, *(step.verb for step in kind.flow.steps)]


def _step_fields(kind: CaseKind, verb: str) -> Sequence[Field]:
    """What a step's conditions may ask: its own answers, then those of its case."""
    own = {f.key: f for f in kind.fields_of(verb)}
    return tuple({**{f.key: f for f in case_fields(kind)}, **own}.values())
