"""What a reviewer answers about one obligation, and the obligation of the pack that it means."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from weian.base.errors import BadInput
from weian.core.cadence import days_in_month
from weian.policy.checking import faults_of
from weian.policy.drafting import choices
from weian.policy.drafting.measures import applies_of, compact, each_of, measure_of, where_of
from weian.policy.drafting.questions import judged_fields, records_of
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
    ("owes", "person"): "person", ("measure", "where"): "among", ("late",): "late", ("loosens",): "loosens",
    ("who", "units"): "units", ("who", "post"): "post", ("who", "applies"): "applies",
    ("owes", "record"): "record", ("owes", "where"): "where", ("measure", "ratio"): "passed", ("measure", "kinds"): "kinds", ("area",): "area",
    ("each",): "each", ("measure", "sum"): "summed", ("measure", "by"): "covered",
    ("measure",): "measure", ("when", "after"): "after", ("when", "deadline"): "deadline",
    ("when",): "form", ("title",): "title",
}  # fmt: skip


def missing(answers: Answers) -> tuple[str, ...]:
    """Titles of what has to be chosen before it can be accepted."""
    form = answers.get("form", "")
    shared = form == "ask" and answers.get("ask")
    wanted = (*_REQUIRED, *(() if shared else NEEDED.get(form, ())))
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
        "owes": _owes(answers),
        "when": _time(answers, key),
        **compact(each=each_of(answers), measure=measure_of(answers)),
    }  # fmt: skip
    if answers.get("grace"):
        out["grace"] = f"{answers['grace']}{answers.get('grace_unit') or 'd'}"
    if answers.get("weight") is not None:
        out["weight"] = answers["weight"]
    out |= compact(**{k: answers.get(k) for k in ("late", "on_breach", "loosens", "req")})
    if answers.get("veto"):
        out["veto"] = True
    _check(out)
    return out


def _owes(answers: Answers) -> dict[str, Any]:
    records = records_of(answers)
    return compact(
        record=records[0] if len(records) == 1 else list(records), where=where_of(answers),
        person=answers.get("person"), below=bool(answers.get("below")) or None,
    )  # fmt: skip


def _time(answers: Answers, key: str) -> dict[str, Any]:
    form = answers["form"]
    if form == "every":
        return _every(answers, _interval(answers))
    if form == "ask":
        return _every(answers, {"ask": answers.get("ask") or question_key(key)})
    if form == "yearly":
        return {"every": "year", **_within_year(answers)}
    if form == "once":
        return compact(**{"from": answers.get("since"), "by": answers["by"]})
    if form == "after":
        within = int(answers.get("within") or 0)
        if not within:
            return {"immediately_after": answers["after"]}
        return {"within": f"{within}{answers.get('within_unit') or 'd'}", "after": answers["after"]}
    if form == "max_age":
        return {"max_age": f"{answers['age']}{answers['age_unit']}"}
    if form == "before":
        return {"before": answers["before"], **_lead(answers)}
    return {form: True if form == "always" else answers[form]}


def _interval(answers: Answers) -> str:
    n, period = int(answers.get("every") or 1), str(answers["period"])
    return period if n == 1 else f"{n} {period}s"


def _every(answers: Answers, interval: Any) -> dict[str, Any]:
    out: dict[str, Any] = {"every": interval}
    if answers.get("last") == "week":
        out["last"] = "week"
    elif answers.get("last") == "days":
        if not answers.get("last_days"):
            raise BadInput("draft.incomplete", fields={"last_days": "请填最后几天。"})
        out["last"] = f"{answers['last_days']} days"
    if answers.get("form") == "ask" and answers.get("month"):
        out |= _within_year(answers)
    return out | (_lead(answers) if interval == "holiday" else {})


def _within_year(answers: Answers) -> dict[str, Any]:
    month, day = int(answers["month"]), int(answers.get("day") or 0)
    if day > days_in_month(2020, month):
        raise BadInput("draft.no_day", fields={"day": f"{month}月没有{day}日。"})
    return {"by": f"{month:02d}-{day:02d}"} if day else {"month": month}


def _lead(answers: Answers) -> dict[str, Any]:
    lead = answers.get("lead")
    return {} if lead in (None, "") else {"lead": f"{lead}d"}


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
