"""The field grammar: what each type takes, refuses and shows."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weian.base.errors import BadInput
from weian.base.fields import TYPES, Field, clean, present, references

ID = "01890a5d-ac96-774b-bcce-b302099a8057"
COLOURS = (("red", "红"), ("blue", "蓝"))

GOOD: list[tuple[str, Any, Any]] = [
    ("text", "  消防栓\t", "消防栓"),
    ("text", 13800000000.0, "13800000000"),
    ("text", "é", "é"),
    ("longtext", "一\r\n二", "一\n二"),
    ("integer", "１２", 12),
    ("integer", 3.0, 3),
    ("integer", "1,200", 1200),
    ("integer", 0, 0),
    ("number", "-0.5", -0.5),
    ("number", "0E+999999", 0.0),
    ("money", "￥1,200.5", "1200.50"),
    ("money", Decimal("0.01"), "0.01"),
    ("money", 0, "0.00"),
    ("date", "2026-11-05", "2026-11-05"),
    ("date", "2026/1/5", "2026-01-05"),
    ("date", "20261105", "2026-11-05"),
    ("date", "2026年11月5日", "2026-11-05"),
    ("date", date(2024, 2, 29), "2024-02-29"),
    ("date", datetime(2026, 11, 4, 17, tzinfo=UTC), "2026-11-05"),
    ("datetime", "2026-11-05T10:00", "2026-11-05T10:00:00+08:00"),
    ("datetime", "2026/11/05 10:00", "2026-11-05T10:00:00+08:00"),
    ("datetime", "2026-11-05T02:00:00Z", "2026-11-05T10:00:00+08:00"),
    ("choice", "red", "red"),
    ("choice", "蓝", "blue"),
    ("choices", ["red", "蓝", "red"], ["red", "blue"]),
    ("choices", "红、蓝", ["red", "blue"]),
    ("bool", "on", True),
    ("bool", "否", False),
    ("bool", False, False),
    ("person", "12", 12),
    ("people", ["3", 4, "3"], [3, 4]),
    ("unit", 5, 5),
    ("units", "7，8", [7, 8]),
    ("department", "9", 9),
    ("subject", ID.upper(), ID),
    ("files", [ID], [ID]),
    ("photos", [ID, ""], [ID]),
]
BAD: list[tuple[str, Any]] = [
    ("text", "字" * 201),
    ("text", "a\x00b"),
    ("text", "a\nb"),
    ("text", "\ud800"),
    ("text", ["a"]),
    ("text", True),
    ("longtext", {"a": 1}),
    ("integer", "1.5"),
    ("integer", True),
    ("integer", "九"),
    ("integer", "9" * 30),
    ("number", "nan"),
    ("number", float("inf")),
    ("number", [1]),
    ("money", "-1"),
    ("money", "1.005"),
    ("money", "1e30"),
    ("date", "2026-02-30"),
    ("date", "明天"),
    ("date", "0001-01-01"),
    ("date", 45000),
    ("datetime", "2026-13-01T00:00"),
    ("datetime", date(2026, 1, 1)),
    ("choice", "green"),
    ("choice", {"red": 1}),
    ("choices", ["red", "green"]),
    ("choices", 5),
    ("bool", "也许"),
    ("bool", 2),
    ("person", "-3"),
    ("person", "张三"),
    ("people", ["1", "x"]),
    ("people", list(range(1, 502))),
    ("unit", 1.5),
    ("subject", "12"),
    ("files", ["../../etc/passwd"]),
]


def field(type_: str, **more: Any) -> Field:
    if type_.startswith("choice"):
        more.setdefault("choices", COLOURS)
    return Field("x", "某项", type_, **more)


@pytest.mark.parametrize(("type_", "raw", "value"), GOOD)
def test_good_answers_become_json(type_: str, raw: Any, value: Any) -> None:
    out = clean([field(type_)], {"x": raw})
    assert out == {"x": value}
    assert json.loads(json.dumps(out)) == out
    assert type(out["x"]) is type(value)


@pytest.mark.parametrize(("type_", "raw"), BAD)
def test_bad_answers_are_refused_by_field(type_: str, raw: Any) -> None:
    with pytest.raises(BadInput) as caught:
        clean([field(type_)], {"x": raw})
    assert caught.value.code == "fields.invalid"
    assert caught.value.fields["x"].startswith("某项：")


@pytest.mark.parametrize("type_", sorted(TYPES))
@given(raw=st.recursive(st.none() | st.text() | st.integers() | st.floats() | st.booleans(),
                        lambda inner: st.lists(inner, max_size=3), max_leaves=4))  # fmt: skip
def test_whatever_comes_it_is_json_or_a_refusal(type_: str, raw: Any) -> None:
    try:
        out = clean([field(type_)], {"x": raw})
    except BadInput:
        return
    text = json.dumps(out, ensure_ascii=False, allow_nan=False)
    assert "\\u0000" not in text
    text.encode()
    assert clean([field(type_)], out) == out
    assert isinstance(present(field(type_), out.get("x")), str)


@pytest.mark.parametrize("empty", [None, "", "  ", []])
def test_empty_answers_are_left_out(empty: Any) -> None:
    assert clean([field("text"), Field("y", "乙", "people")], {"x": empty, "y": empty}) == {}


def test_all_wrong_fields_are_told_at_once() -> None:
    fields = [field("text", required=True), Field("y", "数量", "integer", min=1, max=9)]
    with pytest.raises(BadInput) as caught:
        clean(fields, {"y": 10, "z": 1})
    assert set(caught.value.fields) == {"x", "y", "z"}
    assert "3 处" in caught.value.message
    assert caught.value.fields["x"] == "请填写某项。"


def test_a_required_list_must_not_be_empty() -> None:
    with pytest.raises(BadInput):
        clean([field("people", required=True)], {"x": []})


def test_partial_looks_only_at_what_is_given() -> None:
    fields = [field("text", required=False), Field("y", "乙", "integer", required=True)]
    assert clean(fields, {"x": ""}, partial=True) == {"x": None}
    with pytest.raises(BadInput):
        clean(fields, {"y": ""}, partial=True)


@pytest.mark.parametrize(
    ("type_", "more", "raw"),
    [
        ("text", {"max": 3}, "四个字了"),
        ("text", {"min": 3}, "两字"),
        ("integer", {"min": 1}, 0),
        ("number", {"max": 0.5}, 0.6),
        ("money", {"max": 10}, 10.01),
        ("people", {"min": 2}, [1]),
        ("photos", {"max": 1}, [ID, ID.replace("0", "1")]),
    ],
)
def test_bounds_hold(type_: str, more: dict[str, Any], raw: Any) -> None:
    with pytest.raises(BadInput):
        clean([field(type_, **more)], {"x": raw})


def test_many_makes_a_list_of_a_single_type() -> None:
    many = field("text", many=True)
    assert clean([many], {"x": "一\n二，三\n一"}) == {"x": ["一", "二，三"]}


@pytest.mark.parametrize(
    "wrong",
    [("x", "t", "colour"), ("x y", "t", "text"), ("x", "t", "choice")],
)
def test_a_wrong_declaration_fails_at_import(wrong: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="x"):
        Field(*wrong)


@pytest.mark.parametrize(
    ("type_", "value", "more", "shown"),
    [
        ("bool", True, {}, "是"),
        ("choice", "red", {}, "红"),
        ("choices", ["red", "blue"], {}, "红、蓝"),
        ("money", "1200.50", {}, "1,200.50 元"),
        ("integer", 3, {"unit": "人"}, "3 人"),
        ("number", 0.5, {}, "0.5"),
        ("date", "2026-11-05", {}, "2026-11-05 周四"),
        ("datetime", "2026-11-05T02:00:00+00:00", {}, "2026-11-05 10:00"),
        ("people", [1, 2], {}, "张三、（已不在册）"),
        ("text", None, {}, ""),
    ],
)
def test_values_are_shown_as_people_say_them(
    type_: str, value: Any, more: dict[str, Any], shown: str
) -> None:
    assert present(field(type_, **more), value, {("person", "1"): "张三"}) == shown


def test_references_name_everything_pointed_at_once() -> None:
    fields = [field("people"), Field("y", "乙", "department"), Field("z", "丙", "text")]
    found = references(fields, {"x": [1, 2, 1], "y": 3, "z": "张三"})
    assert found == [("person", "1"), ("person", "2"), ("unit", "3")]
