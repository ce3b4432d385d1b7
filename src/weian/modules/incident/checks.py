"""What is wrong with moments that are given when something is reported."""

from collections.abc import Mapping
from datetime import datetime

from weian.subject.envelope.hooks import Answers


def moment(value: object) -> datetime | None:
    """A stored moment; None where there is none."""
    return datetime.fromisoformat(str(value)) if value else None


def reported_afterwards(answers: Answers) -> Mapping[str, str]:
    """An event is named with both its moments, in their order; a zero report has none."""
    data = answers.data
    if data["category"] == "zero":
        return {}
    happened, told = moment(data.get("occurred_at")), moment(data.get("reported_at"))
    if happened is None or told is None:
        return {"reported_at": "有事件的报告要填写发生时间和报告时间，系统据此算间隔。"}
    if told < happened:
        return {"reported_at": "报告时间早于发生时间，请核对。"}
    return {}
