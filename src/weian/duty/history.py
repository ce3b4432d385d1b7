"""A case as it stood on an earlier day, told again from its steps."""

from collections.abc import Iterable, Mapping
from typing import Any

from weian.case.kinds import KINDS as CASES
from weian.case.kinds import CaseKind
from weian.duty.reading import CaseRow, StepRow
from weian.duty.shaping import boxes, loads


def data_then(row: CaseRow, steps: Iterable[StepRow]) -> dict[str, Any]:
    """The facts and columns of a case after ``steps``, the opening first."""
    kind = CASES.get(row.kind)
    data: dict[str, Any] = dict.fromkeys(boxes(row.kind), False)
    for number, step in enumerate(steps):
        given = loads(step.given)
        if number == 0 or kind is None:
            data.update(given)
            _fill(data, given, kind.fills if kind else {})
        else:
            data.update({key: given[key] for key in kind.keeps if key in given})
            _fill(data, given, _fills(kind, step.verb))
    return data


def _fills(kind: CaseKind, verb: str) -> Mapping[str, str]:
    return kind.step_fills.get(verb, {})


def _fill(data: dict[str, Any], given: Mapping[str, Any], fills: Mapping[str, str]) -> None:
    for column, key in fills.items():
        if given.get(key) not in (None, ""):
            data[column] = given[key]
