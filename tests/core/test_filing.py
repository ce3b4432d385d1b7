"""Filed records answer every filter as reading them one by one would."""

from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from weian.core.condition import Test
from weian.core.filing import Filed

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(0, 3), st.sampled_from(("a", "b", "1", ""))
)
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=3), st.just([["nested"]]))
TESTS = st.builds(
    Test,
    st.sampled_from(("x", "y")),
    st.sampled_from(("is", "not", "in", "gte", "lt", "set")),
    st.one_of(SCALARS, st.lists(SCALARS, max_size=3), st.just([["nested"]])),
)


@dataclass
class Row:
    data: dict[str, Any]

    def value(self, name: str) -> Any:
        return self.data.get(name)


ROWS = st.lists(st.builds(Row, st.fixed_dictionaries({"x": VALUES, "y": VALUES})), max_size=8)


@given(ROWS, st.lists(st.lists(TESTS, max_size=3), min_size=1, max_size=4))
def test_a_filter_gives_those_that_pass_every_test_in_their_order(
    rows: list[Row], asked: list[list[Test]]
) -> None:
    filed = Filed(rows)
    for tests in (*asked, *asked):
        passing = [r for r in rows if all(t.accepts(r.value(t.field)) is True for t in tests)]
        assert [id(r) for r in filed.where(tests)] == [id(r) for r in passing]


@given(ROWS, st.sampled_from(("a", "b", "1")))
def test_an_id_is_found_alone_and_in_lists(rows: list[Row], value: str) -> None:
    def holds(row: Row) -> bool:
        held = row.value("x")
        return value in held if isinstance(held, list) else held == value

    found = Filed(rows).having("x", value)
    assert [id(r) for r in found] == [id(r) for r in rows if holds(r)]
