"""The form of an inspection with room for the hazards it found: one form, one send."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from weian.base.fields import Field
from weian.case.kinds import kind as case_kind
from weian.modules.inspection.actions import HAZARD, Finding
from weian.modules.inspection.kinds import INSPECTION
from weian.org.queries import Unit
from weian.ui.forms import AnswerForm
from weian.ui.widgets import Radios

ROWS: Final = 10
_DAY: Final = Field("happened_on", "检查日期", "date", required=True)
_FINDING: Final = ("photos", "place", "description", "category", "grade")
_LEFT_OUT: Final = frozenset({"hazards"})
_NAMES: Final = tuple(f"h{n}_" for n in range(ROWS))


@dataclass(frozen=True)
class Row:
    """The questions about one found hazard, as bound fields; ``used`` when one is answered."""

    number: int
    fields: tuple[Any, ...]
    used: bool


def own_fields(departments: Sequence[Unit], must: bool, *, elsewhere: bool) -> list[Field]:
    """The record's own questions; ``elsewhere`` when other units may be inspected."""
    left_out = _LEFT_OUT if elsewhere else _LEFT_OUT | {"inspected"}
    place = [Field("department", "科室", "department", required=must)] if departments else []
    return [_DAY, *place, *(f for f in INSPECTION.fields if f.key not in left_out)]


def finding_fields() -> list[Field]:
    """The questions about all hazards, named h0_place and so on. What a used row must answer is
    for the verb to say: an unused one answers nothing."""
    asked = {f.key: f for f in case_kind(HAZARD).fields}
    return [
        replace(asked[key], key=f"h{n}_{key}", required=False)
        for n in range(ROWS)
        for key in _FINDING
    ]


def findings(answers: dict[str, Any]) -> list[Finding]:
    """What was found, taken out of the answers."""
    out = []
    for n in range(ROWS):
        given = {k: answers.pop(f"h{n}_{k}", None) for k in _FINDING}
        told = {k: v for k, v in given.items() if v not in (None, "", [])}
        if told:
            out.append(Finding(told, name=f"h{n}"))
    return out


def own_questions(form: AnswerForm) -> list[Any]:
    """The bound fields of the inspection itself."""
    return [f for f in form.visible_fields() if not f.name.startswith(_NAMES)]


def rows(form: AnswerForm, given: dict[str, Any]) -> list[Row]:
    """The places for hazards, their categories as chips."""
    out = []
    for n in range(ROWS):
        category = form.fields[f"h{n}_category"]
        category.widget = Radios(choices=category.widget.choices[1:])
        used = any(given.get(f"h{n}_{k}") for k in _FINDING)
        out.append(Row(n, tuple(form[f"h{n}_{k}"] for k in _FINDING), used))
    return out
