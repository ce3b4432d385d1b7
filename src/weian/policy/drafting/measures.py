"""Conditions and measures as a reviewer picks them, and as the grammar of packs says them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from weian.base.errors import BadInput
from weian.policy.drafting.choices import RESERVED

Answers = Mapping[str, Any]
#: Where the kinds of what must be covered are chosen.
KINDS: Final = {"subjects": "kinds", "units": "unit_kinds", "people": "post_kinds"}


def compact(**values: Any) -> dict[str, Any]:
    """Without what was left open."""
    return {k: v for k, v in values.items() if v not in (None, "", [], {})}


#: How many comparisons of a number the form has for each condition.
FACTS: Final = ("fact", "fact_b")
FIGURES: Final = ("figure", "figure_b")
BEARING: Final = ("each_figure",)
POPULATION: Final = ("among_figure",)


def applies_of(answers: Answers) -> dict[str, Any]:
    """Which units it binds: facts that must hold, all or any of them, figures compared, and others
    of which one must hold.

    Raises BadInput when a figure is not whole.
    """
    every = joined(tests_of(answers.get("applies", ())), compared(answers, FACTS))
    either = tests_of(answers.get("either", ()))
    if answers.get("applies_any") and len(every) + len(either) > 1:
        return {"any": joined(every, either)}
    return {**every, **({"any": either} if either else {})}


def where_of(answers: Answers) -> dict[str, Any]:
    """Which records count. Raises BadInput when a figure is not whole."""
    return joined(tests_of(answers.get("where", ())), _said(answers), compared(answers, FIGURES))


def _said(answers: Answers) -> dict[str, Any]:
    """A word that a field must hold, or one of several."""
    key, words = answers.get("word"), str(answers.get("word_is") or "").strip("、 ")
    if key in (None, "", "none"):
        return {}
    if not words:
        raise BadInput("draft.incomplete", fields={"word_is": "请填要写着什么。"})
    return {str(key): {"in": [w.strip() for w in words.split("、")]}}


def each_of(answers: Answers) -> Any:
    """For whom it is counted; None for the unit. Raises BadInput when a figure is not whole."""
    sort, _, kind = str(answers["each"]).partition(":")
    if sort in ("unit", "post"):
        return {"post": kind} if sort == "post" else None
    where = joined(tests_of(answers.get("each_where", ())), compared(answers, BEARING))
    return {"person": where} if sort == "person" else compact(**{sort: kind}, where=where)


def tests_of(picked: Iterable[str]) -> dict[str, Any]:
    """ "topic=fire" and "topic=law" as {topic: {in: [fire, law]}}; "result=*" as filled in, "result=-"
    as left open, "on_time=false" as no."""
    found: dict[str, list[str]] = {}
    for pair in picked:
        key, _, value = pair.partition("=")
        found.setdefault(key, []).append(value)
    return {key: _wanted(values) for key, values in found.items()}


def _wanted(values: list[str]) -> Any:
    tests: dict[str, Any] = {}
    said = {v for v in values if v in RESERVED}
    if "*" in said or {"true", "false"} <= said or "-" in said:
        tests["set"] = said != {"-"}
    if len(said & {"true", "false"}) == 1:
        tests["is"] = "true" in said
    if options := [v.strip("'") for v in values if v not in RESERVED]:
        tests["in"] = options
    return tests["is"] if set(tests) == {"is"} else tests


def joined(*found: Mapping[str, Any]) -> dict[str, Any]:
    """Conditions put together; several of one field must all hold."""
    out: dict[str, Any] = {}
    for tests in found:
        for key, wanted in tests.items():
            out[key] = {**_spelled(out[key]), **_spelled(wanted)} if key in out else wanted
    return out


def _spelled(wanted: Any) -> dict[str, Any]:
    return dict(wanted) if isinstance(wanted, Mapping) else {"is": wanted}


def compared(answers: Answers, slots: Iterable[str]) -> dict[str, Any]:
    """The figures against numbers: {beds: {gte: 500}}. Raises BadInput when one is not whole."""
    return joined(*(_compared(answers, slot) for slot in slots))


def _compared(answers: Answers, what: str) -> dict[str, Any]:
    key, how, number = (answers.get(f"{what}{part}") for part in ("", "_how", "_number"))
    if key in (None, "", "none"):
        return {}
    wrong = {} if how else {f"{what}_how": "请选怎样比较。"}
    if number in (None, ""):
        wrong[f"{what}_number"] = "请填比较的数。"
    if wrong:
        raise BadInput("draft.incomplete", fields=wrong)
    if isinstance(number, float) and number.is_integer():
        number = int(number)
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
    share = f"{float(answers.get('share') or 100):g}%"
    if how == "sum":
        _need(answers, summed="请选累计哪一栏。", amount="请填累计不少于多少。")
        return compact(sum=answers.get("summed"), at_least=answers.get("amount"))
    if how == "ratio":
        _need(answers, passed="请选怎样算合格。")
        return {"ratio": tests_of(answers["passed"]), "share": share}
    _need(answers, covered="请选哪一栏记着覆盖到谁。")
    if how == "subjects":
        _need(answers, kinds="请选覆盖哪些对象。")
    where = joined(tests_of(answers.get("among", ())), compared(answers, POPULATION))
    return compact(
        cover=how, kinds=list(answers.get(KINDS[how]) or ()), where=where,
        by=answers.get("covered"), share=share,
    )  # fmt: skip


def _need(answers: Answers, **said: str) -> None:
    if wrong := {k: text for k, text in said.items() if not answers.get(k)}:
        raise BadInput("draft.incomplete", fields=wrong)
