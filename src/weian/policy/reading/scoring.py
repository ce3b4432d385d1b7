"""How good the reading is: findings against what people annotated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from weian.policy.reading.actors import same
from weian.policy.reading.compiler import Compiled, Finding

Annotation = Mapping[str, Any]
#: The words after which a time runs, or before which: one may say them and the other not.
_RUNS = frozenset({"after", "of"})
#: Words of the text, of which one may quote more than the other.
_QUOTED = ("after", "of", "before", "each")


@dataclass
class Score:
    """Counts; a rate is ``right`` over ``asked``. ``misses`` names places, never sentences."""

    found: int = 0
    missed: int = 0
    invented: int = 0
    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Of sentences found to ask something."""
        total = 2 * self.found + self.missed + self.invented
        return 2 * self.found / total if total else 1.0

    def rate(self, what: str) -> float:
        """The share of annotated asks whose field was read as annotated."""
        asked = self.asked.get(what, 0)
        return self.right.get(what, 0) / asked if asked else 1.0

    def tell(self, what: str, right: bool, place: str) -> None:
        """Count one comparison."""
        self.asked[what] = self.asked.get(what, 0) + 1
        self.right[what] = self.right.get(what, 0) + right
        if not right:
            self.misses.append(f"{what} {place}")

    def add(self, other: "Score") -> None:
        """Another document's counts."""
        self.found += other.found
        self.missed += other.missed
        self.invented += other.invented
        for what in other.asked:
            self.asked[what] = self.asked.get(what, 0) + other.asked[what]
            self.right[what] = self.right.get(what, 0) + other.right[what]
        self.misses += other.misses


FIELDS = ("recurrence", "threshold", "actor", "clause", "kind")


def score(compiled: Compiled, annotations: Sequence[Annotation]) -> Score:
    """Compare one document. An ask is found when a finding overlaps the greater part of either."""
    out = Score()
    matched: set[int] = set()
    for note in annotations:
        if "none" in note:
            continue
        near = [f for f in compiled.obligations if _overlap(f, note) > 0]
        place = f"{note['start']}-{note['end']}"
        if not near:
            out.missed += 1
            out.misses.append(f"missed {place}")
            continue
        out.found += 1
        best = max(_overlap(f, note) for f in near)
        alike = [f for f in near if _overlap(f, note) == best]
        matched.update(id(f) for f in near)
        _compare(out, alike, note, place)
    for finding in compiled.obligations:
        if id(finding) not in matched:
            out.invented += 1
            out.misses.append(f"invented {finding.start}-{finding.end}")
    return out


def _compare(out: Score, alike: list[Finding], note: Annotation, place: str) -> None:
    out.tell("recurrence", any(same_form(f.recurrence, note["recurrence"]) for f in alike), place)
    out.tell("threshold", any(same_threshold(f.threshold, note["threshold"]) for f in alike), place)
    if note["actor"]:
        out.tell("actor", any(same(f.actor, note["actor"]) for f in alike), place)
    out.tell("clause", any(f.clause == note["clause"] for f in alike), place)
    out.tell("kind", any(f.kind == note["kind"] for f in alike), place)


def _overlap(finding: Finding, note: Annotation) -> int:
    return max(0, min(finding.end, int(note["end"])) - max(finding.start, int(note["start"])))


def same_form(read: Mapping[str, Any] | None, said: Mapping[str, Any] | None) -> bool:
    """Exactly alike; of the words after which a time runs, one may say more than the other."""
    if read is None or said is None or set(read) - _RUNS != set(said) - _RUNS:
        return read is said
    if any(read[k] != said[k] for k in said if k not in _QUOTED):
        return False
    return all(
        str(read.get(k, "")) == str(said[k])
        or str(said[k]) in str(read.get(k, ""))
        or str(read.get(k, "-")) in str(said[k])
        for k in _QUOTED
        if k in said and k in read
    )


def _share(told: Mapping[str, Any]) -> tuple[Any, Any]:
    """Figure and unit; 3‰ is 0.3%."""
    if told.get("unit") == "‰":
        return round(float(told["value"]) / 10, 6), "%"
    return told.get("value"), told.get("unit")


def same_threshold(read: Mapping[str, Any] | None, said: Mapping[str, Any] | None) -> bool:
    """Role, comparison, figure and unit alike; the metric's name contained in the other's."""
    if read is None or said is None:
        return read is said
    if any(read.get(k) != said.get(k) for k in ("role", "op")) or _share(read) != _share(said):
        return False
    a, b = str(read.get("metric", "")), str(said.get("metric", ""))
    return a in b or b in a
