"""How well single sentences are read: each compiled alone, under a head that names the year."""

from collections.abc import Mapping
from typing import Any

from weian.policy.reading.actors import same
from weian.policy.reading.compiler import compile_text
from weian.policy.reading.findings import Finding
from weian.policy.reading.scoring import Score, same_form, same_threshold

Phrase = Mapping[str, Any]


def score_phrases(head: str, phrases: list[Phrase]) -> Score:
    """What each says (``times``, ``threshold``, ``asks``, ``actor``; only those that it names)."""
    out = Score()
    for number, phrase in enumerate(phrases, 1):
        asks = [f for f in compile_text(head + phrase["say"]).obligations if f.start >= len(head)]
        for what, right in _told(phrase, asks).items():
            out.tell(what, right, f"{number} {phrase['say']}")
    return out


def _told(phrase: Phrase, asks: list[Finding]) -> dict[str, bool]:
    told: dict[str, bool] = {}
    if "times" in phrase:
        told["recurrence"] = _same_times(asks, phrase["times"])
    if "threshold" in phrase:
        read = next((f.threshold for f in asks if f.threshold), None)
        told["threshold"] = same_threshold(read, phrase["threshold"])
    if "asks" in phrase:
        told["asks"] = bool(asks) == phrase["asks"]
    if phrase.get("actor") and asks:
        told["actor"] = any(same(f.actor, phrase["actor"]) for f in asks)
    return told


def _same_times(asks: list[Finding], said: list[Mapping[str, Any]]) -> bool:
    """All times said, each once, in their order; an ask without any adds none."""
    read: list[Mapping[str, Any]] = []
    for ask in asks:
        if ask.recurrence and ask.recurrence not in read:
            read.append(ask.recurrence)
    return len(read) == len(said) and all(map(same_form, read, said))
