"""Whether a measurement keeps its limit, and what measuring and warning must not leave out."""

from collections.abc import Mapping
from decimal import Decimal

from weian.subject.envelope.hooks import Answers


def exceeds(value: object, limit: object) -> bool | None:
    """Whether a value is over its limit; None while one of them is not known."""
    if value is None or limit is None:
        return None
    return Decimal(str(value)) > Decimal(str(limit))


def judge(answers: Answers) -> Mapping[str, object]:
    """The answer "exceeds" from the answers "value" and "limit"."""
    return {"exceeds": exceeds(answers.data.get("value"), answers.data.get("limit"))}


def check_told(answers: Answers) -> Mapping[str, str]:
    """Where the numbers are given, what is said of them is so."""
    data = answers.data
    known = exceeds(data.get("value"), data.get("limit"))
    if known is None or known == data.get("exceeds"):
        return {}
    return {"exceeds": f"检测值{'高于' if known else '没有高于'}限值，请核对是否超标。"}


def check_exceeding(answers: Answers) -> Mapping[str, str]:
    """Only who is over the limit is put on the list."""
    if exceeds(answers.data.get("value"), answers.data.get("limit")):
        return {}
    return {"value": "检测值没有超过限值，不用列入督促名单。"}


def check_note(answers: Answers) -> Mapping[str, str]:
    """乌审旗 六: a warning note tells all four."""
    told = answers.data.get("contents")
    if answers.data.get("kind_of") == "sign" or (isinstance(told, list) and len(told) == 4):
        return {}
    return {"contents": "警示说明要写全危害种类、后果、预防和应急救治四项。"}


def check_protection(answers: Answers) -> Mapping[str, str]:
    """What is issued has a standard and somebody who got it; a check of wearing has a result."""
    data, wrong = answers.data, {}
    if data.get("kind_of") == "issue":
        if not data.get("people"):
            wrong["people"] = "请选择领用人员。"
        if not data.get("standard"):
            wrong["standard"] = "请填写用品执行的国家或行业标准。"
    if data.get("kind_of") == "wearing" and data.get("correct") is None:
        wrong["correct"] = "请填写佩戴使用是否正确。"
    return wrong
