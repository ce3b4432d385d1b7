"""The trials of a scenario against the kinds and flows that are declared."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from weian.base.errors import BadInput
from weian.base.fields import clean
from weian.core.flow import Refused, decide
from weian.policy.scenario import Scenario
from weian.policy.scenario_trials import Filled, Proposed, Taken, plain
from weian.policy.source import PackError
from weian.policy.vocabulary import Vocabulary

#: A case of which nothing is known, as guards read it.
_CASE: Final[Mapping[str, Any]] = {
    "id": "", "kind": "", "grade": "", "category": "", "place": "", "source": "", "unit": 1,
    "department": None, "reporter": 1, "assignee": None, "due_on": None, "closed_on": None,
    "round": 1, "version": 1, "previous": None, "data": {}, "last": {}, "steps": (),
}  # fmt: skip
_ACTOR: Final[Mapping[str, Any]] = {"id": 2, "roles": frozenset(), "posts": frozenset()}


def trials(scenario: Scenario, known: Vocabulary) -> list[PackError]:
    """Where forms, steps and letters do otherwise than the scenario says, each with its line.
    Nothing is tried where nothing is declared."""
    if known.forms is None:
        return []
    file, day = scenario.file, scenario.file.day
    found = [
        *((("forms", i), _fill(t, known)) for i, t in enumerate(file.forms)),
        *((("steps", i), _take(t, known, day.date())) for i, t in enumerate(file.steps)),
        *((("letters", i), _propose(t, known, day.date())) for i, t in enumerate(file.letters)),
    ]
    return [scenario.source.complain(path, why) for path, reasons in found for why in reasons]


def _fill(trial: Filled, known: Vocabulary) -> Iterator[str]:
    fields = (known.forms or {}).get(trial.form)
    if fields is None:
        yield f"没有 {trial.form} 这张表。"
        return
    try:
        clean(fields, plain(trial.given))
        wrong: Mapping[str, str] = {}
    except BadInput as refusal:
        wrong = refusal.fields
    if set(wrong) != set(trial.refused):
        said = "；".join(wrong.values()) or "没有拒绝"
        yield f"{trial.form} 应拒绝 {'、'.join(trial.refused) or '无'}，实际：{said}。"


def _take(trial: Taken, known: Vocabulary, day: date) -> Iterator[str]:
    kind, _, verb = trial.step.rpartition(".")
    flow = (known.flows or {}).get(kind)
    if flow is None or trial.at not in flow.states:
        yield f"没有 {trial.step} 这一步，或事项没有 {trial.at} 这个状态。"
        return
    case = {
        **_CASE,
        "opened_on": day - timedelta(days=30),
        **trial.case,
        "kind": kind,
        "state": trial.at,
    }
    answer = decide(flow, verb, case, {**_ACTOR, **trial.by}, {**plain(trial.given), "day": day})
    got = answer.code.partition(".")[2] if isinstance(answer, Refused) else answer
    wanted = trial.refused if isinstance(answer, Refused) else trial.leads
    if got != wanted:
        what = f"被 {got} 拒绝（{answer.message}）" if isinstance(answer, Refused) else f"到 {got}"
        yield f"{trial.step} 应{f'被 {trial.refused} 拒绝' if trial.refused else f'到 {trial.leads}'}，实际{what}。"


def _propose(trial: Proposed, known: Vocabulary, day: date) -> Iterator[str]:
    if known.next_letter is None:
        yield "没有文书阶梯。"
        return
    try:
        got = known.next_letter(trial.hazard, day)
    except TypeError as error:
        yield f"隐患的情况写得不对：{error}。"
        return
    if got != trial.letter:
        yield f"应发 {trial.letter or '无'}，实际 {got or '无'}。"
