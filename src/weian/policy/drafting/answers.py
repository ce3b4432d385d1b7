"""What a reviewer answers about one obligation, and the obligation of the pack that it means."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from weian.base.areas import AREAS
from weian.base.errors import BadInput
from weian.base.fields import Field
from weian.core.cadence import days_in_month
from weian.policy.checking import faults_of
from weian.policy.drafting import choices
from weian.policy.drafting.measures import applies_of, compact, measure_of, where_of
from weian.policy.schema import Obligation
from weian.policy.vocabulary import titles, vocabulary

Answers = Mapping[str, Any]
#: The answers that each form of time needs.
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "every": ("period",), "ask": ("period",), "yearly": ("month",), "once": ("by",),
    "after": ("after",), "before": ("before",), "deadline": ("deadline",), "always": (),
    "max_age": ("age", "age_unit"),
}  # fmt: skip
_REQUIRED: Final = ("title", "area", "units", "each", "record", "measure", "form")
_TITLES: Final[Mapping[str, str]] = {
    "title": "要做的事", "area": "板块", "units": "责任单位", "each": "按什么计", "record": "以什么为凭",
    "measure": "怎样算够", "form": "时限", "period": "周期", "month": "几月", "by": "截止日期",
    "after": "从什么事算起", "before": "在什么以前", "deadline": "哪一个期限", "age": "多久以内的",
    "age_unit": "年限单位",
}  # fmt: skip
#: Where the checks of a pack speak of something, the question that it is about.
_ABOUT: Final[Mapping[tuple[str, ...], str]] = {
    ("who", "units"): "units", ("who", "post"): "post", ("who", "applies"): "applies",
    ("owes", "record"): "record", ("owes", "where"): "where", ("measure", "ratio"): "passed", ("measure", "kinds"): "kinds", ("area",): "area",
    ("each",): "each", ("measure", "sum"): "summed", ("measure", "by"): "covered",
    ("measure",): "measure", ("when", "after"): "after", ("when", "deadline"): "deadline",
    ("when",): "form", ("title",): "title",
}  # fmt: skip


def fields(record: str = "", each: str = "unit") -> tuple[Field, ...]:
    """The questions; conditions and columns are those of the evidence chosen so far."""
    return (*_who(), *_what(record), *_when(each), *_rest())


def _who() -> tuple[Field, ...]:
    return (
        Field("title", "要做的事", "text", required=True, max=120, help="短句，待办里就这样写"),
        Field("area", "板块", "choice", required=True, choices=tuple(AREAS.items())),
        Field("units", "责任单位", "choices", required=True, choices=choices.units()),
        Field("post", "由谁办理", "choice", choices=choices.posts(), help="不选就是单位"),
        Field("applies", "适用条件", "choices", choices=choices.applies(), help="不选就是都适用"),
        Field("applies_any", "符合其中一项即可", "bool", help="不勾就是各项都要符合"),
        Field("fact", "数量条件", "choice", choices=(*choices.NO_FIGURE, *choices.counted_facts()), help="例如床位数达到多少才适用"),
        Field("fact_how", "怎样比较", "choice", choices=choices.COMPARED),
        Field("fact_number", "比较的数", "integer", min=0, max=1_000_000),
        Field("each", "按什么计", "choice", required=True, choices=choices.each()),
    )  # fmt: skip


def _what(record: str) -> tuple[Field, ...]:
    return (
        Field("record", "以什么为凭", "choice", required=True, choices=choices.evidence()),
        *_picked("where", "其中要求", "choices", choices.conditions(record)),
        *_number(record),
        Field("measure", "怎样算够", "choice", required=True, choices=choices.MEASURES),
        Field("count", "至少几次", "integer", min=1, max=1000, unit="次"),
        Field("at_most", "最多几次", "integer", min=1, max=1000, unit="次"),
        *_picked("summed", "累计哪一栏", "choice", choices.summed(record)),
        Field("amount", "累计不少于", "number", min=0),
        Field("kinds", "覆盖哪些对象", "choices", choices=choices.subjects()),
        *_picked("covered", "哪一栏记着覆盖到谁", "choice", choices.covered(record)),
        *_picked("passed", "怎样算合格", "choices", choices.passed(record)),
        Field("share", "比例不低于", "integer", min=1, max=100, unit="%"),
    )


def _number(record: str) -> tuple[Field, ...]:
    """A figure that each record must have, where the kind has any."""
    offered = choices.summed(record)
    return (
        (
            Field("figure", "其中哪个数要达到", "choice", choices=(*choices.NO_FIGURE, *offered)),
            Field("figure_how", "怎样比较", "choice", choices=choices.COMPARED),
            Field("figure_number", "比较的数", "number"),
        )
        if offered
        else ()
    )


def _picked(key: str, title: str, sort: str, offered: choices.Choices) -> tuple[Field, ...]:
    """A question only where there is something to choose."""
    return (Field(key, title, sort, choices=offered),) if offered else ()


def _when(each: str) -> tuple[Field, ...]:
    return (
        Field("form", "时限", "choice", required=True, choices=choices.FORMS),
        Field("period", "周期", "choice", choices=choices.PERIODS),
        Field("every", "每隔几个周期", "integer", min=1, max=100),
        Field("last", "周期里的哪一段", "choice", choices=choices.LASTS),
        Field("last_days", "最后几天", "integer", min=1, max=99, unit="天"),
        Field("month", "几月", "integer", min=1, max=12, unit="月"),
        Field("day", "几日以前", "integer", min=1, max=31, unit="日", help="不填就是当月内"),
        Field("by", "截止日期", "date"),
        Field("since", "开始日期", "date"),
        Field("after", "从什么事算起", "choice", choices=choices.evidence()),
        Field("within", "多久以内", "integer", min=0, max=1000, help="0 就是当日"),
        Field("within_unit", "单位", "choice", choices=choices.SPANS),
        Field("before", "在什么以前", "choice", choices=choices.BEFORES),
        Field("age", "多久以内的", "integer", min=1, max=100),
        Field("age_unit", "年限单位", "choice", choices=choices.AGES),
        *_picked("deadline", "哪一个期限", "choice", choices.deadlines(each)),
    )


def _rest() -> tuple[Field, ...]:
    return (
        Field("grace", "宽限", "integer", min=0, max=365, unit="天"),
        Field("weight", "考核分值", "number", min=0, max=100),
        Field("veto", "一票否决", "bool"),
    )


def judged_fields() -> tuple[Field, ...]:
    """The questions of a clause that an inspector judges."""
    return (
        Field("question", "问检查员什么", "text", required=True, max=200),
        Field("reason", "为什么由人判定", "choice", required=True, choices=choices.REASONS),
    )


def missing(answers: Answers) -> tuple[str, ...]:
    """Titles of what has to be chosen before it can be accepted."""
    wanted = (*_REQUIRED, *NEEDED.get(answers.get("form", ""), ()))
    return tuple(_TITLES[k] for k in wanted if not answers.get(k))


def judged_of(answers: Answers, key: str) -> dict[str, Any]:
    """The question of the pack. Raises BadInput."""
    wrong = {f.key: f"请填写{f.title}。" for f in judged_fields() if not answers.get(f.key)}
    if wrong:
        raise BadInput("draft.incomplete", fields=wrong)
    reasons = dict(choices.REASONS)
    reason = reasons.get(answers["reason"], answers["reason"])
    return {"id": key, "question": answers["question"], "reason": reason}


def obligation_of(answers: Answers, key: str) -> dict[str, Any]:
    """The obligation in the grammar of packs, ready for JSON.

    Raises BadInput with the questions that are not answered or that do not fit.
    """
    if lacking := missing(answers):
        raise BadInput("draft.incomplete", f"还要选：{'、'.join(lacking)}。")
    out: dict[str, Any] = {
        "id": key,
        "title": answers["title"],
        "area": answers["area"],
        "who": compact(
            units=list(answers["units"]), post=answers.get("post"),
            applies=applies_of(answers),
        ),
        "owes": compact(record=answers["record"], where=where_of(answers)),
        "when": _time(answers, key),
        **compact(each=_each(answers["each"]), measure=measure_of(answers)),
    }  # fmt: skip
    if answers.get("grace"):
        out["grace"] = f"{answers['grace']}d"
    if answers.get("weight") is not None:
        out["weight"] = answers["weight"]
    if answers.get("veto"):
        out["veto"] = True
    _check(out)
    return out


def _each(said: str) -> Any:
    sort, _, kind = said.partition(":")
    return {"unit": None, "person": {"person": {}}}.get(sort, {sort: kind})


def _time(answers: Answers, key: str) -> dict[str, Any]:
    form = answers["form"]
    if form == "every":
        return _every(answers)
    if form == "ask":
        return {"every": {"ask": question_key(key)}}
    if form == "yearly":
        month, day = int(answers["month"]), int(answers.get("day") or 0)
        if day > days_in_month(2020, month):
            raise BadInput("draft.no_day", fields={"day": f"{month}月没有{day}日。"})
        return {"every": "year", **({"by": f"{month:02d}-{day:02d}"} if day else {"month": month})}
    if form == "once":
        return compact(**{"from": answers.get("since"), "by": answers["by"]})
    if form == "after":
        within = int(answers.get("within") or 0)
        if not within:
            return {"immediately_after": answers["after"]}
        return {"within": f"{within}{answers.get('within_unit') or 'd'}", "after": answers["after"]}
    if form == "max_age":
        return {"max_age": f"{answers['age']}{answers['age_unit']}"}
    return {form: True if form == "always" else answers[form]}


def _every(answers: Answers) -> dict[str, Any]:
    n, period = int(answers.get("every") or 1), answers["period"]
    out: dict[str, Any] = {"every": period if n == 1 else f"{n} {period}s"}
    if answers.get("last") == "week":
        out["last"] = "week"
    elif answers.get("last") == "days":
        if not answers.get("last_days"):
            raise BadInput("draft.incomplete", fields={"last_days": "请填最后几天。"})
        out["last"] = f"{answers['last_days']} days"
    return out


def question_key(key: str) -> str:
    """The question at adoption that leaves the interval of this obligation open."""
    return f"interval_{key}"


def question_of(answers: Answers) -> dict[str, Any]:
    """Every period offered, the one chosen here first in mind."""
    periods = [p for p in dict(choices.PERIODS) if p not in ("night", "holiday")]
    title = answers["title"]
    return {"question": f"“{title}”多久一次？", "choices": periods, "default": answers["period"]}


def _check(raw: Mapping[str, Any]) -> None:
    """Refuse what the schema or the names of a pack would refuse, beside the question."""
    plain = json.loads(json.dumps(raw, default=_iso))
    try:
        obligation = Obligation.model_validate_json(json.dumps(plain))
    except ValidationError as error:
        wrong = {_about(tuple(map(str, e["loc"]))): _said(e["msg"]) for e in error.errors()}
        raise BadInput("draft.invalid", fields=wrong) from None
    faults = {
        _about(tuple(map(str, path))): why for path, why in faults_of(obligation, vocabulary())
    }
    if faults:
        raise BadInput("draft.invalid", fields=faults)


def _said(message: str) -> str:
    return message.removeprefix("Value error, ")


def _iso(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()


def _about(path: tuple[str, ...]) -> str:
    for length in (2, 1):
        if path[:length] in _ABOUT:
            return _ABOUT[path[:length]]
    return "title"


def where_words(answers: Answers) -> str:
    """The evidence chosen, in words; "" before it is."""
    record = answers.get("record", "")
    return titles().evidence(record) if record else ""
