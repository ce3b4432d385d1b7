"""The quick report: camera, place, one line, category; the rest is folded away."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from weian.base.errors import BadInput
from weian.base.fields import Field
from weian.modules.hazard.actions import Fixed
from weian.modules.hazard.fields import OPENING
from weian.org import queries as org
from weian.ui.forms import AnswerForm
from weian.ui.widgets import Radios

_OPENING: Final = {f.key: f for f in OPENING}
_FIRST: Final = ("photos", "place", "description", "category")
_SPOT: Final = (
    Field("spot", "已经当场整改好", "bool"),
    Field("result", "怎么改的", "text"),
    Field("after", "整改后照片", "photos", max=9),
)
_MORE: Final = ("domain", "source", "grade", "campaign", "detail", "found_in")
_DEPARTMENT: Final = Field("department", "所在科室", "department")
#: Who usually finds what how; anybody may choose otherwise.
_SOURCES: Final = {
    "security_guard": "patrol",
    "staff": "staff_report",
    "commission_leader": "oversight",
    "commission_clerk": "oversight",
    "commission_inspector": "oversight",
}


def usual_source(person: org.Person, at: datetime) -> str:
    """How somebody in these roles usually finds hazards: 自查 unless told otherwise."""
    roles = [grant.role for grant in org.grants_of(person, at)]
    return _SOURCES[roles[0]] if roles and all(r in _SOURCES for r in roles) else "self_check"


def quick_fields(departments: Sequence[org.Unit]) -> list[Field]:
    """Everything the page may ask, in its order."""
    place = [_DEPARTMENT] if departments else []
    return [
        *(_OPENING[k] for k in _FIRST),
        *_SPOT,
        *place,
        *(_OPENING[k] for k in _MORE),
    ]


def as_chips(form: AnswerForm, *keys: str) -> None:
    """Show these choices all at once, to be hit with a thumb."""
    for key in keys:
        field = form.fields[key]
        chips = Radios(choices=_OPENING["category"].choices)
        chips.attrs = field.widget.attrs
        field.widget = chips


def groups(form: AnswerForm) -> dict[str, list[Any]]:
    """The bound fields by where they stand on the page: first, spot, more."""
    return {
        "first": [form[k] for k in _FIRST],
        "spot": [form[f.key] for f in _SPOT],
        "more": [form[k] for k in (_DEPARTMENT.key, *_MORE) if k in form.fields],
    }


def fixed(answers: dict[str, Any]) -> Fixed | None:
    """What was put right on the spot, taken out of the answers; None if nothing was.

    Raises BadInput unless it is told and shown before and after.
    """
    spot, result, after = (answers.pop(f.key, None) for f in _SPOT)
    if not spot:
        return None
    shown: Mapping[str, tuple[object, str]] = {
        "result": (result, "当场整改的，请写明怎么改的。"),
        "after": (after, "当场整改的，请上传整改后的照片。"),
        "photos": (answers.get("photos"), "当场整改的，请上传整改前的照片。"),
    }
    wrong = {key: message for key, (given, message) in shown.items() if not given}
    if wrong:
        raise BadInput("hazard.spot", fields=wrong)
    return Fixed(str(result), after)
