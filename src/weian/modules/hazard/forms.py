"""The quick report: camera, place, one line, category; the rest is folded away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from weian.base.errors import BadInput
from weian.base.fields import Field
from weian.modules.hazard.fields import OPENING
from weian.org import queries as org
from weian.ui.forms import AnswerForm, Option, form_class
from weian.ui.widgets import Radios

_FIRST: Final = ("photos", "unit", "place", "description", "category")
_SPOT: Final = ("spot", "result", "after")
_FIELDS: Final = {
    **{f.key: f for f in OPENING},
    "unit": Field("unit", "隐患所在单位", "unit", required=True),
    "department": Field("department", "所在科室", "department"),
    "spot": Field("spot", "已经当场整改好", "bool"),
    "result": Field("result", "怎么改的", "text"),
    "after": Field("after", "整改后照片", "photos", max=9),
}
_MORE: Final = ("department", "source", "grade", "detail", "found_in")
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
    found = [_SOURCES[g.role] for g in org.grants_of(person, at) if g.role in _SOURCES]
    others = [g for g in org.grants_of(person, at) if g.role not in _SOURCES]
    return found[0] if found and not others else "self_check"


def quick_form(units: Sequence[org.Unit], departments: Sequence[org.Unit]) -> type[AnswerForm]:
    """The form for somebody who may report at these units; one unit is not asked for."""

    def unit_options() -> list[Option]:
        return [(str(u.pk), u.name, u.pinyin) for u in units]

    def department_options() -> list[Option]:
        return [(str(d.pk), d.name, d.pinyin) for d in departments]

    left_out = {"unit"} if len(units) == 1 else {"department"}
    keys = [k for k in (*_FIRST, *_SPOT, *_MORE) if k not in left_out]
    made = form_class(
        [_FIELDS[k] for k in keys],
        {"unit": unit_options, "department": department_options},
        name="QuickReport",
    )
    made.base_fields["category"].widget = Radios(choices=_FIELDS["category"].choices)
    return made


def groups(form: AnswerForm) -> dict[str, list[object]]:
    """The bound fields by where they stand on the page: first, spot, more."""
    return {
        "first": [form[k] for k in _FIRST if k in form.fields],
        "spot": [form[k] for k in _SPOT if k in form.fields],
        "more": [form[k] for k in _MORE if k in form.fields],
    }


def check_spot(form: AnswerForm) -> None:
    """Raises BadInput unless what was fixed on the spot is shown before and after."""
    wrong = {}
    if not form.answers.get("result"):
        wrong["result"] = "当场整改的，请写明怎么改的。"
    if not form.uploads("after"):
        wrong["after"] = "当场整改的，请上传整改后的照片。"
    if not form.uploads("photos"):
        wrong["photos"] = "当场整改的，请上传整改前的照片。"
    if wrong:
        raise BadInput("hazard.spot", fields=wrong)
