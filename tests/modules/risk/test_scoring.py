"""Scores and colours of risks, with the default limits and with those of a unit."""

import pytest

from weian.modules.risk.scoring import LIMITS, Limits, colour, missing, score


@pytest.mark.parametrize(
    ("method", "answers", "value", "level"),
    [
        ("lec", {"score_l": 6, "score_e": 6, "score_c": 15}, 540, "red"),
        ("lec", {"score_l": 10, "score_e": 2, "score_c": 16}, 320, "red"),
        ("lec", {"score_l": 3, "score_e": 6, "score_c": 15}, 270, "orange"),
        ("lec", {"score_l": 1, "score_e": 10, "score_c": 7}, 70, "yellow"),
        ("lec", {"score_l": 0.5, "score_e": 6, "score_c": 7}, 21, "blue"),
        ("ls", {"score_l": 5, "score_s": 4}, 20, "red"),
        ("ls", {"score_l": 3, "score_s": 5}, 15, "orange"),
        ("ls", {"score_l": 3, "score_s": 3}, 9, "yellow"),
        ("ls", {"score_l": 2, "score_s": 4}, 8, "blue"),
        ("mes", {"score_m": 3, "score_e": 6, "score_s": 10}, 180, "red"),
        ("mes", {"score_m": 1, "score_e": 6, "score_s": 15}, 90, "orange"),
        ("mes", {"score_m": 1, "score_e": 6, "score_s": 8.5}, 51, "yellow"),
        ("mes", {"score_m": 1, "score_e": 6, "score_s": 8}, 48, "blue"),
    ],
)
def test_a_method_multiplies_its_scores_and_a_limit_begins_its_colour(
    method: str, answers: dict[str, object], value: float, level: str
) -> None:
    assert score(method, answers) == value
    assert colour(value, LIMITS[method]) == level


def test_nothing_is_scored_while_a_score_is_missing() -> None:
    assert score("lec", {"score_l": 6, "score_c": 15}) is None
    assert missing("lec", {"score_l": 6, "score_c": 15}) == ("score_e",)


def test_the_limits_of_a_unit_change_the_colour() -> None:
    assert colour(100, Limits(100, 50, 20)) == "red"
    assert colour(100, LIMITS["lec"]) == "yellow"
