"""Of two people who change one thing at the same time, neither overwrites the other unseen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weian.base.errors import Conflict
from weian.base.fields import Field
from weian.base.merging import opened_with, undisturbed, was_of

KEYS = ("name", "phone", "address")
FIELDS = tuple(Field(key, key, "text") for key in KEYS)
ANSWERS = st.fixed_dictionaries({key: st.sampled_from(["甲", "乙", "丙", ""]) for key in KEYS})


@given(start=ANSWERS, first=ANSWERS, second=ANSWERS)
def test_no_update_is_lost_unseen(
    start: dict[str, str], first: dict[str, str], second: dict[str, str]
) -> None:
    """Whatever the first one changed stands afterwards, or the second one was told of it."""
    kept = {**start, **undisturbed(FIELDS, start, first, start)}
    assert kept == first
    changed = {key for key in KEYS if first[key] != start[key]}
    touched = {key for key in KEYS if second[key] != start[key]}
    clashing = {key for key in changed & touched if first[key] != second[key]}
    try:
        after = {**kept, **undisturbed(FIELDS, start, second, kept)}
    except Conflict as conflict:
        assert set(conflict.fields) == clashing != set()
        return
    assert clashing == set()
    assert all(after[key] == first[key] for key in changed - touched)
    assert all(after[key] == second[key] for key in touched)


def test_the_second_is_told_what_stands_there_now() -> None:
    fields = (Field("since", "成立日期", "date"),)
    was = was_of(dict(opened_with({"since": date(2020, 1, 1)})))
    with pytest.raises(Conflict) as refused:
        undisturbed(fields, was, {"since": "2021-01-01"}, {"since": date(2022, 1, 1)})
    assert refused.value.code == "edit.stale"
    assert "2022-01-01" in refused.value.fields["since"]


def test_a_form_that_does_not_say_what_it_showed_is_taken_as_it_is() -> None:
    assert was_of({}) == was_of({"was": "nonsense"}) == was_of({"was": "[1]"}) == {}
    assert undisturbed(FIELDS, {}, {"name": "甲"}, {"name": "乙"}) == {"name": "甲"}
