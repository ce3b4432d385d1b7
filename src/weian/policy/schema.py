"""The shape of a pack file. What it may say is all here; what it means is in ``compiling``."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, model_validator

from weian.core.condition import Condition, Test
from weian.core.obligation import Bearing
from weian.policy.grammar import (
    read_condition,
    read_grace,
    read_interval,
    read_share,
    read_tests,
)
from weian.policy.when import Strict, When

Layer = Literal["nation", "province", "city", "county", "institution"]
LAYERS = ("nation", "province", "city", "county", "institution")
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+()（）-]*$", max_length=80)]
Text = Annotated[str, Field(min_length=1)]
Tests = Annotated[tuple[Test, ...], PlainValidator(read_tests)]


class Who(Strict):
    """Units bound (kinds or groups), the post that acts, the facts that must hold."""

    units: list[Text] = Field(min_length=1)
    post: str = ""
    applies: Annotated[Condition, PlainValidator(read_condition)] = Condition()


class Owes(Strict):
    """Which records count as evidence."""

    record: Text | list[Text]
    where: Tests = ()
    person: str = ""
    below: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        return (self.record,) if isinstance(self.record, str) else tuple(self.record)


class Measure(Strict):
    """How much: a count (the default), a sum of a field, the coverage of a population, or ``none``
    (it must not happen; with ``at_most`` no more often than that, with ``fewer: true`` less often
    than in the period before), or ``ratio``, the share of the records that pass some tests."""

    count: Annotated[int, Field(ge=1)] | None = None
    at_most: Annotated[int, Field(ge=1)] | None = None
    sum: Text | None = None
    at_least: Annotated[float, Field(gt=0)] | None = None
    cover: Literal["people", "subjects", "units"] | None = None
    kinds: list[Text] = []
    where: Annotated[Condition, PlainValidator(read_condition)] = Condition()
    by: Text | None = None
    share: Annotated[float | None, PlainValidator(read_share)] = None
    none: bool = False
    fewer: bool = False
    ratio: Tests | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "Measure":
        kinds = (self.count, self.sum, self.cover, self.ratio, self.none or None)
        if sum(x is not None for x in kinds) > 1:
            raise ValueError("count、sum、cover、ratio、none 只能写一个。")
        if self.fewer and (not self.none or self.at_most is not None):
            raise ValueError("fewer 与 none 一起写，不再写 at_most。")
        if (self.sum is None) != (self.at_least is None):
            raise ValueError("sum 与 at_least 要一起写。")
        if self.cover is None and (self.by or self.kinds):
            raise ValueError("by、kinds 只用于 cover。")
        if (self.cover is None and self.ratio is None) and self.share is not None:
            raise ValueError("share 只用于 cover、ratio。")
        if self.ratio is not None and self.share is None:
            raise ValueError("ratio 要写 share（比例，例如 95%）。")
        if self.cover is not None and (self.by is None or self.share is None):
            raise ValueError("cover 要写 by（哪一栏记着覆盖到谁）和 share（比例，例如 100%）。")
        if self.cover == "subjects" and not self.kinds:
            raise ValueError("cover: subjects 要用 kinds 写明是哪些对象。")
        if self.at_most is not None and not self.none and self.at_most < (self.count or 1):
            raise ValueError(f"上限 {self.at_most} 小于下限 {self.count or 1}。")
        return self


def read_each(raw: object) -> Bearing:
    """``unit``, ``{subject: kind, where: {}}``, ``{post: key}``, ``{person: {}}``, ``{case: kind}``."""
    if raw == "unit":
        return Bearing()
    if isinstance(raw, Mapping):
        forms = [k for k in ("subject", "post", "person", "case") if k in raw]
        extra = [k for k in raw if k not in forms and k != "where"]
        if len(forms) == 1 and not extra:
            return _bearing(forms[0], raw)
    raise ValueError("each 应是 unit，或 {subject: …}、{post: …}、{person: {…}}、{case: …} 之一。")


def _bearing(each: str, raw: Mapping[str, Any]) -> Bearing:
    if each == "person":
        if "where" in raw:
            raise ValueError("each 的 person 后直接写条件，不写 where。")
        return Bearing("person", "", read_tests(raw["person"]))
    kind = raw[each]
    if not isinstance(kind, str) or not kind:
        raise ValueError(f"each 的 {each} 应写明是哪一种。")
    if each == "post" and "where" in raw:
        raise ValueError("each 的 post 不能加 where。")
    return Bearing(each, kind, read_tests(raw.get("where", {})))


class Passage(Strict):
    """Where in which file (its SHA-256) the words stand; offsets in the text as it was read."""

    file: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class Obligation(Strict):
    """One sentence that makes duties."""

    id: Name
    title: Text
    area: Text
    req: list[str] = []
    who: Who
    each: Annotated[Bearing, PlainValidator(read_each)] = Bearing()
    owes: Owes
    measure: Measure = Measure()
    when: When
    grace: Annotated[timedelta, PlainValidator(read_grace)] = timedelta(0)
    late: Literal["counts", "refused"] | None = None
    weight: Annotated[float, Field(ge=0)] = 1
    veto: bool = False
    on_breach: str = ""
    loosens: str = ""
    source: Passage | None = None


class Judged(Strict):
    """A question that an inspector answers, and in one line why no machine can. With ``veto`` the
    answer that it is not so vetoes the year's assessment."""

    id: Name
    question: Text
    req: list[str] = []
    reason: Text
    veto: bool = False
    source: Passage | None = None


