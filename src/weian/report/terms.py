"""Who files a commission's own return, and when: chosen from lists, kept as data, told in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from weian.core.cadence import days_in_month
from weian.org.kinds import UNIT_KINDS

#: Window of a return: its title, and what the pack says of when it is due.
WINDOWS: Final[Mapping[str, tuple[str, str]]] = {
    "month": ("每月，月底前", "{every: month}"),
    "month.week": ("每月，最后一周", "{every: month, last: week}"),
    "month.10": ("每月，最后 10 天", "{every: month, last: 10 days}"),
    "quarter": ("每季度，季末前", "{every: quarter}"),
    "quarter.week": ("每季度，最后一周", "{every: quarter, last: week}"),
    "quarter.10": ("每季度，最后 10 天", "{every: quarter, last: 10 days}"),
    "half_year": ("每半年，期末前", "{every: half_year}"),
    "half_year.week": ("每半年，最后一周", "{every: half_year, last: week}"),
    "half_year.10": ("每半年，最后 10 天", "{every: half_year, last: 10 days}"),
    "year": ("每年，年底前", "{every: year}"),
    "year.week": ("每年，最后一周", "{every: year, last: week}"),
    "year.by": ("每年，某月某日前", '{{every: year, by: "{month}-{day}"}}'),
    "year.month": ("每年，某个月内", "{{every: year, month: {month}}}"),
    "once": ("只报一次，某日前", "{{by: {by}, from: {since}}}"),
}
MONTHS: Final = tuple((str(n), f"{n} 月") for n in range(1, 13))
DAYS: Final = tuple((str(n), f"{n} 日") for n in range(1, 32))
#: Kinds of units that may be asked: institutions, and commissions that have one above them.
KINDS: Final = tuple(
    (k.key, k.title)
    for group in ("institution", "commission")
    for k in UNIT_KINDS.values()
    if k.group == group and k.level != "province"
)
#: What is asked of a commission is asked of its safety office, of an institution of its manager.
POSTS: Final[Mapping[str, str]] = {"commission": "clerk", "institution": "safety_manager"}


@dataclass(frozen=True)
class Terms:
    """Who files and when. ``units`` are chosen by number and stand in the place of ``kinds``."""

    kinds: tuple[str, ...] = ()
    units: tuple[int, ...] = ()
    window: str = ""
    month: int | None = None
    day: int | None = None
    by: date | None = None
    since: date | None = None

    def content(self) -> dict[str, Any]:
        """Ready for JSON; :func:`read` is the inverse."""
        return {
            "kinds": list(self.kinds), "units": list(self.units), "window": self.window,
            "month": self.month, "day": self.day,
            "by": self.by.isoformat() if self.by else None,
            "since": self.since.isoformat() if self.since else None,
        }  # fmt: skip

    def wrong(self) -> dict[str, str]:
        """What is missing or cannot be, by field; empty when it can be published."""
        out = {}
        if not self.kinds and not self.units:
            out["kinds"] = "还没有说明由谁报送：请勾选单位类别，或者在“指定单位”里选出具体的单位。"
        if unknown := [k for k in self.kinds if k not in dict(KINDS)]:
            out["kinds"] = f"没有“{unknown[0]}”这类单位，请从列表中选择。"
        if self.since is None:
            out["since"] = "请填写从哪天起执行。"
        return out | self._wrong_window()

    def _wrong_window(self) -> dict[str, str]:
        if self.window not in WINDOWS:
            return {"window": "请选择什么时候报送。"}
        if self.window in ("year.by", "year.month") and not self.month:
            return {"month": "选了“每年”的某个日子或月份，请选择几月。"}
        if self.window == "year.by" and not self.day:
            return {"day": "选了“某月某日前”，请选择几日。"}
        if self.window == "year.by" and (self.day or 0) > days_in_month(2020, self.month or 1):
            return {"day": f"{self.month} 月没有 {self.day} 日，请重新选择。"}
        if self.window == "once" and self.by is None:
            return {"by": "选了“只报一次”，请填写截止日期。"}
        if self.window == "once" and self.since and self.by and self.by < self.since:
            return {"by": "截止日期早于开始执行的日子，这样的时限不可能完成，请改晚。"}
        return {}

    @property
    def when(self) -> str:
        """The cadence as a pack writes it."""
        template = WINDOWS[self.window][1]
        if self.window not in ("year.by", "year.month", "once"):
            return template
        return template.format(month=self.month, day=self.day, by=self.by, since=self.since)

    @property
    def when_words(self) -> str:
        """The same for people."""
        title = WINDOWS[self.window][0] if self.window in WINDOWS else "还没有选择"
        if self.window == "year.by":
            return f"每年 {self.month} 月 {self.day} 日前"
        if self.window == "year.month":
            return f"每年 {self.month} 月内"
        if self.window == "once" and self.by:
            return f"只报一次，{self.by.year} 年 {self.by.month} 月 {self.by.day} 日前"
        return title

    @property
    def who_words(self) -> str:
        """The kinds asked; chosen units are named by whoever can read them."""
        known = dict(KINDS)
        return "、".join(known[k] for k in self.kinds if k in known) or "还没有选择"


def read(raw: Mapping[str, Any]) -> Terms:
    """From kept JSON or the answers of a form; what is absent is empty."""
    return Terms(
        tuple(str(k) for k in raw.get("kinds") or ()),
        tuple(int(n) for n in raw.get("units") or ()),
        str(raw.get("window") or ""),
        int(raw["month"]) if raw.get("month") else None,
        int(raw["day"]) if raw.get("day") else None,
        _day(raw.get("by")), _day(raw.get("since")),
    )  # fmt: skip


def _day(raw: Any) -> date | None:
    return raw if isinstance(raw, date) else date.fromisoformat(str(raw)) if raw else None
