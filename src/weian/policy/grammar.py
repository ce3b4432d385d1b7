"""The small words of the pack grammar: spans, intervals, days of the year, shares, conditions."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from weian.core.cadence import PERIODS, days_in_month
from weian.core.condition import OPERATORS, Condition, Test

_SPAN: Final = re.compile(r"(\d+)\s*(h|wd|d|m|y)")
_INTERVAL: Final = re.compile(r"(?:(\d+)\s+)?([a-z_]+?)(s?)")
_COUNTED: Final = frozenset({"day", "week", "month", "quarter", "half_year", "year"})
_ASKED: Final = frozenset(PERIODS) - {"hour"}


class Span(NamedTuple):
    """A length of time: ``n`` of hours (h), days (d), working days (wd), months (m) or years (y)."""

    n: int
    unit: str


class Interval(NamedTuple):
    """Every ``n`` periods; ``ask`` names the question whose answer gives them instead."""

    period: str
    n: int = 1
    ask: str = ""


def read_span(raw: object) -> Span:
    """``24h``, ``3d``, ``5wd``, ``6m``, ``3y``."""
    found = _SPAN.fullmatch(raw) if isinstance(raw, str) else None
    if not found:
        raise ValueError("时长应写作 24h、3d、5wd（工作日）、6m 或 3y。")
    return Span(int(found[1]), found[2])


def read_grace(raw: object) -> timedelta:
    """A span of hours or days as a length."""
    span = read_span(raw)
    if span.unit not in ("h", "d"):
        raise ValueError("宽限应写作小时或天，例如 24h、3d。")
    return timedelta(hours=span.n) if span.unit == "h" else timedelta(days=span.n)


def read_days(raw: object) -> int:
    """``30d`` as 30."""
    span = read_span(raw)
    if span.unit != "d":
        raise ValueError("应写作天数，例如 30d。")
    return span.n


def read_interval(raw: object) -> Interval:
    """``quarter``, ``3 years`` or ``{ask: question}``."""
    if isinstance(raw, Mapping) and set(raw) == {"ask"} and isinstance(raw["ask"], str):
        return Interval("", 1, raw["ask"])
    found = _INTERVAL.fullmatch(raw) if isinstance(raw, str) else None
    if found and found[2] in _ASKED:
        n = int(found[1] or 1)
        if n >= 1 and (n == 1 or found[2] in _COUNTED):
            return Interval(found[2], n)
    known = "、".join(p for p in PERIODS if p in _ASKED)
    raise ValueError(f"周期应是 {known} 之一，或如“3 years”“15 days”，或 {{ask: 问题键}}。")


def read_last(raw: object) -> int:
    """``week`` as 0 (the jurisdiction says what it is), ``10 days`` as 10."""
    if raw == "week":
        return 0
    found = re.fullmatch(r"([1-9]\d?) days?", raw) if isinstance(raw, str) else None
    if not found:
        raise ValueError("last 应写作 week 或如“10 days”。")
    return int(found[1])


def read_month_day(raw: object) -> tuple[int, int]:
    """``"12-10"``."""
    found = re.fullmatch(r"(\d{1,2})-(\d{1,2})", raw) if isinstance(raw, str) else None
    if found:
        month, day = int(found[1]), int(found[2])
        if 1 <= month <= 12 and 1 <= day <= days_in_month(2020, month):
            return month, day
    raise ValueError('每年的日子应写作带引号的 "月-日"，例如 "12-10"。')


def read_share(raw: object) -> float:
    """``80%``, ``100%`` or a number over 0 up to 1."""
    if isinstance(raw, str) and (found := re.fullmatch(r"(\d+(?:\.\d+)?)\s*%", raw)):
        raw = float(found[1]) / 100
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not 0 < raw <= 1:
        raise ValueError("比例应写作百分数，例如 80%、100%。")
    return float(raw)


def read_tests(raw: object) -> tuple[Test, ...]:
    """``{a: v, b: [v, w], c: {gte: 2}}``: is, in, or the operators named."""
    if not isinstance(raw, Mapping):
        raise ValueError("条件应是 键: 值 的形式。")
    return tuple(t for name, wanted in raw.items() for t in _tests_of(str(name), wanted))


def read_condition(raw: object) -> Condition:
    """Tests that must all hold; those under ``any`` of which one must."""
    if not isinstance(raw, Mapping):
        raise ValueError("条件应是 键: 值 的形式。")
    every = read_tests({k: v for k, v in raw.items() if k != "any"})
    return Condition(every, read_tests(raw["any"]) if "any" in raw else ())


def _tests_of(name: str, wanted: object) -> list[Test]:
    if isinstance(wanted, Mapping):
        if not wanted:
            raise ValueError(f"条件 {name} 是空的。")
        unknown = [op for op in wanted if op not in OPERATORS]
        if unknown:
            raise ValueError(
                f"条件 {name} 的写法 {unknown[0]} 不认识；可用：{'、'.join(OPERATORS)}。"
            )
        return [Test(name, op, _wanted(name, value, op)) for op, value in wanted.items()]
    return [Test(name, "in" if isinstance(wanted, list) else "is", _wanted(name, wanted))]


def _wanted(name: str, value: object, op: str = "") -> Any:
    if isinstance(value, list):
        if op not in ("", "in") or not value:
            raise ValueError(f"条件 {name} 的一组值只能用于 in，且不能是空的。")
        return tuple(_scalar(name, v) for v in value)
    if op == "set" and not isinstance(value, bool):
        raise ValueError(f"条件 {name} 的 set 只能是 true 或 false。")
    return _scalar(name, value)


def _scalar(name: str, value: object) -> bool | int | float | str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if not isinstance(value, bool | int | float | str):
        raise ValueError(f"条件 {name} 的值应是文字、数字、日期或真假。")
    return value