class Guarded(Strict):
    """What a step of a flow already enforces ("hazard.verify": the rectifier may not verify)."""

    id: Name
    step: Text
    says: Text
    req: list[str] = []


class Principle(Strict):
    """The clause asks nothing that can be checked, and why."""

    reason: Text
    req: list[str] = []


class Clause(Strict):
    """A place in the document, our summary of it, and what it became."""

    id: Name
    article: Text
    summary: Text
    req: list[str] = []
    obligations: list[Obligation] = []
    judged: list[Judged] = []
    guards: list[Guarded] = []
    principle: Principle | None = None


class Question(Strict):
    """An interval that the text leaves open, asked at adoption."""

    question: Text
    choices: list[Text] = Field(min_length=1)
    default: Text

    @model_validator(mode="after")
    def _readable(self) -> "Question":
        for choice in self.choices:
            read_interval(choice)
        if self.default not in self.choices:
            raise ValueError(f"default {self.default} 不在 choices 里。")
        return self


class Counted(Strict):
    """Records of a kind that happened in the year, or cases that were opened in it; for cases
    ``late: true`` are those whose day fell in the year and passed before they were closed."""

    record: Text | None = None
    case: Text | None = None
    where: Tests = ()
    late: bool = False

    @model_validator(mode="after")
    def _one(self) -> "Counted":
        if (self.record is None) == (self.case is None):
            raise ValueError("record、case 写一个。")
        if self.late and self.case is None:
            raise ValueError("late 只用于 case。")
        if any(t.op not in ("is", "in", "set") for t in self.where):
            raise ValueError("考核计数的条件只能写等于、其中之一（一组值）或 {set: true}。")
        return self


class ScoreItem(Strict):
    """An indicator of a score sheet: of duties by area or by obligation, of judged clauses, or
    points taken (``deduct``) or given (``bonus``) for each record or case."""

    id: Name
    title: Text
    points: Annotated[float, Field(gt=0, le=1000)]
    areas: list[Text] = []
    duties: list[Name] = []
    judged: Literal["all"] | list[Name] | None = None
    deduct: Counted | None = None
    bonus: Counted | None = None
    each: Annotated[float, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "ScoreItem":
        ways = (self.areas or None, self.duties or None, self.judged, self.deduct, self.bonus)
        if sum(w is not None for w in ways) != 1:
            raise ValueError("areas、duties、judged、deduct、bonus 要写一个，也只能写一个。")
        if (self.each is not None) != bool(self.deduct or self.bonus):
            raise ValueError("deduct、bonus 要写 each（每一件扣或加几分），其他的不写。")
        return self


class ScoreSheet(Strict):
    """How a year is judged; ``units`` whom it is for, ``article`` where the document asks for it."""

    id: Name
    title: Text
    article: Text
    units: list[Text] = Field(min_length=1)
    commend_from: Annotated[float, Field(ge=0, le=1000)] = 90
    ceiling: Annotated[float, Field(gt=0, le=1000)] = 100
    req: list[str] = []
    indicators: list[ScoreItem] = Field(min_length=1)

    @model_validator(mode="after")
    def _worked_out(self) -> "ScoreSheet":
        ids = [x.id for x in self.indicators]
        if twice := [i for i in ids if ids.count(i) > 1]:
            raise ValueError(f"指标 {twice[0]} 写了两遍。")
        if all(x.deduct or x.bonus for x in self.indicators):
            raise ValueError("至少要有一个指标按责任事项或人工评判计分。")
        return self


class Phase(Strict):
    """A stretch of a campaign, both days included; ``clause`` is the place that says so. The tasks of
    a phase are the obligations of its clause. Phases may overlap."""

    clause: Name
    title: Text
    begins: date = Field(alias="from")
    ends: date = Field(alias="until")

    @model_validator(mode="after")
    def _in_order(self) -> "Phase":
        if self.ends < self.begins:
            raise ValueError(f"until {self.ends} 早于 from {self.begins}。")
        return self


class PackFile(Strict):
    """A whole document. ``until`` is the last day in force; ``region`` the places from the province
    down for which it was issued ("河南省/郑州市"), "" for everywhere."""

    pack: Name
    version: int = Field(ge=1)
    title: Text
    issuer: Text
    number: str = ""
    issued: date
    layer: Layer
    region: str = ""
    since: date
    until: date | None = None
    under: list[Text] = []
    questions: dict[str, Question] = {}
    phases: list[Phase] = []
    parts: list[Text] = []
    sheets: list[ScoreSheet] = []
    clauses: list[Clause]

    @model_validator(mode="after")
    def _in_order(self) -> "PackFile":
        if self.until is not None and self.until < self.since:
            raise ValueError(f"until {self.until} 早于 since {self.since}。")
        return self

    @property
    def obligations(self) -> list[Obligation]:
        return [o for clause in self.clauses for o in clause.obligations]
