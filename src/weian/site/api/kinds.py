"""The declared kinds: which fields a record, case or subject has, and which steps a case may take."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from weian.base import fields as grammar
from weian.base.areas import AREAS
from weian.case.kinds import KINDS as CASES
from weian.case.kinds import CaseKind
from weian.record.kinds import KINDS as RECORDS
from weian.record.kinds import RecordKind
from weian.site.api.common import asking, says
from weian.site.api.shapes import choice
from weian.subject.kinds import KINDS as SUBJECTS
from weian.subject.kinds import SubjectKind

router = Router()
Shape = Literal["record", "case", "subject"]
_SCHEMAS: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "money": {"type": "string", "pattern": r"^-?\d+(\.\d{1,2})?$"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "bool": {"type": "boolean"},
    "person": {"type": "integer", "minimum": 1},
    "unit": {"type": "integer", "minimum": 1},
    "department": {"type": "integer", "minimum": 1},
    "subject": {"type": "string", "format": "uuid"},
    "file": {"type": "string", "format": "uuid"},
}
_BOUNDS = {"integer": ("minimum", "maximum"), "number": ("minimum", "maximum")}


class FieldOut(Schema):
    """One question."""

    key: str
    title: str
    type: str
    required: bool
    many: bool
    choices: dict[str, str]
    min: float | None
    max: float | None
    unit: str
    help: str
    kind: str = Field(description="type 为 subject 时，对象的类别")


class StepKind(Schema):
    """One step of a flow."""

    verb: str
    title: str
    sources: list[str]
    target: str = Field(description="空表示状态不变")
    right: str
    needs: list[str]
    fields: list[FieldOut]
    answers: dict[str, Any] = Field(description="data 的 JSON Schema")


class KindRow(Schema):
    """A kind in the list."""

    shape: str
    key: str
    title: str
    area: str
    area_title: str
    internal: bool = Field(description="由系统生成，不能直接登记")


class Kinds(Schema):
    """All kinds."""

    rows: list[KindRow]


class KindFull(KindRow):
    """A kind with all that it asks."""

    help: str
    fields: list[FieldOut]
    answers: dict[str, Any] = Field(description="data 的 JSON Schema")
    states: dict[str, str] = Field(description="事项的状态；其他类别为空")
    ends: list[str]
    steps: list[StepKind]


class KindAsked(Schema):
    """What the list is narrowed to."""

    shape: Annotated[str, *choice(("", "record", "case", "subject"))] = ""
    area: Annotated[str, *choice(("", *AREAS))] = ""


@router.get("", **says("listKinds", "列出所有类别", Kinds))
def index(request: HttpRequest, asked: Query[KindAsked]) -> Kinds:
    """Everything declared."""
    asking(request)
    rows = [
        KindRow(**_row(shape, kind))
        for shape, kinds in (("record", RECORDS), ("case", CASES), ("subject", SUBJECTS))
        for kind in kinds.values()
        if asked.shape in ("", shape) and asked.area in ("", kind.area)
    ]
    return Kinds(rows=rows)


@router.get("/{shape}/{key}", **says("getKind", "一个类别的字段和步骤", KindFull))
def show(request: HttpRequest, shape: Shape, key: str) -> KindFull:
    """One kind."""
    asking(request)
    kind = _kind(shape, key)
    case = kind if isinstance(kind, CaseKind) else None
    return KindFull(
        **_row(shape, kind), help=kind.help, fields=_fields(kind.fields),
        answers=_schema(kind.fields), states=dict(case.flow.states) if case else {},
        ends=sorted(case.flow.ends) if case else [], steps=_steps(case) if case else [],
    )  # fmt: skip


def _kind(shape: str, key: str) -> RecordKind | CaseKind | SubjectKind:
    if shape == "record":
        return RECORDS.kind(key)
    return CASES.kind(key) if shape == "case" else SUBJECTS.kind(key)


def _row(shape: str, kind: Any) -> dict[str, Any]:
    internal = getattr(kind, "internal", False)
    if isinstance(kind, CaseKind):
        internal = kind.opening_verb in kind.internal
    return {
        "shape": shape, "key": kind.key, "title": kind.title, "area": kind.area,
        "area_title": AREAS[kind.area], "internal": internal,
    }  # fmt: skip


def _steps(kind: CaseKind) -> list[StepKind]:
    return [
        StepKind(
            verb=s.verb, title=s.title, sources=list(s.sources), target=s.target, right=s.right,
            needs=list(s.needs), fields=_fields(kind.fields_of(s.verb)),
            answers=_schema(kind.fields_of(s.verb)),
        )
        for s in kind.flow.steps
        if s.verb not in kind.internal
    ]  # fmt: skip


def _fields(fields: Iterable[grammar.Field]) -> list[FieldOut]:
    return [
        FieldOut(
            key=f.key, title=f.title, type=f.item, required=f.required, many=f.is_list,
            choices=dict(f.choices), min=f.min, max=f.max, unit=f.unit, help=f.help, kind=f.kind,
        )
        for f in fields
    ]  # fmt: skip


def _schema(fields: Iterable[grammar.Field]) -> dict[str, Any]:
    asked = list(fields)
    return {
        "type": "object",
        "properties": {f.key: {"title": f.title, **_property(f)} for f in asked},
        "required": [f.key for f in asked if f.required],
        "additionalProperties": False,
    }


def _property(field: grammar.Field) -> dict[str, Any]:
    low, high = _BOUNDS.get(field.item, ("minLength", "maxLength"))
    one = dict(_SCHEMAS.get(field.item, {"type": "string"}))
    if field.choices:
        one["enum"] = [key for key, _ in field.choices]
    if field.is_list:
        low, high = "minItems", "maxItems"
        one = {"type": "array", "items": one}
    elif field.item in _SCHEMAS and field.item not in _BOUNDS:
        return one
    bounds = {low: field.min, high: field.max}
    return {**one, **{k: _whole(v) for k, v in bounds.items() if v is not None}}


def _whole(bound: float) -> float | int:
    return int(bound) if bound == int(bound) else bound
