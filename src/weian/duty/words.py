"""Words for what a duty's row holds."""

from datetime import date, datetime, timedelta

from weian.core.cadence import FOREVER
from weian.core.verdict import (
    GRACE,
    MET,
    MET_LATE,
    NOT_APPLICABLE,
    OPEN,
    OVERDUE,
    UNDETERMINED,
    UPCOMING,
    WAIVED,
)
from weian.duty.wall import aware, wall
from weian.policy.explaining import STATUS_WORDS
from weian.ui import humane
from weian.ui.shapes.common import Tone

__all__ = [
    "STATUS_WORDS",
    "due_exact",
    "due_words",
    "last_moment",
    "status_words",
    "tone_of",
    "window_words",
]

TONES: dict[str, Tone] = {
    UPCOMING: "muted", OPEN: "", GRACE: "soon", OVERDUE: "overdue", MET: "ok", MET_LATE: "late",
    WAIVED: "muted", NOT_APPLICABLE: "muted", UNDETERMINED: "unknown",
}  # fmt: skip
_SOON = timedelta(days=3)
_NEVER = aware(FOREVER)


def tone_of(status: str, due: datetime, at: datetime) -> Tone:
    """The tone of a status; an open duty becomes urgent three days before it is due."""
    if status == OPEN and due - at <= _SOON:
        return "soon"
    return TONES[status]


def status_words(status: str, due: datetime, at: datetime) -> str:
    """What a status is called. A limit (fewer than last year, none at all) breaks before its last
    day: that is no lateness, and is not called so."""
    return "已突破" if status == OVERDUE and due > at else STATUS_WORDS[status]


def last_moment(due: datetime) -> datetime:
    """The last moment on time, of an exclusive end."""
    return due - timedelta(seconds=1)


def due_words(status: str, opens: datetime, due: datetime, at: datetime) -> str:
    """还剩 3 天, 逾期 2 天; when it opens for what has not begun, nothing for what never ends.

    What is settled before its window ends, well or badly, tells its last day."""
    if status == UPCOMING:
        return f"{humane.day(opens, at)} 起"
    if due >= _NEVER or status in (NOT_APPLICABLE, WAIVED):
        return ""
    if status in (MET, MET_LATE) or (status == OVERDUE and due > at):  # a limit can break early
        return f"{humane.day(last_moment(due), at)} 止"
    if _whole_day(due):
        return humane.due(wall(last_moment(due)).date(), wall(at).date())
    return humane.due(due, at)


def due_exact(due: datetime) -> str:
    """9月30日 周三, with the time unless it is the end of a day."""
    if due >= _NEVER:
        return ""
    return humane.day(last_moment(due)) if _whole_day(due) else humane.exact(due)


def _whole_day(due: datetime) -> bool:
    return wall(due).time() == datetime.min.time()


_QUARTERS = "一二三四"


def window_words(key: str) -> str:
    """``2026-Q3`` as 2026年第三季度, ``2026-W47`` as 2026年第47周, ``2026-10-01 国庆节`` as 国庆节前
    （10月1日）; other keys as they can be read."""
    year, _, part = key.partition("-")
    if key in _FIXED:
        return _FIXED[key]
    if key.startswith("post_change "):
        changed = date.fromisoformat(key[12:])
        return f"{changed.year}年{changed.month}月{changed.day}日转岗前"
    if day := _day(key[:10]):
        if key[10:11] == " ":
            return f"{key[11:]}前（{day.month}月{day.day}日）"
        return f"{day.year}年{day.month}月{day.day}日" + ("起" if key[10:] else "")
    if not year.isdecimal() or len(year) != 4:
        return key.replace("deadline ", "期限 ") if key.startswith("deadline") else "本次"
    if not part:
        return f"{year}年"
    if part[0] == "Q":
        return f"{year}年第{_QUARTERS[int(part[1]) - 1]}季度"
    if part[0] == "H":
        return f"{year}年{'上' if part[1] == '1' else '下'}半年"
    if part[0] == "W":
        return f"{year}年第{int(part[1:])}周"
    if part[-1] in "ab":
        return f"{year}年{int(part[:2])}月{'上' if part[-1] == 'a' else '下'}半月"
    if part.isdecimal():
        return f"{year}年{int(part)}月"
    return key


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


_FIXED = {"once": "一次性", "standing": "持续", "before": "事前"}
