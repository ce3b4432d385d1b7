"""The form of an inspection with room for the hazards it found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from weian.base.fields import Field
from weian.case.kinds import kind as case_kind
from weian.modules.inspection.actions import HAZARD, Finding
from weian.modules.inspection.kinds import INSPECTION
from weian.org.queries import Person, Unit
from weian.ui.forms import AnswerForm, Option, Provider, form_class
from weian.ui.widgets import Radios

ROWS: Final = 10
_DAY: Final = Field("day", "检查日期", "date", required=True)
_FINDING: Final = ("photos", "place", "description", "category", "grade")
_LEFT_OUT: Final = frozenset({"hazards"})


@dataclass(frozen=True)
class Row:
    """One place for a hazard; ``used`` when something was put into it."""

    number: int
    form: AnswerForm
    used: bool

    @property
    def finding(self) -> Finding:
        """What was found, as the verb takes it."""
        answers = {k: v for k, v in self.form.answers.items() if k != "photos"}
        return Finding(answers, {"photos": self.form.uploads("photos")})


def inspection_form(providers: Mapping[str, Provider], *, elsewhere: bool) -> type[AnswerForm]:
    """The record's own questions; ``elsewhere`` when other units may be inspected."""
    left_out = _LEFT_OUT if elsewhere else _LEFT_OUT | {"inspected"}
    asked = [f for f in INSPECTION.fields if f.key not in left_out]
    return form_class([_DAY, *asked], providers, name="InspectionForm")


def finding_form() -> type[AnswerForm]:
    """The questions about one found hazard, as its own kind asks them."""
    asked = {f.key: f for f in case_kind(HAZARD).fields}
    made = form_class([asked[k] for k in _FINDING], name="FindingForm")
    made.base_fields["category"].widget = Radios(choices=asked["category"].choices)
    for field in made.base_fields.values():
        field.widget.attrs.pop("required", None)  # only a row that is used has to be filled
    return made


def rows(data: Any = None, files: Any = None) -> list[Row]:
    """All places for hazards, those with contents bound to what was given."""
    made, out = finding_form(), []
    for n in range(ROWS):
        prefix = f"h{n}"
        used = _given(data, prefix) or _given(files, prefix)
        form = made(data, files, prefix=prefix) if used else made(prefix=prefix)
        out.append(Row(n, form, used))
    return out


def _given(sent: Any, prefix: str) -> bool:
    return any(
        bool(str(value).strip())
        for key in (sent or {})
        if key.startswith(f"{prefix}-")
        for value in sent.getlist(key)
    )


def options(found: Iterable[Unit | Person]) -> list[Option]:
    """Units or people to choose from, found by pinyin initials too."""
    return [(str(one.pk), one.name, one.pinyin) for one in found]
