"""An obligation of a pack as the answers that would make it: the way back of ``answers``."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from weian.base.errors import BadInput
from weian.policy.drafting.choices import conditions, pair
from weian.policy.drafting.measures import BEARING, FACTS, FIGURES, KINDS, POPULATION

_SPAN: Final = re.compile(r"(\d+)\s*([a-z]+)")
_INTERVAL: Final = re.compile(r"(?:(\d+) )?([a-z_]+?)s?")
_COMPARED: Final = frozenset({"gte", "gt", "lte", "lt"})
_PLAIN: Final = ("title", "area", "late", "on_breach", "loosens", "weight", "veto", "req")


def answers_of(obligation: Mapping[str, Any]) -> dict[str, Any]:
    """The answers, to be corrected in the form; saved unchanged they make the obligation again.

    Raises BadInput for what the form cannot say: that a field is not some value, or more
    comparisons of numbers than it has room for.
    """
    who, owes = obligation["who"], obligation["owes"]
    records = [owes["record"]] if isinstance(owes["record"], str) else list(owes["record"])
    out = {k: obligation[k] for k in _PLAIN if k in obligation}
    out |= {"units": list(who["units"]), "post": who.get("post", ""), **_applies(who)}
    out |= {"record": records[0], "also": records[1:], "person": owes.get("person", "")}
    where = _tests(owes.get("where", {}), "where", FIGURES)
    out |= {"below": bool(owes.get("below")), **where, **_words(where["where"], records)}
    out |= {**_each(obligation.get("each", "unit")), **_measure(obligation.get("measure", {}))}
    out |= _time(obligation["when"])
    if grace := _SPAN.fullmatch(str(obligation.get("grace", ""))):
        out |= {"grace": int(grace[1]), "grace_unit": grace[2]}
    return {k: v for k, v in out.items() if v not in ("", None, [])}


def _applies(who: Mapping[str, Any]) -> dict[str, Any]:
    tests = who.get("applies", {})
    every = _tests({k: v for k, v in tests.items() if k != "any"}, "applies", FACTS)
    either = _tests(tests.get("any", {}), "either", ())
    return {**every, **either}


def _tests(tests: Mapping[str, Any], key: str, slots: Iterable[str]) -> dict[str, Any]:
    """Options picked, and figures compared in the places there are for them."""
    picked: list[str] = []
    figures: list[tuple[str, str, Any]] = []
    for name, wanted in tests.items():
        for op, value in _spelled(wanted):
            if op in _COMPARED or (op == "is" and _is_number(value)):
                figures.append((name, op, value))
            elif op == "set":
                picked.append(f"{name}={'*' if value else '-'}")
            elif op in ("is", "in"):
                options = value if isinstance(value, list) else [value]
                picked += [pair(name, option) for option in options]
            else:
                raise BadInput("draft.unsayable", f"表单写不出“{name}”的条件“{op}”。")
    out: dict[str, Any] = {key: picked}
    places = list(slots)
    if len(figures) > len(places):
        raise BadInput("draft.unsayable", "表单写不下这样多的数量条件。")
    for place, (name, op, value) in zip(places, figures, strict=False):
        out |= {place: name, f"{place}_how": op, f"{place}_number": value}
    return out


def _words(picked: list[str], records: Iterable[str]) -> dict[str, Any]:
    """What is no option but a word that a field holds. Raises BadInput for several such fields."""
    offered = dict(conditions(records))
    said = [p.partition("=") for p in picked if p not in offered]
    keys = {key for key, _, _ in said}
    if len(keys) > 1:
        raise BadInput("draft.unsayable", "表单写不下这样多的文字条件。")
    if not keys:
        return {}
    left = [p for p in picked if p in offered]
    return {"where": left, "word": keys.pop(), "word_is": "、".join(value for _, _, value in said)}


def _spelled(wanted: Any) -> list[tuple[str, Any]]:
    if isinstance(wanted, Mapping):
        return list(wanted.items())
    return [("in" if isinstance(wanted, list) else "is", wanted)]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _each(said: Any) -> dict[str, Any]:
    if isinstance(said, str):
        return {"each": said}
    sort = next(k for k in ("subject", "post", "person", "case") if k in said)
    if sort == "person":
        return {"each": "person", **_tests(said["person"], "each_where", BEARING)}
    return {"each": f"{sort}:{said[sort]}", **_tests(said.get("where", {}), "each_where", BEARING)}


def _measure(m: Mapping[str, Any]) -> dict[str, Any]:
    if m.get("none"):
        return {"measure": "fewer" if m.get("fewer") else "none", "at_most": m.get("at_most")}
    if "sum" in m:
        return {"measure": "sum", "summed": m["sum"], "amount": m["at_least"]}
    if "ratio" in m:
        return {"measure": "ratio", "share": _share(m), **_tests(m["ratio"], "passed", ())}
    if "cover" in m:
        return {
            "measure": m["cover"], KINDS[m["cover"]]: list(m.get("kinds", ())), "covered": m["by"],
            "share": _share(m), **_tests(m.get("where", {}), "among", POPULATION),
        }  # fmt: skip
    return {"measure": "count", "count": m.get("count"), "at_most": m.get("at_most")}


def _share(m: Mapping[str, Any]) -> float:
    said = m["share"]
    value = float(said.rstrip("% ")) if isinstance(said, str) else said * 100
    return int(value) if value == int(value) else value


def _time(when: Mapping[str, Any]) -> dict[str, Any]:
    if "every" in when:
        return _every(when)
    if "within" in when:
        found = _split(when["within"])
        return {
            "form": "after",
            "after": when["after"],
            "within": found[0],
            "within_unit": found[1],
        }
    if "immediately_after" in when:
        return {"form": "after", "after": when["immediately_after"], "within": 0}
    if "before" in when:
        lead = {"lead": _split(when["lead"])[0]} if "lead" in when else {}
        return {"form": "before", "before": when["before"], **lead}
    if "max_age" in when:
        age = _split(when["max_age"])
        return {"form": "max_age", "age": age[0], "age_unit": age[1]}
    if "by" in when:
        return {"form": "once", "by": str(when["by"]), "since": str(when.get("from", ""))}
    return {"form": "always"} if "always" in when else {"form": "deadline", **when}


def _every(when: Mapping[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    if last := when.get("last"):
        out = (
            {"last": "week"}
            if last == "week"
            else {"last": "days", "last_days": int(last.split()[0])}
        )
    if "by" in when:
        month, day = when["by"].split("-")
        out |= {"month": int(month), "day": int(day)}
    out |= {"month": when["month"]} if "month" in when else {}
    out |= {"lead": _split(when["lead"])[0]} if "lead" in when else {}
    every = when["every"]
    if isinstance(every, Mapping):
        return {"form": "ask", "ask": every["ask"], **out}
    if "month" in out:
        return {"form": "yearly", **out}
    found = _INTERVAL.fullmatch(every)
    assert found
    return {"form": "every", "period": found[2], "every": int(found[1] or 1), **out}


def _split(span: str) -> tuple[int, str]:
    found = _SPAN.fullmatch(span)
    assert found
    return int(found[1]), found[2]
