"""What the schema found wrong, in Chinese, each with file and line."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from weian.policy.source import PackError, Source

_SAY: Mapping[str, Callable[[str, Mapping[str, Any]], str]] = {
    "missing": lambda key, _: f"缺少 {key}。",
    "extra_forbidden": lambda key, _: f"不认识的键 {key}，请检查拼写或删去。",
    "string_type": lambda key, _: f"{key} 应当是文字；数字样的内容请加引号。",
    "string_too_short": lambda key, _: f"{key} 不能是空的。",
    "string_too_long": lambda key, c: f"{key} 太长，最多 {c.get('max_length')} 个字符。",
    "string_pattern_mismatch": lambda key, _: (
        f"{key} 只能用字母、数字、点、横线和括号，且以字母或数字开头。"
    ),
    "int_type": lambda key, _: f"{key} 应当是整数。",
    "float_type": lambda key, _: f"{key} 应当是数字。",
    "bool_type": lambda key, _: f"{key} 应当是 true 或 false。",
    "date_type": lambda key, _: f"{key} 应当是日期，写作 2020-09-30，不加引号。",
    "list_type": lambda key, _: f"{key} 应当是一组值（列表）。",
    "dict_type": lambda key, _: f"{key} 应当是 键: 值 的形式。",
    "model_type": lambda key, _: f"{key} 应当是 键: 值 的形式。",
    "too_short": lambda key, c: f"{key} 至少要有 {c.get('min_length')} 项。",
    "literal_error": lambda key, c: f"{key} 应当是 {c.get('expected')} 之一。",
    "greater_than": lambda key, c: f"{key} 应当大于 {c.get('gt')}。",
    "greater_than_equal": lambda key, c: f"{key} 不能小于 {c.get('ge')}。",
    "less_than_equal": lambda key, c: f"{key} 不能大于 {c.get('le')}。",
    "when_form": lambda *_: (
        "when 应是 every、by、within+after、immediately_after、before、deadline、always、max_age 之一。"
    ),
    "value_error": lambda _, c: str(c.get("error", "")),
}


def complaints(error: ValidationError, source: Source) -> Iterator[PackError]:
    """One for each fault; those of a value that could take several forms are told once."""
    seen: set[tuple[Any, ...]] = set()
    for fault in error.errors(include_url=False):
        if source.known(fault["loc"]) in source.unread:
            continue
        place = source.place(fault["loc"])
        reason = _reason(fault)
        if (place, reason) not in seen:
            seen.add((place, reason))
            yield PackError(*place, reason)


def _reason(fault: ErrorDetails) -> str:
    key = next((str(x) for x in reversed(fault["loc"]) if isinstance(x, str)), "内容")
    say = _SAY.get(fault["type"])
    return say(key, fault.get("ctx", {})) if say else f"{key}：{fault['msg']}"
