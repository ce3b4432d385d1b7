"""A pack as one YAML text, and back, without loss."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import yaml

from weian.policy.loading import LoadedPack, load_text

_DAYS: Final = ("issued", "since", "until")


def to_yaml(content: Mapping[str, Any]) -> str:
    """The stored content of a pack as people write it; :func:`from_yaml` gives the same again."""
    return yaml.safe_dump(
        dated(content), allow_unicode=True, sort_keys=False, width=100, default_flow_style=False
    )


def from_yaml(text: str, name: str) -> LoadedPack:
    """The pack that a text holds; raises BrokenPack with every fault and its line."""
    return load_text(text, name)


def dated(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content with days as days where the grammar wants days; JSON holds them as text."""
    out = {k: _day(v) if k in _DAYS else v for k, v in content.items()}
    out["clauses"] = [_clause(clause) for clause in content["clauses"]]
    if "phases" in out:
        out["phases"] = [_phase(phase) for phase in out["phases"]]
    return out


def _phase(phase: Mapping[str, Any]) -> dict[str, Any]:
    return {k: _day(v) if k in ("from", "until") else v for k, v in phase.items()}


def _clause(clause: Mapping[str, Any]) -> dict[str, Any]:
    if "obligations" not in clause:
        return dict(clause)
    return {**clause, "obligations": [_obligation(o) for o in clause["obligations"]]}


def _obligation(obligation: Mapping[str, Any]) -> dict[str, Any]:
    when = obligation.get("when")
    if not isinstance(when, Mapping) or "every" in when or "by" not in when:
        return dict(obligation)
    days = {k: _day(v) if k in ("by", "from") else v for k, v in when.items()}
    return {**obligation, "when": days}


def _day(said: Any) -> Any:
    return date.fromisoformat(said) if isinstance(said, str) else said
