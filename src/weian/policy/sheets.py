"""Score sheets of a pack: what they speak of exists, and what they are in the core's words."""

from collections.abc import Iterator, Sequence

from weian.base.areas import AREAS
from weian.base.fields import Field
from weian.core.sheet import How, Indicator, Sheet
from weian.org.kinds import GROUPS, UNIT_KINDS
from weian.policy.schema import Counted, PackFile, ScoreItem, ScoreSheet
from weian.policy.vocabulary import Vocabulary

Found = tuple[tuple[str | int, ...], str]

#: What a count of cases may ask beside the answers of the opening.
ENVELOPE = frozenset({"grade", "category", "source", "state"})


def sheet_faults(pack: PackFile, known: Vocabulary) -> Iterator[Found]:
    """What the sheets speak of and that does not exist, each with its path in the pack."""
    for i, sheet in enumerate(pack.sheets):
        base = ("sheets", i)
        for j, unit in enumerate(sheet.units):
            if unit not in UNIT_KINDS and unit not in GROUPS:
                yield (*base, "units", j), f"没有 {unit} 这种单位。"
        for j, item in enumerate(sheet.indicators):
            for path, why in _item(item, pack, known):
                yield (*base, "indicators", j, *path), why


def _item(item: ScoreItem, pack: PackFile, known: Vocabulary) -> Iterator[Found]:
    laws = {o.id for o in pack.obligations}
    clauses = {c.id for c in pack.clauses if c.judged}
    for i, area in enumerate(item.areas):
        if area not in AREAS:
            yield ("areas", i), f"没有 {area} 这个板块；可用：{'、'.join(AREAS)}。"
    for i, name in enumerate(item.duties):
        if name not in laws:
            yield ("duties", i), f"本制度包没有 {name} 这项责任事项。"
    for i, name in enumerate(item.judged if isinstance(item.judged, list) else ()):
        if name not in clauses:
            yield ("judged", i), f"本制度包没有 {name} 这个带人工评判的条款。"
    for key, counted in (("deduct", item.deduct), ("bonus", item.bonus)):
        if counted is not None:
            yield from ((((key, *path)), why) for path, why in _counted(counted, known))


def _counted(counted: Counted, known: Vocabulary) -> Iterator[Found]:
    what = "record" if counted.record is not None else "case"
    shapes = known.records if counted.record is not None else known.cases
    kind = counted.record or counted.case or ""
    if shapes is None:
        return
    if kind not in shapes:
        yield (what,), f"没有 {kind} 这种{'记录' if what == 'record' else '事项'}。"
        return
    fields = {f.key: f for f in shapes[kind]}
    for test in counted.where:
        if test.field not in fields and not (what == "case" and test.field in ENVELOPE):
            names = "、".join(fields)
            yield ("where", test.field), f"{kind} 没有 {test.field} 这一项；有：{names}。"
        elif wrong := _choice(test.value, fields.get(test.field), test.op):
            yield ("where", test.field), wrong


def _choice(value: object, found: Field | None, op: str) -> str:
    if found is None or not found.choices or op == "set":
        return ""
    wanted: Sequence[object] = value if isinstance(value, tuple) else (value,)
    keys = [key for key, _ in found.choices]
    wrong = [v for v in wanted if v not in keys]
    return f"{found.title}没有 {wrong[0]} 这个选项；有：{'、'.join(keys)}。" if wrong else ""


def core_sheet(pack: PackFile, sheet: ScoreSheet, name: str) -> Sheet:
    """The sheet as the core marks it; ``name`` is the id under which the pack is in force."""
    return Sheet(
        f"{name}#{sheet.id}", sheet.title, frozenset(sheet.units),
        tuple(_indicator(name, item) for item in sheet.indicators),
        f"《{pack.title}》{sheet.article}", sheet.commend_from, sheet.ceiling,
    )  # fmt: skip


def _indicator(pack: str, item: ScoreItem) -> Indicator:
    counted = item.deduct or item.bonus
    how: How = "duties"
    if item.judged is not None:
        how = "judged"
    elif counted is not None:
        how = "deduct" if item.deduct else "bonus"
    named = item.judged if isinstance(item.judged, list) else []
    return Indicator(
        item.id, item.title, item.points, how,
        areas=frozenset(item.areas),
        obligations=frozenset(f"{pack}#{name}" for name in item.duties),
        clauses=frozenset(f"{pack}#{name}" for name in named),
        kind=_kind(counted), late=counted.late if counted else False,
        where=counted.where if counted else (), each=item.each or 0,
    )  # fmt: skip


def _kind(counted: Counted | None) -> str:
    """ "record:notice" or "case:hazard"."""
    if counted is None:
        return ""
    return f"record:{counted.record}" if counted.record else f"case:{counted.case}"
