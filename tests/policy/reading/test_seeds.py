"""The real documents against annotations by position: where each sentence stands and what it asks.

Nothing of their words stands in the annotations, only offsets, lengths, hashes and fields. Skipped where the documents
are not at hand. The fields were drafted by the reading itself and then looked at one by one, so that this holds the
reading still; it is no measure of how well strangers' documents are read.
"""

import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from weian.policy.reading.compiler import compile_text
from weian.policy.reading.scoring import FIELDS, score

SEEDS = Path(__file__).parent.parent / "seeds"
REAL = Path(__file__).parents[4] / "shared" / "seeds"
NAMES = sorted(p.stem for p in SEEDS.glob("*.yaml"))


def annotated(name: str) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((SEEDS / f"{name}.yaml").read_text("utf-8"))
    return told


def text_of(document: str) -> str:
    for path in sorted(REAL.glob("*.txt")):
        text = path.read_text("utf-8")
        if _hash(text, 16) == document:
            return text
    pytest.skip("the real document is not beside this checkout")


def _hash(text: str, long: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:long]


@pytest.mark.parametrize("name", NAMES)
def test_annotations_hold_positions_and_fields_and_no_sentence(name: str) -> None:
    for note in annotated(name)["sentences"]:
        known = {"at", "long", "text", "clause", "none", *FIELDS}
        assert set(note) <= known
        assert len(note["text"]) == 12
        said = [v for v in _leaves(note) if isinstance(v, str)]
        assert not [v for v in said if len(v) > 40 or "。" in v]


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for v in value.values() for leaf in _leaves(v)]
    return [value]


@pytest.mark.parametrize("name", NAMES)
def test_a_real_document_is_read_as_annotated(name: str) -> None:
    told = annotated(name)
    text = text_of(told["document"])
    notes = [{**n, "start": n["at"], "end": n["at"] + n["long"]} for n in told["sentences"]]
    for note in notes:
        assert _hash(text[note["start"] : note["end"]], 12) == note["text"]
    found = score(compile_text(text), notes)
    read = {"F1": found.f1} | {what: found.rate(what) for what in FIELDS}
    assert {what: rate for what, rate in read.items() if rate < 0.95} == {}
