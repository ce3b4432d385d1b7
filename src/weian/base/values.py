"""How each type of field reads what it is given, and how its values are shown."""

import re
import unicodedata
import uuid
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from weian.base.clock import TZ

Choices = tuple[tuple[str, str], ...]


class Unreadable(ValueError):
    """Says in Chinese why a value cannot be taken."""


class Bounds(NamedTuple):
    """What limits a value."""

    min: float | None = None
    max: float | None = None
    choices: Choices = ()


_SHORT, _LONG = 200, 20_000
_LARGEST = 10**15
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))")
_WEEKDAYS = "一二三四五六日"
_YES = frozenset({"true", "on", "1", "yes", "是", "有", "√"})
_NO = frozenset({"false", "off", "0", "no", "否", "无", "×"})


def read_text(raw: object, bounds: Bounds, most: int = _SHORT, extra: str = "") -> str:
    """Text without control characters (``extra`` ones allowed), stripped and in composed form."""
    if isinstance(raw, float) and raw.is_integer():  # a telephone number out of a spreadsheet
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise Unreadable("应当是文字。")
    text = unicodedata.normalize("NFC", str(raw).replace("\r\n", "\n").replace("\r", "\n")).strip()
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in extra for c in text):
        raise Unreadable("含有看不见的控制字符，请重新输入。")
    longest = int(bounds.max or most)
    if len(text) > longest:
        raise Unreadable(f"最多 {longest} 个字，现在有 {len(text)} 个字。")
    if len(text) < (bounds.min or 0):
        raise Unreadable(f"至少 {int(bounds.min or 0)} 个字。")
    return text


def read_longtext(raw: object, bounds: Bounds) -> str:
    """Text of several lines."""
    return read_text(raw, bounds, _LONG, "\n\t")


def _decimal(raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise Unreadable("应当是数字。")
    plain = unicodedata.normalize("NFKC", str(raw)).strip().lstrip("¥").replace(",", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise Unreadable(f"“{str(raw)[:20]}”不是数字。") from None
    if not number.is_finite() or abs(number) > _LARGEST:
        raise Unreadable("数字超出范围。")
    return number or Decimal(0)  # neither -0 nor 0E+999999


def _within(number: Decimal, bounds: Bounds) -> None:
    if bounds.min is not None and number < Decimal(str(bounds.min)):
        raise Unreadable(f"不能小于 {bounds.min:g}。")
    if bounds.max is not None and number > Decimal(str(bounds.max)):
        raise Unreadable(f"不能大于 {bounds.max:g}。")


def read_integer(raw: object, bounds: Bounds) -> int:
    """A whole number; 3.0 out of a spreadsheet is one."""
    number = _decimal(raw)
    if number != number.to_integral_value():
        raise Unreadable("应当是整数。")
    _within(number, bounds)
    return int(number)


def read_number(raw: object, bounds: Bounds) -> float:
    """Any finite number."""
    number = _decimal(raw)
    _within(number, bounds)
    return float(number)


def read_money(raw: object, bounds: Bounds) -> str:
    """Yuan with at most two decimals, as text ("1200.50"); not below zero unless ``min`` says so."""
    number = _decimal(raw)
    _within(number, bounds if bounds.min is not None else bounds._replace(min=0))
    if number != (cents := number.quantize(Decimal("0.01"))):
        raise Unreadable("最多两位小数（精确到分）。")
    return str(cents)


def read_date(raw: object, bounds: Bounds) -> str:
    """A day as ISO text; reads 2026-11-05, 2026/11/5, 20261105 and 2026年11月5日."""
    if isinstance(raw, datetime):
        raw = raw.astimezone(TZ) if raw.tzinfo else raw
        raw = raw.date()
    if isinstance(raw, date):
        return _sane(raw).isoformat()
    text = unicodedata.normalize("NFKC", raw).strip() if isinstance(raw, str) else ""
    found = _DAY.fullmatch(text)
    if not found:
        raise Unreadable("应当是日期，例如 2026-11-05。")
    year, *rest = (int(part) for part in found.groups() if part)
    try:
        return _sane(date(year, rest[0], rest[1])).isoformat()
    except ValueError as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("没有这一天。") from None


def _sane(day: date) -> date:
    if not 1900 <= day.year <= 2100:
        raise Unreadable("年份应在 1900 到 2100 之间。")
    return day


def read_datetime(raw: object, bounds: Bounds) -> str:
    """A moment as ISO text with +08:00; one without a zone is Chinese time."""
    moment = raw
    if isinstance(raw, str):
        try:
            moment = datetime.fromisoformat(raw.strip().replace("/", "-"))
        except ValueError:
            moment = None
    if not isinstance(moment, datetime):
        raise Unreadable("应当是日期和时间，例如 2026-11-05 14:30。")
    _sane(moment.date())
    local = moment.astimezone(TZ) if moment.tzinfo else moment.replace(tzinfo=TZ)
    return local.isoformat()


def read_choice(raw: object, bounds: Bounds) -> str:
    """The key of one of the choices; its title, as a spreadsheet has it, is read too."""
    given = str(raw).strip()
    for key, title in bounds.choices:
        if given in (key, title):
            return key
    titles = "、".join(title for _, title in bounds.choices[:12])
    raise Unreadable(f"“{given[:20]}”不在可选项中（{titles}）。")


def read_bool(raw: object, bounds: Bounds) -> bool:
    """Yes or no."""
    if isinstance(raw, bool):
        return raw
    given = str(raw).strip().lower() if isinstance(raw, str | int) else ""
    if given in _YES or given in _NO:
        return given in _YES
    raise Unreadable("请选“是”或“否”。")


def read_serial(raw: object, bounds: Bounds) -> int:
    """The number of a person, unit or department."""
    try:
        number = _decimal(raw)
    except Unreadable:
        number = Decimal(0)
    if number <= 0 or number != number.to_integral_value():
        raise Unreadable("请从列表中选择。")
    return int(number)


def read_id(raw: object, bounds: Bounds) -> str:
    """The identifier of a thing or a file."""
    try:
        return str(uuid.UUID(str(raw).strip()))
    except ValueError:
        raise Unreadable("请从列表中选择。") from None


READERS: dict[str, Callable[[object, Bounds], str | int | float | bool]] = {
    "text": read_text,
    "longtext": read_longtext,
    "integer": read_integer,
    "number": read_number,
    "money": read_money,
    "date": read_date,
    "datetime": read_datetime,
    "choice": read_choice,
    "bool": read_bool,
    "person": read_serial,
    "unit": read_serial,
    "department": read_serial,
    "subject": read_id,
    "file": read_id,
}
NOUNS = {
    "person": "person",
    "unit": "unit",
    "department": "unit",
    "subject": "subject",
    "file": "file",
}


def show(type_: str, value: object, choices: Choices = (), unit: str = "") -> str:
    """One value as people read it."""
    if type_ == "bool":
        return "是" if value else "否"
    if type_ == "choice":
        return dict(choices).get(str(value), str(value))
    if type_ == "money":
        return f"{Decimal(str(value)):,.2f} {unit or '元'}"
    if type_ == "date":
        return show_day(date.fromisoformat(str(value)))
    if type_ == "datetime":
        return f"{datetime.fromisoformat(str(value)).astimezone(TZ):%Y-%m-%d %H:%M}"
    if type_ in ("integer", "number"):
        plain = f"{value:.12g}" if isinstance(value, float) else str(value)
        return f"{plain} {unit}" if unit else plain
    return str(value)


def show_day(day: date) -> str:
    """2026-11-05 周四."""
    return f"{day.isoformat()} 周{_WEEKDAYS[day.weekday()]}"
