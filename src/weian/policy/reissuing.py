"""Re-issue: the same document for another period, every absolute date moved by whole years."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from weian.core.cadence import add_months

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATES: Final = ("issued", "since", "until")
_RULES: Final = ("when", "who", "each", "owes", "measure")


def moved(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the 28th where there is none."""
    return add_months(day, 12 * years)


def reissue_id(pack: str, years: int) -> str:
    """The pack id of a re-issue; its obligations get keys of their own."""
    return f"{pack}{years:+d}"


def reissued(content: Mapping[str, Any], years: int, issuer: str) -> dict[str, Any]:
    """The content of a re-issue by ``issuer``: marked 沿用, citing the original.

    Only structured dates move (issue, force, deadlines, conditions), never words.
    """
    original = (
        f"{content['title']}（{content['number']}）" if content.get("number") else content["title"]
    )
    out = dict(content)
    out["pack"] = reissue_id(content["pack"], years)
    out["title"] = f"{content['title']}（沿用）"
    out["issuer"] = issuer
    out["number"] = f"沿用{content['number']}" if content.get("number") else ""
    out["under"] = [original, *content.get("under", [])]
    for name in _DATES:
        if out.get(name):
            out[name] = _move(out[name], years)
    if content.get("phases"):
        out["phases"] = _walk(content["phases"], years)
    out["clauses"] = [_clause(clause, years) for clause in content["clauses"]]
    return out


def _clause(clause: Mapping[str, Any], years: int) -> dict[str, Any]:
    if "obligations" not in clause:
        return dict(clause)
    return {**clause, "obligations": [_obligation(o, years) for o in clause["obligations"]]}


def _obligation(obligation: Mapping[str, Any], years: int) -> dict[str, Any]:
    return {k: _walk(v, years) if k in _RULES else v for k, v in obligation.items()}


def _walk(value: Any, years: int) -> Any:
    if isinstance(value, Mapping):
        return {k: _walk(v, years) for k, v in value.items()}
    if isinstance(value, list):
        return [_walk(v, years) for v in value]
    return _move(value, years) if isinstance(value, str) and _DAY.fullmatch(value) else value


def _move(day: str, years: int) -> str:
    return moved(date.fromisoformat(day), years).isoformat()
