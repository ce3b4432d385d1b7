"""A pack against what exists: areas, units, posts, facts, kinds and their fields."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from weian.base.areas import AREAS
from weian.base.fields import Field
from weian.core.condition import Condition, Test
from weian.org.facts import FACTS
from weian.org.kinds import EMPLOYMENT, GROUPS, POSTS, UNIT_KINDS
from weian.policy.loading import LoadedPack
from weian.policy.schema import Guarded, Obligation
from weian.policy.sheets import sheet_faults
from weian.policy.source import PackError
from weian.policy.vocabulary import Vocabulary
from weian.policy.when import (
    AfterForm,
    AlwaysForm,
    AtOnceForm,
    BeforeForm,
    DeadlineForm,
    EveryForm,
    MaxAgeForm,
)

Path = tuple[str | int, ...]
Found = tuple[Path, str]
_ENVELOPE = {
    "people": Field("people", "参加人员", "people"),
    "subject": Field("subject", "对象", "text"),
    "unit": Field("unit", "单位", "text"),
    "by": Field("by", "填报人", "person"),
    "case": Field("case", "事项", "text"),
}
_PLAIN: Mapping[str, tuple[type, ...]] = {
    "bool": (bool,),
    "integer": (int,),
    "number": (int, float),
}
#: What is known of a person that conditions may speak of.
PERSON = (Field("employment", "用工形式", "choice", choices=tuple(EMPLOYMENT.items())),)
_COUNTS = frozenset({"integer", "number", "money"})
_FACTS = tuple(fact.field for fact in FACTS.values())


def check_names(loaded: LoadedPack, known: Vocabulary) -> list[PackError]:
    """Everything that the pack speaks of and that does not exist, each with its place."""
    out = []
    for i, clause in enumerate(loaded.pack.clauses):
        for j, o in enumerate(clause.obligations):
            base = ("clauses", i, "obligations", j)
            out += [loaded.source.complain(base + path, why) for path, why in _names(o, known)]
        for j, guard in enumerate(clause.guards):
            path = ("clauses", i, "guards", j)
            out += [loaded.source.complain(path, why) for why in _guard(guard, known)]
    out += [loaded.source.complain(path, why) for path, why in sheet_faults(loaded.pack, known)]
    return out


def faults_of(obligation: Obligation, known: Vocabulary) -> list[Found]:
    """What one obligation speaks of and that does not exist, each with its path within it."""
    return list(_names(obligation, known))


def _guard(guard: Guarded, known: Vocabulary) -> Iterator[str]:
    if known.evidence is not None and guard.step not in known.evidence:
        yield _no_kind(guard.step, known.evidence)


def _names(o: Obligation, known: Vocabulary) -> Iterator[Found]:
    if o.area not in AREAS:
        yield ("area",), f"没有 {o.area} 这个板块；可用：{'、'.join(AREAS)}。"
    yield from ((("who", "units", i), why) for i, u in enumerate(o.who.units) for why in _unit(u))
    if o.who.post and o.who.post not in POSTS:
        yield ("who", "post"), _no_post(o.who.post)
    yield from _tests(o.who.applies, ("who", "applies"), _FACTS, "本单位情况（facts）")
    yield from _bearing(o, known)
    yield from _evidence(o, known)
    yield from _measure(o, known)
    yield from _when(o, known)


def _unit(name: str) -> Iterator[str]:
    if name not in UNIT_KINDS and name not in GROUPS:
        yield f"没有 {name} 这种单位；可用：{'、'.join([*GROUPS, *UNIT_KINDS])}。"


def _no_post(post: str) -> str:
    return f"没有 {post} 这个岗位；可用：{'、'.join(POSTS)}。"


def _bearing(o: Obligation, known: Vocabulary) -> Iterator[Found]:
    each, kind = o.each.each, o.each.kind
    if each == "post" and kind not in POSTS:
        yield ("each",), _no_post(kind)
    if each == "person":
        yield from _tests(o.each.where, ("each",), PERSON, "人员")
    shapes = {"subject": known.subjects, "case": known.cases}.get(each)
    if shapes is not None and kind not in shapes:
        yield ("each",), f"没有 {kind} 这种{'对象' if each == 'subject' else '事项'}。"
    elif shapes is not None:
        yield from _tests(o.each.where, ("each", "where"), shapes[kind], kind)


def _evidence(o: Obligation, known: Vocabulary) -> Iterator[Found]:
    shapes = known.evidence
    if shapes is None:
        return
    unknown = [kind for kind in o.owes.kinds if kind not in shapes]
    yield from ((("owes", "record"), _no_kind(kind, shapes)) for kind in unknown)
    for kind in o.owes.kinds:
        if kind not in unknown:
            yield from _tests(o.owes.where, ("owes", "where"), shapes[kind], kind)
            yield from _field(o.owes.person, ("owes", "person"), shapes[kind], kind)


def _no_kind(kind: str, shapes: Mapping[str, Any]) -> str:
    near = [k for k in shapes if k.partition(".")[0] == kind.partition(".")[0]]
    hint = f"；相近的有：{'、'.join(near)}" if near else ""
    return f"没有 {kind} 这种记录或步骤{hint}。"


def _measure(o: Obligation, known: Vocabulary) -> Iterator[Found]:
    shapes = known.evidence or {}
    for kind in o.owes.kinds:
        if kind in shapes:
            yield from _field(o.measure.by or "", ("measure", "by"), shapes[kind], kind)
            yield from _field(o.measure.sum or "", ("measure", "sum"), shapes[kind], kind, _COUNTS)
            yield from _tests(o.measure.ratio or (), ("measure", "ratio"), shapes[kind], kind)
    cover, path = o.measure.cover, ("measure", "where")
    for i, kind in enumerate(o.measure.kinds):
        place = ("measure", "kinds", i)
        if cover == "people" and kind not in POSTS:
            yield place, _no_post(kind)
        if cover == "units":
            yield from ((place, why) for why in _unit(kind))
        if cover == "subjects" and known.subjects is not None and kind not in known.subjects:
            yield place, f"没有 {kind} 这种对象。"
        elif cover == "subjects" and known.subjects is not None:
            yield from _tests(o.measure.where, path, known.subjects[kind], kind)
    if cover == "people":
        yield from _tests(o.measure.where, path, PERSON, "人员")
    if cover == "units":
        yield from _tests(o.measure.where, path, _FACTS, "单位情况（facts）")


def _when(o: Obligation, known: Vocabulary) -> Iterator[Found]:
    when, each = o.when, o.each.each
    happening = {AfterForm: "after", AtOnceForm: "immediately_after"}.get(type(when), "")
    kind = getattr(when, happening) if happening else ""
    if kind and known.evidence is not None and kind not in known.evidence:
        yield ("when", happening), _no_kind(kind, known.evidence)
    if isinstance(when, BeforeForm) and each not in ("post", "person"):
        yield ("when",), "before 要按人算，请写 each: {post: …} 或 {person: …}。"
    if isinstance(when, BeforeForm) and when.before == "post_change" and each != "person":
        yield ("when",), "before: post_change 要按人算，请写 each: {person: {…}}。"
    running = o.measure.none or o.measure.ratio is not None
    if running and isinstance(when, AlwaysForm | MaxAgeForm):
        why = "none（不得发生）和 ratio（占比）要有期间，请写 every 或 by，不写 always、max_age。"
        yield ("measure",), why
    if o.measure.fewer and not isinstance(when, EveryForm):
        yield ("measure",), "fewer（比上一期少）要写 every。"
    if isinstance(when, DeadlineForm):
        if each not in ("case", "subject"):
            yield ("when",), "deadline 要按事项或对象算，请写 each: {case: …} 或 {subject: …}。"
        shapes = known.cases if each == "case" else known.subjects
        if shapes and o.each.kind in shapes:
            yield from _field(when.deadline, ("when", "deadline"), shapes[o.each.kind], o.each.kind)
    if not isinstance(when, EveryForm) and o.measure.sum and hasattr(when.cadence({}), "ages"):
        yield ("measure",), "始终有效的要求不能累计数量，请改用 count 或 cover。"


def _field(
    name: str, path: Path, fields: Sequence[Field], what: str, types: frozenset[str] = frozenset()
) -> Iterator[Found]:
    if not name:
        return
    found = _by_key(fields).get(name)
    if found is None:
        yield path, f"{what} 没有 {name} 这一栏；有：{'、'.join(f.key for f in fields)}。"
    elif types and found.item not in types:
        yield path, f"{what} 的 {name} 不是数字，不能累计。"


def _tests(
    tests: Condition | Iterable[Test], path: Path, fields: Sequence[Field], what: str
) -> Iterator[Found]:
    if isinstance(tests, Condition):
        tests = (*tests.all_of, *tests.any_of)
    known = _by_key(fields)
    for test in tests:
        if test.field not in known:
            names = "、".join(f.key for f in fields)
            yield (*path, test.field), f"{what} 没有 {test.field} 这一项；有：{names}。"
        elif wrong := _value(test, known[test.field]):
            yield (*path, test.field), wrong


def _by_key(fields: Sequence[Field]) -> dict[str, Field]:
    return {**_ENVELOPE, **{f.key: f for f in fields}}


def _value(test: Test, found: Field) -> str:
    """Why a wanted value can never be the field's; "" when it can."""
    if test.op == "set":
        return ""
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    if found.item == "choice":
        keys = [key for key, _ in found.choices]
        wrong = [v for v in values if str(v) not in keys]
        return f"{found.key} 没有 {wrong[0]} 这个选项；有：{'、'.join(keys)}。" if wrong else ""
    wanted = _PLAIN.get(found.item, (str,))
    if all(
        isinstance(v, wanted) and (found.item == "bool" or not isinstance(v, bool)) for v in values
    ):
        return ""
    kind = {"bool": "true 或 false", "integer": "整数", "number": "数字"}.get(found.item, "文字")
    return f"{found.key} 的值应是{kind}。"
