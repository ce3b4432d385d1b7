"""What rows say."""

from datetime import timedelta

import pytest

from tests.duty.conftest import AT, moment
from weian.duty.words import due_exact, due_words, status_words, window_words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("2026", "2026年"),
        ("2026-Q3", "2026年第三季度"),
        ("2026-H2", "2026年下半年"),
        ("2026-11", "2026年11月"),
        ("2026-11b", "2026年11月下半月"),
        ("2026-W07", "2026年第7周"),
        ("2026-03-09", "2026年3月9日"),
        ("2026-10-01 国庆节", "国庆节前（10月1日）"),
        ("deadline 2026-10-31", "期限 2026-10-31"),
        ("once", "一次性"),
        ("standing", "持续"),
        ("2020-09-08+3year", "2020年9月8日起"),
        ("0192f0aa-1111-7aaa-8aaa-000000000000", "本次"),
    ],
)
def test_a_window_as_people_call_it(key: str, words: str) -> None:
    assert window_words(key) == words


@pytest.mark.parametrize(
    ("status", "due", "words"),
    [
        ("open", "2026-03-14", "还剩 3 天"),
        ("open", "2026-03-11", "今天到期"),
        ("open", "2026-03-10 12:00", "还剩 3 小时"),
        ("overdue", "2026-03-09", "逾期 2 天"),
        ("waived", "2026-03-09", ""),
        ("met", "2026-04-01", "3月31日 周二 止"),
        ("overdue", "2026-04-01", "3月31日 周二 止"),  # what was to stay below a number did not
    ],
)
def test_by_when_as_people_say_it(status: str, due: str, words: str) -> None:
    assert due_words(status, AT, moment(due), AT) == words


def test_an_exclusive_end_is_shown_as_the_last_day() -> None:
    assert due_exact(moment("2026-04-01")) == "3月31日 周二"
    assert due_exact(moment("9999-01-01")) == ""


def test_a_limit_that_breaks_before_its_last_day_is_not_called_late() -> None:
    ahead, past = AT + timedelta(days=30), AT - timedelta(days=1)
    assert status_words("overdue", ahead, AT) == "已突破"
    assert status_words("overdue", past, AT) == "已逾期"
    assert status_words("open", ahead, AT) == "待完成"
