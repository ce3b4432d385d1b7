"""What a reviewer chooses from, all of it taken from what exists: units, posts, kinds, facts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from weian.base.fields import Field
from weian.org.facts import FACTS
from weian.org.kinds import GROUPS, POSTS, UNIT_KINDS
from weian.policy.checking import PERSON
from weian.policy.vocabulary import titles, vocabulary
from weian.policy.words import PERIOD_WORDS

Choices = tuple[tuple[str, str], ...]

FORMS: Final[Choices] = (
    ("every", "按周期"),
    ("ask", "按周期，多久一次由采用单位选择"),
    ("yearly", "每年某日以前或某月"),
    ("once", "某日以前一次"),
    ("after", "某件事发生以后限时"),
    ("before", "上岗、任职、转岗以前"),
    ("deadline", "在登记的期限以前"),
    ("always", "始终保持有效"),
    ("max_age", "始终有若干时间以内的"),
)
PERIODS: Final[Choices] = tuple(PERIOD_WORDS.items())
LASTS: Final[Choices] = (("whole", "整个周期"), ("week", "最后一周"), ("days", "最后若干天"))
SPANS: Final[Choices] = (("h", "小时"), ("d", "天"), ("wd", "工作日"))
GRACES: Final[Choices] = (("d", "天"), ("h", "小时"))
LATES: Final[Choices] = (("counts", "逾期完成也算完成"), ("refused", "逾期不再受理"))
AGES: Final[Choices] = (("y", "年"), ("m", "个月"), ("d", "天"))
BEFORES: Final[Choices] = (("appointed", "任职"), ("joined", "上岗"), ("post_change", "转岗"))
MEASURES: Final[Choices] = (
    ("count", "次数"),
    ("sum", "某一栏累计"),
    ("people", "覆盖全部人员的比例"),
    ("units", "覆盖所属单位的比例"),
    ("subjects", "覆盖全部对象的比例"),
    ("ratio", "合格的占全部的比例"),
    ("none", "不得发生"),
    ("fewer", "要比上一期少"),
)
#: Offered first where a figure may be compared, so that a choice can be taken back.
NO_FIGURE: Final[Choices] = (("none", "没有"),)
#: How a number is compared.
COMPARED: Final[Choices] = (
    ("gte", "不少于"),
    ("gt", "多于"),
    ("lte", "不多于"),
    ("lt", "少于"),
    ("is", "等于"),
)
#: Why no machine can judge it; an inspector does.
REASONS: Final[Choices] = (
    ("site", "要到现场看，由检查员判定。"),
    ("quality", "要看做得好不好，由检查员判定。"),
    ("content", "要看文件和记录的内容，由检查员判定。"),
    ("ban", "是禁止性要求，由检查员在检查中判定。"),
    ("span", "时长和保存年限由检查员抽查判定。"),
    ("limit", "数值限度由检查员现场核对。"),
    ("open", "没有可以计数的时限，由检查员判定。"),
)
_ENVELOPE: Final[Choices] = (("people", "参加人员"), ("subject", "所记对象"), ("unit", "单位"))
#: Marks of a condition that are no option of a field.
RESERVED: Final = frozenset({"true", "false", "*", "-"})
_NUMBERS: Final = frozenset({"integer", "number", "money"})
_FACTS_SHOWN: Final = frozenset({"bool", "choice"})


def units() -> Choices:
    """Groups first, then every kind of unit that can owe something."""
    kinds = ((k.key, k.title) for k in UNIT_KINDS.values() if k.group != "authority")
    groups = ((k, f"所有{t}") for k, t in GROUPS.items() if k not in ("authority", "department"))
    return (*groups, *kinds)


def posts() -> Choices:
    return tuple(POSTS.items())


def applies() -> Choices:
    """A declared fact and its value: "lift=true", "level=2"."""
    facts = (f for f in FACTS.values() if f.type in _FACTS_SHOWN)
    return tuple(p for f in facts for p in _answers_to(f.key, f.title, f.type, f.choices))


def pair(key: str, value: object) -> str:
    """One condition as an option: "topic=fire"; a choice that is itself called true is quoted."""
    if isinstance(value, bool):
        return f"{key}={'true' if value else 'false'}"
    return f"{key}='{value}'" if value in RESERVED else f"{key}={value}"


def _answers_to(key: str, title: str, sort: str, options: Choices) -> Iterator[tuple[str, str]]:
    if sort == "bool":
        yield from ((pair(key, True), f"{title}：是"), (pair(key, False), f"{title}：否"))
    else:
        yield from ((pair(key, k), f"{title}：{t}") for k, t in options)


def counted_facts() -> Choices:
    """The facts that are numbers: beds, staff."""
    return tuple((f.key, f.title) for f in FACTS.values() if f.type == "integer")


def each() -> Choices:
    """For whom it is counted: the unit, each holder of a post, person, thing or case."""
    known = vocabulary()
    out = [("unit", "每个单位"), ("person", "每名人员")]
    out += [(f"post:{key}", f"每名{title}") for key, title in POSTS.items()]
    out += [(f"subject:{k}", f"每个{titles().of('subject', k)}") for k in known.subjects or ()]
    out += [(f"case:{k}", f"每件{titles().of('case', k)}") for k in known.cases or ()]
    return tuple(out)


def evidence() -> Choices:
    """Every kind of record and every step of a flow that can prove a duty."""
    return tuple((kind, titles().evidence(kind)) for kind in vocabulary().evidence or ())


def _fields(record: str) -> Sequence[Field]:
    return (vocabulary().evidence or {}).get(record, ())


def conditions(records: Iterable[str]) -> Choices:
    """Which records of the kinds count: "topic=fire"; none before a kind is chosen."""
    return _distinct(p for record in records for p in _conditions(_fields(record)))


def _conditions(fields: Sequence[Field]) -> Iterator[tuple[str, str]]:
    """Options and yes or no; behind them whether a field is filled at all."""
    for field in fields:
        if field.item in _FACTS_SHOWN:
            yield from _answers_to(field.key, field.title, field.item, field.choices)
    for field in fields:
        yield from (
            (f"{field.key}=*", f"{field.title}：已填"),
            (f"{field.key}=-", f"{field.title}：未填"),
        )


def words(records: Iterable[str]) -> Choices:
    """The fields of the kinds that hold a word or a key of something else."""
    return _distinct((f.key, f.title) for r in records for f in _fields(r) if f.item == "text")


def _distinct(pairs: Iterable[tuple[str, str]]) -> Choices:
    """The first title of each key."""
    out: dict[str, str] = {}
    for key, title in pairs:
        out.setdefault(key, title)
    return tuple(out.items())


def _shape_of(bearer: str) -> Sequence[Field]:
    """The fields of what each is counted for: "case:hazard", "person"."""
    sort, _, kind = bearer.partition(":")
    known = vocabulary()
    shapes = {"subject": known.subjects, "case": known.cases}.get(sort) or {}
    return PERSON if sort == "person" else shapes.get(kind, ())


def bearing(bearer: str) -> Choices:
    """Which persons, things or cases it is counted for."""
    return tuple(_conditions(_shape_of(bearer)))


def bearing_numbers(bearer: str) -> Choices:
    """Their figures."""
    return _numbers(_shape_of(bearer))


def _population(measure: str, kinds: Iterable[str]) -> Sequence[Field]:
    if measure == "units":
        return tuple(f.field for f in FACTS.values())
    if measure == "people":
        return PERSON
    shapes = vocabulary().subjects or {}
    return [f for kind in kinds for f in shapes.get(kind, ())] if measure == "subjects" else ()


def population(measure: str, kinds: Iterable[str]) -> Choices:
    """Which of the people, units or things must be covered."""
    if measure == "units":
        return applies()
    return _distinct(_conditions(_population(measure, kinds)))


def population_numbers(measure: str, kinds: Iterable[str]) -> Choices:
    """Their figures: beds, staff."""
    return _numbers(_population(measure, kinds))


def _numbers(fields: Iterable[Field]) -> Choices:
    return _distinct((f.key, f.title) for f in fields if f.item in _NUMBERS)


def persons(records: Iterable[str]) -> Choices:
    """The fields of the kinds that name people: who led it, who took part."""
    named = ((f.key, f.title) for r in records for f in _fields(r) if f.item == "person")
    return _distinct((*named, *(p for p in _ENVELOPE if p[0] == "people"), ("by", "填报人")))


def summed(records: Iterable[str]) -> Choices:
    """The fields of the kinds that can be added up."""
    return _numbers(f for record in records for f in _fields(record))


def covered(records: Iterable[str]) -> Choices:
    """The fields of the kinds that name people, units or things."""
    wanted = ("person", "unit", "subject")
    own = _distinct(
        (f.key, f.title)
        for r in records
        for f in _fields(r)
        if f.item in wanted or f.type in wanted
    )
    known = {key for key, _ in own}
    return (*(pair for pair in _ENVELOPE if pair[0] not in known), *own)


def passed(records: Iterable[str]) -> Choices:
    """What makes a record one of those that count for a ratio: an option, or that a field is filled."""
    return conditions(records)


def subjects() -> Choices:
    """Every kind of thing that a unit keeps."""
    return tuple((k, titles().of("subject", k)) for k in vocabulary().subjects or ())


def deadlines(bearer: str) -> Choices:
    """The days that a thing or case has, for "by its deadline"."""
    sort, _, kind = bearer.partition(":")
    known = vocabulary()
    shapes = {"subject": known.subjects, "case": known.cases}.get(sort) or {}
    return tuple((f.key, f.title) for f in shapes.get(kind, ()) if f.item in ("date", "datetime"))
