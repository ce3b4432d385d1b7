"""Whatever people try in whatever order, what was promised of a closed hazard holds."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from weian.core.flow import Refused
from weian.modules.hazard.kinds import HAZARD
from weian.org.rights import holds

from .walking import CLERK, FIXER, GIVEN, HEAD, PEOPLE, SAFETY_MANAGER, Actor, Hazard, walked

PEOPLE_IDS = st.sampled_from([p.id for p in PEOPLE])
CHANGES: dict[str, st.SearchStrategy[Any]] = {
    "assignee": PEOPLE_IDS,
    "grade": st.sampled_from(["ordinary", "major"]),
    "due_on": st.sampled_from(["2026-11-05", "2026-11-20", "2026-12-20", "2027-01-31"]),
    "photos": st.sampled_from([None, ["01890a5d-ac96-774b-bcce-b302099a8057"]]),
    "lasting": st.sampled_from([None, "纳入年度检修"]),
}
MAJOR_PLANNED: tuple[Any, ...] = (
    ("grade", SAFETY_MANAGER, {"grade": "major"}),
    ("report_up", SAFETY_MANAGER),
    ("list", CLERK),
    ("plan", SAFETY_MANAGER),
    ("approve_plan", HEAD),
)
FIXED = (("rectify", FIXER), ("verify", SAFETY_MANAGER))


def able(actor: Actor, verb: str) -> bool:
    right = HAZARD.flow.step(verb).right
    return any(holds(role, right) for role in actor.roles)


class Walk(RuleBasedStateMachine):
    """People try steps; those without the right never get so far as the guards."""

    def __init__(self) -> None:
        super().__init__()
        self.hazard = Hazard()

    @initialize(
        start=st.sampled_from([(), MAJOR_PLANNED[:1], MAJOR_PLANNED, (*MAJOR_PLANNED, *FIXED)])
    )
    def begin(self, start: Any) -> None:
        self.hazard = walked(*start)

    @rule(data=st.data())
    def try_any_step(self, data: st.DataObject) -> None:
        self.attempt(data, data.draw(st.sampled_from(sorted(GIVEN))))

    @rule(data=st.data())
    def try_a_step_from_here(self, data: st.DataObject) -> None:
        open_steps = HAZARD.flow.open_steps(self.hazard.state)
        # Steps that lead on come up more often, or few walks would reach an end.
        onward = [s.verb for s in open_steps if s.target and s.verb not in ("void", "reject")]
        verbs = [*onward * 3, *(s.verb for s in open_steps if s.verb != "void")]
        self.attempt(data, data.draw(st.sampled_from(verbs)))

    def attempt(self, data: st.DataObject, verb: str) -> None:
        actor = data.draw(st.sampled_from([p for p in PEOPLE if able(p, verb)]))
        fixed = {"photos", "grade"} if verb == "fix_on_spot" else set()
        asked = {f.key for f in HAZARD.fields_of(verb)} - fixed
        changes = {k: data.draw(s) for k, s in CHANGES.items() if k in asked}
        before = self.hazard.state
        refused = self.hazard.act(verb, actor, **changes)
        if isinstance(refused, Refused):
            assert refused.message.endswith("。")
            assert self.hazard.state == before

    def taken(self, *verbs: str) -> list[dict[str, Any]]:
        return [s for s in self.hazard.steps if s["verb"] in verbs]

    @invariant()
    def closed_means_accepted_by_another_with_evidence(self) -> None:
        if self.hazard.state != "closed":
            return
        fixed = self.taken("rectify", "fix_on_spot")
        accepted = self.taken("verify")[-1]
        assert accepted["by"] not in {s["by"] for s in fixed}
        assert accepted["by"] != self.hazard.assignee
        assert fixed[-1]["given"].get("photos") or fixed[-1]["given"].get("files")
        assert self.hazard.grade in ("ordinary", "major")

    @invariant()
    def a_major_one_is_closed_by_the_authority_after_it_was_reported(self) -> None:
        if self.hazard.state == "closed" and self.hazard.grade == "major":
            closer = next(p for p in PEOPLE if p.id == self.taken("close")[-1]["by"])
            assert "commission_clerk" in closer.roles
            assert self.taken("report_up") and self.taken("approve_plan")

    @invariant()
    def none_is_closed_while_listed(self) -> None:
        if self.hazard.state == "closed":
            assert len(self.taken("list")) == len(self.taken("release"))

    @invariant()
    def who_granted_time_did_not_ask_for_it(self) -> None:
        answers = self.taken("request_extension", "extend", "decline_extension")
        for asked, answered in zip(answers[::2], answers[1::2], strict=False):
            assert asked["verb"] == "request_extension"
            assert answered["by"] != asked["by"]

    @invariant()
    def rectification_has_the_five(self) -> None:
        if self.taken("rectify"):
            data = self.hazard.data
            assert all(data[key] not in (None, "") for key in ("measures", "amount", "contingency"))
            assert self.hazard.assignee and self.hazard.due_on


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
