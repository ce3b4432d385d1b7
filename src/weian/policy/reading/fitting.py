"""Each form of recurrence as a cadence of the core, or why it needs a setting or a judge."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from weian.core.cadence import After, Always, Before, Cadence, Every, Once, days_in_month

Form = Mapping[str, Any]

#: Forms that no cadence can hold by themselves: what has to be said before they can be adopted.
#: ``setting``: a question at adoption answers it. ``judged``: an inspector does.
#: ``happening``: the words after which it runs have to be named as a record or a step of a case.
NEEDS: Final[dict[str, tuple[str, str]]] = {
    "periodic": ("setting", "“定期”没有说多久一次，采用时选择周期。"),
    "prompt": ("setting", "“及时”没有说多久之内，采用时选择天数。"),
    "immediate": ("happening", "“立即”从什么事算起，请选定触发的记录或环节。"),
    "after": ("happening", "从什么事以后算起，请选定触发的记录或环节。"),
    "within": ("happening", "期限从什么事算起，请选定触发的记录或环节。"),
    "each": ("happening", "“每次”是哪一种事，请选定触发的记录。"),
    "before_act": ("judged", "要在某项作业之前完成，系统不知道作业何时开始，由检查员判定。"),
    "before_length": ("happening", "要比某个日子提前，请选定登记这个日子的字段。"),
    "during": ("judged", "只在一段时节内要求，起止由采用单位确定，期外不计。"),
    "hours": ("judged", "以几小时为周期，由现场记录判定。"),
    "weekday": ("setting", "按周几几点截止，采用时按每周一次设置并写明时刻。"),
    "day_of_period": ("setting", "按周期内的某一天截止，采用时确认这一天。"),
    "retain_at_least": ("judged", "保存年限由检查员抽查判定。"),
    "max_duration": ("judged", "时长上限由现场检查判定。"),
    "continuous": ("judged", "全天候的要求由值班记录和检查判定。"),
    "at_most": ("judged", "只规定上限，没有必须完成的次数。"),
    "unread": ("judged", "没有读懂时间要求，由人判定。"),
}
_PERIODS: Final = frozenset(
    {"day", "night", "week", "half_month", "month", "quarter", "half_year", "year"}
)
_PEOPLE: Final = {"上岗": "appointed", "任职": "appointed", "转岗": "appointed", "入职": "joined"}


def fit(form: Form | None) -> Cadence | str | None:
    """The cadence, or a key of ``NEEDS``; None for a form of None, which is a standing duty."""
    if form is None:
        return None
    if "during" in form:
        return "during"
    if "within" in form or "immediate" in form:
        return "within" if "within" in form else "immediate"
    for key in ("periodic", "prompt", "each", "retain_at_least", "max_duration", "continuous"):
        if key in form:
            return key
    if "before" in form:
        return _before(form)
    if "after" in form:
        return "after"
    return _timed(form)


def bind(form: Form, happening: str) -> Cadence | None:
    """A form that runs after something, once a person has said which record or step that is."""
    if "immediate" in form or ("after" in form and "within" not in form) or "each" in form:
        return After(happening)
    if "within" not in form:
        return None
    n, unit = _length(str(form["within"]))
    if unit in ("h", "min"):
        return After(happening, hours=max(1, n if unit == "h" else -(-n // 60)))
    days = n * {"d": 1, "wd": 1, "w": 7, "m": 30, "y": 365}[unit]
    return After(happening, days=days, working=unit == "wd")


def _timed(form: Form) -> Cadence | str:
    if "window" in form:
        return Every(str(form["per"]), last=0) if form["window"] == "last_week" else "day_of_period"
    if "once_by" in form:
        return Once(_day(str(form["once_by"]), end=True))
    if "on" in form:
        said = str(form["on"])
        return Once(_day(said, end=True), _day(said, end=False))
    if "from" in form:
        return Once(_day(str(form["until"]), end=True), _day(str(form["from"]), end=False))
    for key in ("max_age", "max_interval"):
        if key in form:
            n, unit = _length(str(form[key]))
            return _standing(n, unit)
    if "every" in form:
        return _in_period(form)
    return _per(form)


def _in_period(form: Form) -> Cadence | str:
    if form["every"] == "year" and "month" in form:
        return Every("year", month=int(form["month"]))
    said = str(form.get("by", ""))
    if form["every"] == "year" and len(said) == 5:
        return Every("year", by=(int(said[:2]), int(said[3:])))
    return "weekday" if form["every"] in ("week", "day") else "day_of_period"


def _per(form: Form) -> Cadence | str:
    per = str(form.get("per", ""))
    if "at_least" not in form:
        return "at_most" if "at_most" in form else "unread"
    if per == "holiday_or_event":
        return Every("holiday")
    if per in _PERIODS:
        return Every(per)
    n, unit = _length(per)
    if unit in ("h", "min"):
        return "hours"
    word = {"d": "day", "w": "week", "m": "month", "y": "year"}.get(unit)
    return Every(word, n) if word and n else "unread"


def _before(form: Form) -> Cadence | str:
    if "of" in form or str(form["before"])[:1].isdigit():
        return "before_length"
    happening = _PEOPLE.get(str(form["before"]))
    return Before(happening) if happening else "before_act"


def _standing(n: int, unit: str) -> Cadence | str:
    if unit in ("d", "w"):
        return Always(days=n * (7 if unit == "w" else 1))
    return Always(years=n) if unit == "y" else Always(months=n) if unit == "m" else "hours"


def _length(said: str) -> tuple[int, str]:
    digits = "".join(c for c in said if c.isdigit())
    return int(digits or 0), said[len(digits) :]


def _day(said: str, *, end: bool) -> date:
    """A month without a day begins on its first and ends on its last day, also for \"6月前\"."""
    if len(said) == 10:
        return date.fromisoformat(said)
    year, month = int(said[:4]), int(said[5:7])
    first = date(year, month, 1)
    return first + timedelta(days=days_in_month(year, month) - 1) if end else first
