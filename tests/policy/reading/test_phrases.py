"""Single sentences that say when, how much, who, and whether anything is asked at all."""

from pathlib import Path

import pytest
import yaml

from weian.policy.reading.phrases import score_phrases

SENTENCES = Path(__file__).parents[1] / "sentences"
#: May only rise. What is kept apart is scored and never looked at.
FLOORS = {
    ("read", "times"): {"recurrence": 0.99},
    ("read", "thresholds"): {"threshold": 0.98},
    ("read", "regulation"): {"asks": 0.94, "actor": 0.97},
    ("read", "further"): {"recurrence": 0.98, "threshold": 0.98},
    ("kept", "times"): {"recurrence": 0.9},
    ("kept", "thresholds"): {"threshold": 0.85},
    ("kept", "further"): {"recurrence": 0.96, "threshold": 0.95},
    ("kept", "regulation"): {"asks": 0.97, "actor": 0.82},
}


@pytest.mark.parametrize(("part", "name"), FLOORS, ids="-".join)
def test_sentences_are_read_as_annotated(part: str, name: str) -> None:
    said = yaml.safe_load((SENTENCES / part / f"{name}.yaml").read_text("utf-8"))
    score = score_phrases(said["head"], said["phrases"])
    floors = FLOORS[part, name]
    assert {what: score.rate(what) for what in floors if score.rate(what) < floors[what]} == {}


def test_about_a_third_of_the_sentences_is_kept_apart() -> None:
    count = {
        part: sum(
            len(yaml.safe_load(path.read_text("utf-8"))["phrases"])
            for path in (SENTENCES / part).glob("*.yaml")
        )
        for part in ("read", "kept")
    }
    assert count["kept"] >= 0.3 * sum(count.values())
