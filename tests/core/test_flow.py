"""Flows are tables that are checked when they are made."""

from typing import Any

import pytest

from weian.core.flow import Flow, Refused, Step, decide


def not_the_same(case: Any, actor: Any, given: Any) -> str | None:
    return "整改人不能验收自己的整改。" if case["rectifier"] == actor["id"] else None


STATES = {"reported": "已上报", "rectified": "已整改", "closed": "已销号"}
STEPS = (
    Step("rectify", "整改", ("reported",), "rectified", "case.act", needs=("measures",)),
    Step("verify", "验收", ("rectified",), "closed", "case.act", guards=("not_the_same",)),
    Step("reject", "退回", ("rectified",), "reported", "case.act"),
    Step("note", "备注", ("reported", "rectified"), "", "case.act"),
)
GUARDS = {"not_the_same": not_the_same}


def flow(**changes: Any) -> Flow:
    given = {"kind": "hazard", "states": STATES, "initial": "reported", "ends": frozenset({"closed"}),
             "steps": STEPS, "guards": GUARDS, **changes}  # fmt: skip
    return Flow(**given)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"guards": {}}, "unknown guard not_the_same"),
        ({"initial": "born"}, "unknown state born"),
        ({"steps": (*STEPS, STEPS[0])}, "verb rectify told twice"),
        ({"states": {**STATES, "lost": "失踪"}}, "state lost cannot be reached"),
        ({"steps": STEPS[:1]}, "state rectified leads to no end"),
        ({"steps": (*STEPS, Step("x", "x", ("nowhere",), "closed", ""))}, "unknown state nowhere"),
    ],
)
def test_a_table_that_does_not_hold_together_is_refused(
    changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        flow(**changes)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", [step.verb for step in STEPS])
def test_every_state_and_verb(state: str, verb: str) -> None:
    table = flow()
    found = decide(table, verb, {"state": state, "rectifier": 1}, {"id": 2}, {"measures": "换管"})
    step = table.step(verb)
    if state in step.sources:
        assert found == (step.target or state)
        assert step in table.open_steps(state)
    else:
        assert isinstance(found, Refused)
        assert found.code == "case.wrong_state"
        assert STATES[state] in found.message


def test_needs_and_guards_refuse_with_a_reason() -> None:
    missing = decide(flow(), "rectify", {"state": "reported"}, {}, {"measures": ""})
    assert isinstance(missing, Refused)
    assert (missing.code, missing.fields) == ("case.missing", ("measures",))
    same = decide(flow(), "verify", {"state": "rectified", "rectifier": 1}, {"id": 1}, {})
    assert isinstance(same, Refused)
    assert (same.code, same.message) == ("case.not_the_same", "整改人不能验收自己的整改。")
    unknown = decide(flow(), "fly", {"state": "reported"}, {}, {})
    assert isinstance(unknown, Refused)
    assert unknown.code == "case.unknown_step"
