"""Conditions and measures as a reviewer picks them, and as the grammar of packs says them."""

from collections.abc import Iterable, Mapping
from typing import Any

from weian.base.errors import BadInput

Answers = Mapping[str, Any]


def compact(**values: Any) -> dict[str, Any]:
    """Without what was left open."""
    return {k: v for k, v in values.items() if v not in (None, "", [], {})}


def applies_of(answers: Answers) -> dict[str, Any]:
    """Which units it binds: facts that must hold, all or any of them, and one figure compared.

    Raises BadInput when the figure is not whole.
    """
    picked = tests_of(answers.get("applies", ()))
    number = _compared(answers, "fact")
    if answers.get("applies_any") and len(picked) + len(number) > 1:
        return {"any": {**picked, **number}}
    return {**picked, **number}


def where_of(answers: Answers) -> dict[str, Any]:
    """Which records count. Raises BadInput when the figure is not whole."""
    return {**tests_of(answers.get("where", ())), **_compared(answers, "figure")}


def tests_of(picked: Iterable[str]) -> dict[str, Any]:
    """ "topic=fire" and "topic=law" as {topic: {in: [fire, law]}}; "result=*" as filled in."""
    found: dict[str, list[Any]] = {}
    for pair in picked:
        key, _, value = pair.partition("=")
        found.setdefault(key, []).append(value)
    return {key: _wanted(values) for key, values in found.items()}


def _wanted(values: list[str]) -> Any:
    if "*" in values:
        return {"set": True}
    return True if values == ["true"] else {"in": values}


def _compared(answers: Answers, what: str) -> dict[str, Any]:
    """One figure against a number: {beds: {gte: 500}}."""
    key, how, number = (answers.get(f"{what}{part}") for part in ("", "_how", "_number"))
    if key in (None, "", "none"):
        return {}
    wrong = {} if how else {f"{what}_how": "请选怎样比较。"}
    if number in (None, ""):
        wrong[f"{what}_number"] = "请填比较的数。"
    if wrong:
        raise BadInput("draft.incomplete", fields=wrong)
    return {str(key): {str(how): number}}


def measure_of(answers: Answers) -> dict[str, Any]:
    """How much is enough. Raises BadInput with what that way of measuring still needs."""
    how = answers["measure"]
    if how == "none":
        return compact(none=True, at_most=answers.get("at_most"))
    if how == "fewer":
        return {"none": True, "fewer": True}
    if how == "count":
        return compact(count=answers.get("count"), at_most=answers.get("at_most"))
    share = f"{answers.get('share') or 100}%"
    if how == "sum":
        _need(answers, summed="请选累计哪一栏。", amount="请填累计不少于多少。")
        return compact(sum=answers.get("summed"), at_least=answers.get("amount"))
    if how == "ratio":
        _need(answers, passed="请选怎样算合格。")
        return {"ratio": tests_of(answers["passed"]), "share": share}
    _need(answers, covered="请选哪一栏记着覆盖到谁。")
    if how == "subjects":
        _need(answers, kinds="请选覆盖哪些对象。")
    kinds = list(answers.get("kinds", ())) if how == "subjects" else []
    return compact(cover=how, kinds=kinds, by=answers.get("covered"), share=share)


def _need(answers: Answers, **said: str) -> None:
    if wrong := {k: text for k, text in said.items() if not answers.get(k)}:
        raise BadInput("draft.incomplete", fields=wrong)
