"""What a scenario expects against what was computed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from weian.core.duty import Duty
from weian.policy import scenario_schema as shape
from weian.policy.explaining import last_day, moment
from weian.policy.scenario import Scenario, duties, obligations_of
from weian.policy.source import PackError


def failures(scenario: Scenario, groups: Mapping[str, str]) -> list[PackError]:
    """Where the duties are not as the scenario expects, each with its line."""
    found = duties(scenario, groups)
    laws = obligations_of(scenario)
    known = {law.id for law in laws} | {law.key for law in laws}
    out = []
    for i, expected in enumerate(scenario.file.expect):
        reasons = _compare(expected, found, known)
        out += [scenario.source.complain(("expect", i), reason) for reason in reasons]
    for i, name in enumerate(scenario.file.absent):
        out += [scenario.source.complain(("absent", i), r) for r in _present(name, found, known)]
    return out


def _compare(expected: shape.Expected, found: Sequence[Duty], known: set[str]) -> list[str]:
    name = expected.duty
    if name not in known:
        return [f"制度包里没有 {name} 这项要求。"]
    mine = [d for d in found if name in (d.obligation.id, d.obligation.key)]
    of_bearer = [d for d in mine if d.bearer.key == expected.for_]
    fits = [d for d in of_bearer if expected.window in (None, d.window.key)]
    if len(fits) != 1:
        shown = "；".join(f"{d.bearer.key or '单位'} {d.window.key} {d.status}" for d in mine[:12])
        what = f"{name}（{expected.for_ or '单位'}，{expected.window or '任一时段'}）"
        return [f"{what} 应有 1 项责任，算出 {len(fits)} 项。该要求算出的有：{shown or '无'}。"]
    return list(_differences(expected, fits[0]))


def _differences(expected: shape.Expected, duty: Duty) -> Iterable[str]:
    actual = {
        "status": duty.status,
        "due": last_day(duty.due) or None,
        "next_change": moment(duty.next_change),
        "value": duty.value,
        "target": duty.target,
        "evidence": [r.id for r in duty.records],
    }
    for name in sorted(expected.model_fields_set & set(actual)):
        wanted = getattr(expected, name)
        if isinstance(wanted, datetime):
            wanted = moment(wanted)
        elif isinstance(wanted, date):
            wanted = wanted.isoformat()
        if wanted != actual[name]:
            yield f"{expected.duty} {duty.window.key} 的 {name} 应为 {wanted}，算出 {actual[name]}。"


def _present(name: str, found: Sequence[Duty], known: set[str]) -> list[str]:
    if name not in known:
        return [f"制度包里没有 {name} 这项要求。"]
    mine = [d for d in found if name in (d.obligation.id, d.obligation.key)]
    if not mine:
        return []
    return [f"{name} 不应有责任，算出 {len(mine)} 项，如 {mine[0].window.key} {mine[0].status}。"]
