"""Scenarios: a small world and a day out of a file, and the duties that follow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from weian.core.cadence import Rules
from weian.core.duty import Duty, derive
from weian.core.obligation import Obligation
from weian.policy import scenario_schema as shape
from weian.policy.complaints import complaints
from weian.policy.explaining import explain, last_day, moment
from weian.policy.loading import LoadedPack, load_pack
from weian.policy.scenario_world import rules_of, world_of
from weian.policy.source import BrokenPack, Source, near, read_source
from weian.policy.titles import Titles


@dataclass(frozen=True)
class Scenario:
    """A scenario file with its packs loaded."""

    path: Path
    file: shape.ScenarioFile
    source: Source
    packs: tuple[LoadedPack, ...]


def read_pack(path: Path) -> LoadedPack:
    """A pack as scenarios load it; who reads many scenarios hands in a remembering one."""
    return load_pack(path, shown=near(path))


def load_scenario(
    path: Path | str, *, shown: str = "", load: Callable[[Path], LoadedPack] = read_pack
) -> Scenario:
    """Read a scenario and its packs; raises BrokenPack with every fault."""
    path = Path(path)
    source = read_source(path, shown)
    file = None
    if not source.errors:
        try:
            file = shape.ScenarioFile.model_validate(source.data)
        except ValidationError as error:
            source.errors += complaints(error, source)
    packs = _packs(path, file, source, load) if file is not None else ()
    if file is None or source.errors:
        raise BrokenPack(source.errors)
    return Scenario(path, file, source, packs)


def _packs(
    path: Path, file: shape.ScenarioFile, source: Source, load: Callable[[Path], LoadedPack]
) -> tuple[LoadedPack, ...]:
    names = file.packs or ([file.pack] if file.pack else [])
    found: list[LoadedPack] = []
    for name in names or ["../pack.yaml"]:
        where = _find(path, name)
        if where is None:
            source.errors.append(source.complain(("packs",), f"找不到制度包文件 {name}。"))
            continue
        try:
            found.append(load(where))
        except BrokenPack as broken:
            source.errors += broken.errors
    for pack in found:
        source.errors += [
            source.complain(
                ("answers", key), f"{pack.pack.title} 的问题 {key} 没有 {value} 这个选项。"
            )
            for key, value in file.answers.items()
            if key in pack.pack.questions and value not in pack.pack.questions[key].choices
        ]
    return tuple(found)


def _find(path: Path, name: str) -> Path | None:
    """Relative to the scenario, or to any folder above it (the pack root, the checkout), or here."""
    bases = [*path.resolve().parents, Path.cwd()]
    return next((base / name for base in bases if (base / name).is_file()), None)


def obligations_of(scenario: Scenario) -> tuple[Obligation, ...]:
    """The obligations of its packs, with its answers, from its day of adoption."""
    out: list[Obligation] = []
    for pack in scenario.packs:
        known = {k: v for k, v in scenario.file.answers.items() if k in pack.pack.questions}
        out += pack.obligations(known, since=scenario.file.adopted)
    return tuple(out)


def duties(scenario: Scenario, groups: Mapping[str, str]) -> list[Duty]:
    """Every duty on the scenario's day."""
    obligations = obligations_of(scenario)
    world = world_of(scenario.file, obligations, groups)
    return list(derive(world, obligations, scenario.file.day, rules_of(scenario.file.rules)))


def as_json(duty: Duty, titles: Titles, rules: Rules | None = None) -> dict[str, Any]:
    """One duty as plain values, for programs and people."""
    clause = duty.obligation.clause
    return {
        "key": duty.key,
        "obligation": duty.obligation.key,
        "title": duty.obligation.title,
        "clause": {"id": clause.id, "article": clause.place, "document": clause.document},
        "unit": duty.unit,
        "for": duty.bearer.key,
        "window": duty.window.key,
        "opens": moment(duty.window.opens),
        "due": last_day(duty.due) or None,
        "status": duty.status,
        "value": duty.value,
        "target": duty.target,
        "why": explain(duty, titles, rules),
        "evidence": [r.id for r in duty.records],
        "next_change": moment(duty.next_change),
    }


def evaluate(scenario: Scenario, groups: Mapping[str, str], titles: Titles) -> list[dict[str, Any]]:
    """Every duty of the scenario as plain values."""
    rules = rules_of(scenario.file.rules)
    return [as_json(duty, titles, rules) for duty in duties(scenario, groups)]
