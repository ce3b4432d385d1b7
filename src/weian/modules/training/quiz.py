"""A test that people take on their phones, as it is set; what it draws from is the question bank."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from weian.base.clock import day_of
from weian.base.fields import Field
from weian.modules.training import paper
from weian.modules.training.choices import TESTS
from weian.subject.envelope.hooks import Answers
from weian.subject.kinds import SubjectKind

MOST: Final = 50


def askable(answers: Answers) -> Mapping[str, str]:
    """A question whose answer is none of its options is told at once, not when somebody is tested."""
    return paper.problems(answers.data)


def settings(answers: Answers) -> Mapping[str, str]:
    """A paper fits on one page of a phone, somebody can pass it, and there is a day to sit it."""
    wrong = {}
    last = answers.data.get("closes_on")
    today = day_of(answers.moment)
    if answers.itself is None and last and date.fromisoformat(str(last)) < today:
        wrong["closes_on"] = f"截止日期已经过去，谁也考不了。请改为 {today} 或以后，或者不填。"
    if int(str(answers.data["asked"])) > MOST:
        wrong["asked"] = f"一份试卷最多 {MOST} 题。"
    if int(str(answers.data["pass_mark"])) > 100:
        wrong["pass_mark"] = "满分 100 分，合格分不能超过 100。"
    return wrong


QUIZ: Final = SubjectKind(
    key="quiz",
    title="手机考试",
    area="training",
    help="从题库抽题，手机上作答，系统判分并登记成绩。考完不用了就停用。",
    check=settings,
    columns=("name", "test", "asked", "pass_mark", "attempts", "closes_on"),
    fields=(
        Field("name", "考试名称", "text", required=True, search=True, help="例如：2026 年消防知识考试。"),
        Field("test", "考试内容", "choice", required=True, choices=TESTS,
              help="从题库中用于这项考试的试题里抽题。"),
        Field("asked", "抽几道题", "integer", required=True, min=1, unit="题"),
        Field("pass_mark", "合格分", "integer", required=True, min=1, unit="分",
              help="满分 100 分，每题分数相同。"),
        Field("attempts", "每人最多考几次", "integer", min=1, unit="次", help="不填就不限次数。"),
        Field("closes_on", "截止日期", "date", help="这一天还可以考。不填就一直可以考。"),
        Field("plan", "对应培训计划", "subject", kind="training_plan", listed=False),
    ),
)  # fmt: skip
