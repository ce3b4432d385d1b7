"""The whole table: from each state each verb leads where the table says or is refused with words."""

from typing import Any

import pytest

from weian.core.flow import Refused
from weian.modules.hazard.guards import GUARDS, RULES
from weian.modules.hazard.kinds import HAZARD
from weian.org.rights import RIGHTS, holds

from . import walking
from .walking import CLERK, DEPARTMENT_HEAD, FIXER, HEAD, SAFETY_MANAGER, Hazard, walked

MAJOR: dict[str, Any] = {"grade": "major"}
TO_PLANNED = (("grade", SAFETY_MANAGER), ("plan", DEPARTMENT_HEAD))
TO_RECTIFIED = (*TO_PLANNED, ("rectify", FIXER))
TO_VERIFIED = (*TO_RECTIFIED, ("verify", SAFETY_MANAGER))
PATHS: dict[str, tuple[Any, ...]] = {
    "reported": (),
    "graded": TO_PLANNED[:1],
    "planned": TO_PLANNED,
    "rectified": TO_RECTIFIED,
    "verified": TO_VERIFIED,
    "closed": (*TO_VERIFIED, ("close", SAFETY_MANAGER)),
    "voided": (("void", SAFETY_MANAGER),),
}
# state → what an ordinary hazard there lets somebody do, and where it leads
LEADS: dict[str, dict[str, str]] = {
    "reported": {"grade": "graded", "fix_on_spot": "rectified", "void": "voided"},
    "graded": {
        "fix_on_spot": "rectified", "plan": "planned", "list": "graded", "circulate": "graded",
        "void": "voided",
    },
    "planned": {
        "rectify": "rectified", "refine": "planned", "track": "planned",
        "request_extension": "planned", "list": "planned", "circulate": "planned",
        "void": "voided",
    },
    "rectified": {
        "verify": "verified", "reject": "planned", "list": "rectified", "circulate": "rectified",
    },
    "verified": {"reject": "planned", "close": "closed", "circulate": "verified"},
    "closed": {"circulate": "closed", "reopen": "closed"},
    "voided": {"reopen": "voided"},
}  # fmt: skip
VERBS = [step.verb for step in HAZARD.flow.steps]


@pytest.mark.parametrize("state", HAZARD.flow.states)
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_in_each_state_leads_where_the_table_says(state: str, verb: str) -> None:
    hazard = walked(*PATHS[state])
    assert hazard.state == state
    expected = LEADS[state].get(verb)
    after = hazard.decide(verb, HEAD)
    if expected is None:
        assert isinstance(after, Refused)
        assert after.message.endswith("。")
        assert (
            hazard.state in after.message
            or HAZARD.flow.states[state] in after.message
            or (after.code.removeprefix("case.") in GUARDS)
        )
    else:
        assert after == expected


def test_every_guard_has_words_and_is_used() -> None:
    used = {name for step in HAZARD.flow.steps for name in step.guards}
    assert used == set(GUARDS) == set(RULES)
    assert len(set(RULES.values())) == len(RULES)


def test_every_step_can_be_taken_by_some_role() -> None:
    for step in HAZARD.flow.steps:
        assert any(holds(role, step.right) for role in RIGHTS), step.verb


def test_what_a_step_needs_is_required_in_its_form() -> None:
    for step in HAZARD.flow.steps:
        required = {f.key for f in HAZARD.fields_of(step.verb) if f.required}
        assert set(step.needs) <= required, step.verb


def test_the_tests_know_what_to_give_to_every_step() -> None:
    assert set(walking.GIVEN) == set(VERBS)


def test_an_ordinary_hazard_goes_from_report_to_close_out() -> None:
    assert walked(*PATHS["closed"]).state == "closed"


def test_a_major_hazard_goes_through_listing_and_release_to_close_out_by_the_authority() -> None:
    hazard = walked(
        ("grade", SAFETY_MANAGER, MAJOR),
        ("report_up", SAFETY_MANAGER),
        ("list", CLERK),
        ("plan", SAFETY_MANAGER),
        ("approve_plan", HEAD),
        ("rectify", FIXER),
        ("verify", SAFETY_MANAGER),
        ("release", CLERK),
        ("circulate", SAFETY_MANAGER),
        ("close", CLERK),
    )
    assert hazard.state == "closed"


def test_a_second_person_grants_the_extension_and_the_deadline_moves_only_then() -> None:
    hazard = walked(*TO_PLANNED, ("request_extension", FIXER))
    assert str(hazard.due_on) == "2026-11-20"
    assert hazard.act("extend", HEAD) is None
    assert str(hazard.due_on) == "2026-12-20"


def test_after_a_decline_one_may_ask_again() -> None:
    hazard = walked(*TO_PLANNED, ("request_extension", FIXER), ("decline_extension", HEAD))
    assert hazard.decide("request_extension", FIXER) == "planned"


def test_what_was_fixed_on_the_spot_and_sent_back_needs_a_plan_first() -> None:
    hazard = walked(("fix_on_spot", FIXER), ("reject", SAFETY_MANAGER))
    refused = hazard.decide("rectify", HEAD)
    assert isinstance(refused, Refused)
    assert refused.code == "case.five_settled"
    assert hazard.decide("plan", SAFETY_MANAGER) == "planned"


def test_a_hazard_is_never_asked_to_start_in_another_state() -> None:
    assert Hazard().state == "reported"
