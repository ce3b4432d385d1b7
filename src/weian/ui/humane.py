"""Times as people say them. Pure functions of a moment and of now; no clock is read here.

Moments may be in any zone; they are said in the zone of the offices that read them.
"""

from datetime import date, datetime

from weian.base.clock import TZ

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_MINUTE, _HOUR = 60, 3600


def local(value: date | datetime) -> date | datetime:
    """A moment in local time; a day or a naive moment stays as it is."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(TZ)
    return value


def day(value: date | datetime, now: date | datetime | None = None) -> str:
    """9月30日 周三, with the year when ``now`` is given and lies in another one."""
    at = local(value)
    text = f"{at.month}月{at.day}日 {WEEKDAYS[at.weekday()]}"
    return f"{at.year}年{text}" if now is not None and local(now).year != at.year else text


def exact(value: date | datetime) -> str:
    """2026年9月30日 周三 14:05, for the hover."""
    at = local(value)
    text = f"{at.year}年{at.month}月{at.day}日 {WEEKDAYS[at.weekday()]}"
    return f"{text} {at:%H:%M}" if isinstance(at, datetime) else text


def due(value: date | datetime, now: date | datetime) -> str:
    """还剩 3 天, 今天到期, 逾期 2 天; within a day of an exact moment hours or minutes."""
    if isinstance(value, datetime) and isinstance(now, datetime):
        seconds = (value - now).total_seconds()
        if abs(seconds) < 24 * _HOUR:
            return f"还剩 {_short(seconds)}" if seconds > 0 else f"逾期 {_short(-seconds)}"
    days = (_as_day(value) - _as_day(now)).days
    if days < 0:
        return f"逾期 {-days} 天"
    return {0: "今天到期", 1: "明天到期"}.get(days, f"还剩 {days} 天")


def ago(value: datetime, now: datetime) -> str:
    """刚刚, 5 分钟前, 今天 14:05, 昨天 14:05, 9月3日 14:05, 2025年9月3日."""
    at, seconds = local(value), (now - value).total_seconds()
    if 0 <= seconds < _MINUTE:
        return "刚刚"
    if 0 <= seconds < _HOUR:
        return f"{int(seconds // _MINUTE)} 分钟前"
    days = (_as_day(now) - _as_day(value)).days
    if days in {0, 1}:
        return f"{'今天' if days == 0 else '昨天'} {at:%H:%M}"
    if at.year == local(now).year:
        return f"{at.month}月{at.day}日 {at:%H:%M}"
    return f"{at.year}年{at.month}月{at.day}日"


def span(first: date, last: date) -> str:
    """9月24日—30日, 9月24日—10月7日, or the whole dates when the years differ."""
    head = f"{first.month}月{first.day}日"
    if first == last:
        return head
    if first.year != last.year:
        return f"{first.year}年{head}—{last.year}年{last.month}月{last.day}日"
    month = "" if first.month == last.month else f"{last.month}月"
    return f"{head}—{month}{last.day}日"


def size(count: int) -> str:
    """812 B, 12 KB, 3.4 MB."""
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:.0f} KB" if count < 1024**2 else f"{count / 1024**2:.1f} MB"


def _as_day(value: date | datetime) -> date:
    at = local(value)
    return at.date() if isinstance(at, datetime) else at


def _short(seconds: float) -> str:
    minutes = max(1, int(seconds // _MINUTE))
    return f"{minutes} 分钟" if minutes < _MINUTE else f"{minutes // _MINUTE} 小时"
