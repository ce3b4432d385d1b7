"""三同时: designed, built, put to use, each after the one before it has passed. Pure but for asking."""

from collections.abc import Collection, Mapping
from typing import Final

from weian.record.queries import Record
from weian.subject.envelope.hooks import Answers

STAGES: Final = (
    ("design", "同时设计"),
    ("construct", "同时施工"),
    ("use", "同时投入使用"),
)


def before(stage: str, passed: Collection[str]) -> str | None:
    """The title of the first earlier stage that has not passed; None if the stage may come."""
    for key, title in STAGES:
        if key == stage:
            return None
        if key not in passed:
            return title
    return None


def check_order(answers: Answers) -> Mapping[str, str]:
    """乌审旗 附件 清单 4 第 6 项: in order, and none before the other has passed."""
    if answers.subject is None:
        return {}
    rows = Record.objects.filter(
        kind="three_simultaneous",
        subject_id=answers.subject,
        superseded_by=None,
        happened_at__lte=answers.moment,
        data__passed=True,
    )
    passed = {str(r.data["stage"]) for r in rows if r.pk != answers.corrects}
    missing = before(str(answers.data["stage"]), passed)
    return {"stage": f"“{missing}”还没有审查合格，请先登记。"} if missing else {}


def check_permit(answers: Answers) -> Mapping[str, str]:
    """Work ends after it has begun."""
    if str(answers.data["ends_at"]) <= str(answers.data["begins_at"]):
        return {"ends_at": "结束时间要晚于开始时间。"}
    return {}
