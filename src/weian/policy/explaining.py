"""Why a duty stands as it does: obligation in words, value against target, evidence, what to do."""

from datetime import datetime, timedelta

from weian.core.cadence import FOREVER, Always, Rules
from weian.core.duty import Duty
from weian.policy.titles import Titles
from weian.policy.words import (
    condition_words,
    obligation_words,
    owes_words,
    population_words,
)  # fmt: skip
from weian.ui import humane

STATUS_WORDS = {
    "upcoming": "未开始", "open": "待完成", "grace": "宽限期内", "overdue": "已逾期", "met": "已完成",
    "met_late": "逾期完成", "waived": "已豁免", "not_applicable": "不适用", "undetermined": "待核实",
}  # fmt: skip


def last_day(due: datetime) -> str:
    """The last day on time; the exact moment when it is not the end of a day; "" for never."""
    if due >= FOREVER:
        return ""
    if due.time() == datetime.min.time():
        return (due - timedelta(days=1)).date().isoformat()
    return f"{due:%Y-%m-%d %H:%M}"


def moment(at: datetime | None) -> str | None:
    """A day when it is midnight, else day and time."""
    if at is None:
        return None
    return f"{at:%Y-%m-%d}" if at.time() == datetime.min.time() else f"{at:%Y-%m-%d %H:%M}"


def said(due: datetime, now: datetime | None = None) -> str:
    """The last moment on time as people say it: 9月30日 周三, with the year unless ``now`` is in it."""
    if due >= FOREVER:
        return ""
    if due.time() == datetime.min.time():
        return _day_said(due - timedelta(days=1), now)
    return f"{_day_said(due, now)} {due:%H:%M}"


def _day_said(at: datetime, now: datetime | None) -> str:
    return humane.day(at, now) if now is not None else humane.exact(at.date())


def explain(duty: Duty, titles: Titles, rules: Rules | None = None) -> list[str]:
    """Lines for a person: what is owed, what stands against it, by which records, what to do."""
    law = duty.obligation
    lines = [f"要求：{obligation_words(law, titles, rules)}"]
    place = "，".join(p for p in (f"《{law.clause.document}》", law.clause.place) if p)
    lines.append(f"依据：{place}。{law.clause.summary}")
    lines.append(f"状态：{STATUS_WORDS[duty.status]}。{_reason(duty, titles)}".rstrip())
    lines.append(value_words(duty, titles))
    lines.append(_evidence(duty))
    lines.append(f"下一步：{next_step(duty, titles)}")
    return lines


def value_words(duty: Duty, titles: Titles) -> str:
    """The computed value against its target, with the cap if it was passed."""
    measure = duty.obligation.measure
    if measure.population is not None:
        whole = population_words(measure, titles)
        share = f"{measure.target * 100:.4g}%"
        size = duty.target / measure.target if measure.target else 0
        return f"进度：已覆盖 {duty.value:g} / 应覆盖 {duty.target:g}（{whole}共 {size:g}，要求 {share}）"
    unit = (
        titles.field_of(duty.obligation.owes.kinds, measure.field)
        if measure.kind == "sum"
        else "次"
    )
    if measure.kind == "ratio":
        return f"达到要求的 {duty.value:g} 条，至少 {duty.target:.4g} 条（{measure.target * 100:.4g}%）"
    if measure.kind == "absence":
        return f"已发生 {duty.value:g} 次，不得多于 {duty.target:g} 次"
    line = f"进度：{duty.value:g} / {duty.target:g} {unit}"
    if measure.at_most is not None and duty.value > measure.at_most:
        line += f"（超过文件所说的 {measure.at_most:g} 次，仅作提示）"
    return line


def _evidence(duty: Duty) -> str:
    if not duty.records:
        return "证据：还没有可以算数的记录。"
    shown = "；".join(f"{r.id}（{r.happened:%Y-%m-%d}）" for r in duty.records[:20])
    more = f" 等 {len(duty.records)} 条" if len(duty.records) > 20 else ""
    return f"证据：{shown}{more}"


def _reason(duty: Duty, titles: Titles) -> str:
    key, _, rest = duty.reason.partition(":")
    applies = condition_words(duty.obligation.who.applies, titles)
    if key == "facts" and duty.status == "undetermined":
        return f"本单位还没有申报：{applies or '判定条件所需的情况'}，无法判定是否适用。"
    if key == "facts":
        return f"本单位不符合适用条件：{applies or '对象条件'}。"
    if key == "post_vacant":
        return f"没有登记在任的{titles.of('post', duty.obligation.bearing.kind)}。"
    if key == "empty":
        return "没有需要覆盖的对象。"
    if key == "waived":
        return f"经批准豁免（{rest}）。" if rest else "经批准豁免。"
    if key == "ended":
        return "要求已经失效或对象已经不在。"
    return ""


def next_step(duty: Duty, titles: Titles, now: datetime | None = None) -> str:
    """What to do now, by when; one sentence. Days of the year of ``now`` are said without it."""
    deed, again, what = _deed(duty, titles)
    by = said(duty.due, now)
    if duty.status == "undetermined":
        return "请先申报单位情况或登记岗位人员，系统随即判定。"
    if duty.status == "upcoming":
        return _from_when(duty, by, now)
    if duty.status == "open":
        return f"请在 {by} 前{deed}{what}。" if by else f"请尽快{deed}{what}。"
    if duty.status == "grace":
        return f"期限 {by} 已过，仍在宽限期内，请立即{deed}{what}。"
    if duty.obligation.measure.kind == "absence":
        return (
            "已经发生，本期不能补救；请按规定报告和处置。"
            if duty.status == "overdue"
            else "无需操作。"
        )
    if duty.status == "overdue":
        return _after_due(duty, by, f"{again}{what}")
    if duty.status == "met" and isinstance(duty.obligation.when, Always) and by:
        return f"有效至 {by}，请在此前更新。"
    return "无需操作。"


def _deed(duty: Duty, titles: Titles) -> tuple[str, str, str]:
    """How one says doing it and doing it late, and what is done: a report is sent up, a step
    is taken, anything else is a record to hand in."""
    owes = duty.obligation.owes
    what = owes_words(owes, titles)
    if all(kind.startswith("report.") for kind in owes.kinds):
        return "报送", "补报", what.replace("”记录", "”", 1)
    if all(("step", kind) in titles.names for kind in owes.kinds):
        return "办理", "补办", what.replace("”记录", "”", 1)
    return "提交", "补交", what


def _from_when(duty: Duty, by: str, now: datetime | None) -> str:
    opens = duty.window.opens
    if not by:
        return "尚未开始。"
    at = _day_said(opens, now) + ("" if opens.time() == datetime.min.time() else f" {opens:%H:%M}")
    return f"{at} 起可以办理，{by} 前完成。"


def _after_due(duty: Duty, by: str, late: str) -> str:
    if duty.obligation.can_make_up:
        return f"已过期限（{by}），请尽快{late}，将记为逾期完成。"
    return f"已过期限（{by}），本期不能补做，请做好下一期并说明原因。"
