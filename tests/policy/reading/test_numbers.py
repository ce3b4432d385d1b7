"""Numbers as documents write them."""

import pytest

from weian.policy.reading.numbers import read_int, read_number, to_chinese


@pytest.mark.parametrize(
    ("said", "value"),
    [("12", 12), ("1.5", 1.5), ("十二", 12), ("二百三十五", 235), ("一百零三", 103), ("两", 2),
     ("半", 0.5), ("3万", 30000), ("二〇二三", 2023), ("95%", 95), ("百分之九十五", 95), ("若干", None), ("", None)],
)  # fmt: skip
def test_a_number_is_read(said: str, value: float | None) -> None:
    assert read_number(said) == value


def test_what_is_no_whole_number_is_refused() -> None:
    with pytest.raises(ValueError, match="不是整数"):
        read_int("半")


def test_headings_up_to_999_are_written_and_read_back() -> None:
    assert all(read_number(to_chinese(n)) == n for n in range(1, 1000))
    assert to_chinese(10) == "十"
    assert to_chinese(21) == "二十一"
