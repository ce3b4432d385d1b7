"""What may follow what in a case: a frozen table per kind, checked when it is made.

Buttons, forms, API, diagrams, permissions and tests all read the same table.
A state is a past participle; a step names its verb, where it may start and where it leads.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

#: A guard looks at the case, the person acting and what is given, and refuses with a reason.
Guard = Callable[[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]], "str | None"]


@dataclass(frozen=True, slots=True)
class Step:
    """One verb of a flow.

    ``sources`` are the states it may start from; ``target`` the state it leads to ("" stays).
    ``right`` is what the person must hold on the case's unit; ``needs`` the keys that must be
    given; ``guards`` the names of further conditions; ``danger`` asks for confirmation.
    """

    verb: str
    title: str
    sources: tuple[str, ...]
    target: str
    right: str
    needs: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    danger: bool = False
    help: str = ""


@dataclass(frozen=True)
class Flow:
    """``states`` maps key to Chinese title in the order of a usual life; ``ends`` are final.

    Raises ValueError at once for an unknown state or guard, a verb told twice, a state that
    cannot be reached, or one from which no end can be reached.
    """

    kind: str
    states: Mapping[str, str]
    initial: str
    ends: frozenset[str]
    steps: tuple[Step, ...]
    guards: Mapping[str, Guard] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problems = [*self._unknown(), *self._twice(), *self._stranded()]
        if problems:
            raise ValueError(f"flow {self.kind}: " + "; ".join(problems))

    def _unknown(self) -> list[str]:
        used = {self.initial, *self.ends}
        for step in self.steps:
            used.update(step.sources)
            used.add(step.target or step.sources[0])
        out = [f"unknown state {s}" for s in sorted(used - set(self.states))]
        named = {g for step in self.steps for g in step.guards}
        return out + [f"unknown guard {g}" for g in sorted(named - set(self.guards))]

    def _twice(self) -> list[str]:
        verbs = [s.verb for s in self.steps]
        return [f"verb {v} told twice" for v in sorted({v for v in verbs if verbs.count(v) > 1})]

    def _stranded(self) -> list[str]:
        reachable = self._closure({self.initial}, forward=True)
        ending = self._closure(set(self.ends), forward=False)
        out = [f"state {s} cannot be reached" for s in self.states if s not in reachable]
        return out + [f"state {s} leads to no end" for s in self.states if s not in ending]

    def _closure(self, start: set[str], *, forward: bool) -> set[str]:
        found = set(start)
        grown = True
        while grown:
            before = len(found)
            for step in self.steps:
                target = step.target
                if forward and found & set(step.sources) and target:
                    found.add(target)
                elif not forward and target in found:
                    found.update(step.sources)
            grown = len(found) > before
        return found

    def step(self, verb: str) -> Step:
        """The step of a verb; KeyError when the flow has none."""
        for step in self.steps:
            if step.verb == verb:
                return step
        raise KeyError(verb)

    def open_steps(self, state: str) -> tuple[Step, ...]:
        """The steps that may start from a state, in the order of the table."""
        return tuple(s for s in self.steps if state in s.sources)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a step is not taken: a stable code and a Chinese sentence."""

    code: str
    message: str
    fields: tuple[str, ...] = ()


EMPTY: Final[tuple[object, ...]] = (None, "", [], ())


def decide(
    flow: Flow,
    verb: str,
    case: Mapping[str, Any],
    actor: Mapping[str, Any],
    given: Mapping[str, Any],
) -> Refused | str:
    """The state after the step, or why not. Pure: rights are the caller's to check.

    ``case`` holds at least ``state``; guards read what else they need from the three mappings.
    """
    state = case["state"]
    try:
        step = flow.step(verb)
    except KeyError:
        return Refused("case.unknown_step", "没有这一步操作，请刷新页面后重试。")
    if state not in step.sources:
        now = flow.states.get(state, state)
        return Refused(
            "case.wrong_state", f"事项现在是“{now}”，不能再“{step.title}”。请刷新页面查看最新情况。"
        )
    missing = tuple(k for k in step.needs if given.get(k) in EMPTY)
    if missing:
        return Refused("case.missing", "还有必填内容没有填写。", missing)
    for name in step.guards:
        reason = flow.guards[name](case, actor, given)
        if reason:
            return Refused(f"case.{name}", reason)
    return step.target or state
