"""Items of a draft in words, and the whole draft in figures, before anything is adopted."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from weian.base.errors import BadInput
from weian.core.duty import Duty
from weian.core.obligation import Obligation
from weian.org import queries as org
from weian.org.kinds import UNIT_KINDS
from weian.policy.compiling import compile_pack
from weian.policy.drafting.answers import obligation_of, question_key, question_of
from weian.policy.impact import Load, loads, new_duties, windows_a_year
from weian.policy.loading import parse_content
from weian.policy.models import DraftItem
from weian.policy.vocabulary import titles, vocabulary
from weian.policy.words import cadence_words, measure_words, owes_words, who_words

HIGH, MIDDLE = 0.75, 0.55
SURE: Final[Mapping[str, str]] = {"high": "把握较大", "middle": "把握一般", "low": "没有把握"}
_AT_ONCE: Final = frozenset({"open", "grace", "overdue"})
_ONE: Final = {
    "pack": "draft", "version": 1, "title": "草案", "issuer": "草案", "issued": "2020-01-01",
    "layer": "county", "since": "2020-01-01",
}  # fmt: skip


def sureness(confidence: float) -> str:
    """high, middle or low."""
    return "high" if confidence >= HIGH else "middle" if confidence >= MIDDLE else "low"


@dataclass(frozen=True)
class Told:
    """An item in words; ``lacking`` says what has to be chosen first."""

    who: str = ""
    when: str = ""
    proof: str = ""
    much: str = ""
    lacking: str = ""


def laws_of(items: Iterable[DraftItem]) -> tuple[dict[str, Obligation], dict[str, str]]:
    """The obligations that are whole, and why the others are not, by key of the item."""
    raw: list[dict[str, Any]] = []
    lacking: dict[str, str] = {}
    questions: dict[str, Any] = {}
    for item in items:
        try:
            raw.append(obligation_of(item.content, item.key))
        except BadInput as refusal:
            lacking[item.key] = "；".join(refusal.fields.values()) or refusal.message
            continue
        if item.content.get("form") == "ask":
            questions[question_key(item.key)] = question_of(item.content)
    clause = {"id": "c", "article": "一", "summary": "草案", "obligations": raw}
    content = {**_ONE, "questions": questions, "clauses": [clause]}
    pack = parse_content(json.loads(json.dumps(content)))
    return {law.id: law for law in compile_pack(pack)}, lacking


def told(items: Sequence[DraftItem]) -> dict[str, Told]:
    """Every item in words, by its key."""
    laws, lacking = laws_of(items)
    out = {key: Told(lacking=why) for key, why in lacking.items()}
    known = titles()
    for key, law in laws.items():
        out[key] = Told(
            who_words(law.who, law.bearing, known),
            cadence_words(law.when, known),
            owes_words(law.owes, known),
            measure_words(law.measure, law.owes, known),
        )
    return out


@dataclass(frozen=True)
class Burden:
    """What a kind of unit will have to do each year, and the fields that its forms will ask."""

    load: Load
    records: float
    asked: float

    @property
    def title(self) -> str:
        return self.load.title


def burdens(laws: Sequence[Obligation]) -> list[Burden]:
    """For every kind of unit that is bound: each periodic duty is one record for each time."""
    out = []
    for load in loads(laws):
        groups = {load.kind, _group(load.kind)}
        own = [law for law in laws if law.who.units & groups]
        records = sum(_yearly(law) for law in own)
        asked = sum(_yearly(law) * _required(law) for law in own)
        out.append(Burden(load, records, asked))
    return out


def _group(kind: str) -> str:
    return UNIT_KINDS[kind].group


def _yearly(law: Obligation) -> float:
    times = law.measure.target if law.measure.kind == "count" else 1
    return 0 if law.measure.kind == "absence" else windows_a_year(law) * max(times, 1)


def _required(law: Obligation) -> int:
    """The fewest required fields among the kinds of evidence that will do."""
    shapes = vocabulary().evidence or {}
    counts = [sum(f.required for f in shapes[k]) for k in law.owes.kinds if k in shapes]
    return min(counts, default=0)


def at_once(unit: org.Unit, laws: Sequence[Obligation], at: datetime) -> list[Duty]:
    """What would stand in the to-do of a unit if it were adopted now."""
    return [d for d in new_duties(unit, laws, at) if d.status in _AT_ONCE]
