"""A declaration that does not hold together is refused when it is made, not when it is used."""

from collections.abc import Callable

import pytest

from weian.base.errors import NotVisible
from weian.base.fields import Field
from weian.case.kinds import CaseKind
from weian.core.flow import Flow, Step
from weian.record.kinds import RecordKind
from weian.subject.envelope.registry import Registry, fill
from weian.subject.kinds import KINDS, SubjectKind

NAME = Field("name", "名称", "text", required=True)
DAY = Field("day", "日期", "date")
FLOW = Flow(
    "k", {"a": "甲", "b": "乙"}, "a", frozenset({"b"}), (Step("go", "走", ("a",), "b", "r"),)
)


def record(**given: object) -> RecordKind:
    return RecordKind("k", "某", "fire", (NAME, DAY), **given)  # type: ignore[arg-type]


def case(**given: object) -> CaseKind:
    return CaseKind("k", "某", "fire", (NAME,), FLOW, "{name}", "K", **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda: record(validity="nothing"), "validity names no field"),
        (lambda: record(validity="name"), "cannot be a field of type text"),
        (lambda: record(people="day"), "people cannot be"),
        (lambda: record(summary="{who}"), "template names no field: who"),
        (lambda: record(summary="{name.__class__}"), "template names no field"),
        (lambda: record(columns=("x",)), "column names no field: x"),
        (lambda: RecordKind("k", "某", "fire", (NAME, NAME)), "told twice"),
        (lambda: RecordKind("k", "某", "fire", (Field("unit", "单位", "text"),)), "reserved"),
        (lambda: SubjectKind("k", "某", "fire", (DAY,)), "name_field names no field"),
        (lambda: SubjectKind("k", "某", "fire", (Field("name", "名", "text"),)), "not required"),
        (lambda: case(fills={"colour": "name"}), "no such column: colour"),
        (lambda: case(fills={"due_on": "name"}), "cannot be a field of type text"),
        (lambda: case(step_fields={"fly": ()}), "no such verb: fly"),
        (lambda: case(keeps=("x",)), "keeps names no step field"),
        (lambda: case(line=("z",)), "line names no state"),
        (lambda: case(levels={"major": "red"}), "no such grade"),
        (lambda: case(opening_verb="go"), "is also a step"),
    ],
)
def test_what_does_not_hold_together_is_refused(make: Callable[[], object], word: str) -> None:
    with pytest.raises(ValueError, match=word):
        make()


def test_a_step_asks_what_the_flow_needs() -> None:
    step = Step("go", "走", ("a",), "b", "r", needs=("why",))
    flow = Flow("k", {"a": "甲", "b": "乙"}, "a", frozenset({"b"}), (step,))
    with pytest.raises(ValueError, match="needs why"):
        CaseKind("k", "某", "fire", (NAME,), flow, "{name}", "K")


def test_a_key_belongs_to_one_kind_of_a_known_area() -> None:
    kinds = Registry[RecordKind]("record")
    kinds.register(record())
    assert kinds.register(record()) == record()
    with pytest.raises(ValueError, match="registered twice"):
        kinds.register(record(help="别的"))
    with pytest.raises(ValueError, match="unknown area"):
        kinds.register(RecordKind("z", "某", "nowhere", (NAME,)))


def test_an_unknown_kind_is_not_found() -> None:
    with pytest.raises(NotVisible):
        KINDS.kind("nonsense")


def test_a_summary_shows_answers_and_is_cut() -> None:
    fields = (NAME, Field("n", "次数", "integer", unit="次"))
    assert fill("{name}（{n}）", fields, {"name": "甲", "n": 3}) == "甲（3 次）"
    assert fill("{name} {n}", fields, {"name": "甲"}) == "甲"
    assert len(fill("{name}", fields, {"name": "长" * 500})) == 120
