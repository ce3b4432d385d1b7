"""What is wrong with moments that are given when something is reported."""

from collections.abc import Mapping
from datetime import datetime

from weian.subject.envelope.hooks import Answers


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(str(value)) if value else None


def already_happened(answers: Answers) -> Mapping[str, str]:
    """What is reported has happened."""
    happened = _moment(answers.data.get("occurred_at"))
    if happened is not None and happened > answers.moment:
        return {"occurred_at": "发生时间还没有到，请核对时间。"}
    return {}


def reported_afterwards(answers: Answers) -> Mapping[str, str]:
    """An event is named with both its moments, in their order; a zero report has none."""
    data = answers.data
    if data["category"] == "zero":
        return {}
    happened, told = _moment(data.get("occurred_at")), _moment(data.get("reported_at"))
    if happened is None or told is None:
        return {"reported_at": "有事件的报告要填写发生时间和报告时间，系统据此算间隔。"}
    if told < happened:
        return {"reported_at": "报告时间早于发生时间，请核对。"}
    return {}


def minutes_between(answers: Answers) -> Mapping[str, object]:
    """How long it took from the event to its report."""
    happened, told = (_moment(answers.data.get(k)) for k in ("occurred_at", "reported_at"))
    if happened is None or told is None or told < happened:
        return {"minutes": None}
    return {"minutes": round((told - happened).total_seconds() / 60)}
