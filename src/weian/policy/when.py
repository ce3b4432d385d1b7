"""The forms of ``when`` in a pack and the cadences of the core that they mean."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    model_validator,
)

from weian.core.cadence import After, Always, Before, Cadence, Deadline, Every, Once
from weian.policy.grammar import (
    Interval,
    Span,
    read_days,
    read_interval,
    read_last,
    read_month_day,
    read_span,
)

Answers = Mapping[str, str]


class Strict(BaseModel):
    """Nothing is guessed: exact types, no unknown keys."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, populate_by_name=True)


class EveryForm(Strict):
    """Once in every period, or in a named part of it."""

    every: Annotated[Interval, PlainValidator(read_interval)]
    last: Annotated[int | None, PlainValidator(read_last)] = None
    by: Annotated[tuple[int, int] | None, PlainValidator(read_month_day)] = None
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    lead: Annotated[int | None, PlainValidator(read_days)] = None

    @model_validator(mode="after")
    def _fits(self) -> "EveryForm":
        period = self.every.period
        if sum(x is not None for x in (self.last, self.by, self.month)) > 1:
            raise ValueError("last、by、month 只能写一个。")
        if (self.by is not None or self.month is not None) and period not in ("year", ""):
            raise ValueError("by 和 month 只用于 every: year。")
        if self.last is not None and period in ("day", "night", "week", "holiday"):
            raise ValueError("last 用于月、季度、半年、年。")
        if self.lead is not None and period != "holiday":
            raise ValueError("lead 只用于 every: holiday 或 before。")
        if self.every.n > 1 and (self.by or self.month):
            raise ValueError("隔几年一次的不能再写 by 或 month。")
        return self

    def cadence(self, answers: Answers) -> Cadence:
        period, n, ask = self.every
        if ask:
            period, n, _ = read_interval(answers[ask])
        lead = 7 if self.lead is None else self.lead
        return Every(period, n, self.last, self.by, self.month, lead)


class OnceForm(Strict):
    """By a date, once; ``from`` is the first day of the phase."""

    by: date
    from_: Annotated[date | None, Field(alias="from")] = None

    @model_validator(mode="after")
    def _in_order(self) -> "OnceForm":
        if self.from_ is not None and self.by < self.from_:
            raise ValueError(f"期限 {self.by} 早于开始 {self.from_}，这样的时限不可能完成。")
        return self

    def cadence(self, answers: Answers) -> Cadence:
        return Once(self.by, self.from_)


class AfterForm(Strict):
    """Within a time after a record of a kind or a step of a case."""

    within: Annotated[Span, PlainValidator(read_span)]
    after: str

    @model_validator(mode="after")
    def _countable(self) -> "AfterForm":
        if self.within.unit not in ("h", "d", "wd"):
            raise ValueError("within 应写作 24h、3d 或 5wd。")
        return self

    def cadence(self, answers: Answers) -> Cadence:
        n, unit = self.within
        if unit == "h":
            return After(self.after, hours=n)
        return After(self.after, days=n, working=unit == "wd")


class AtOnceForm(Strict):
    """On the day of a happening."""

    immediately_after: str

    def cadence(self, answers: Answers) -> Cadence:
        return After(self.immediately_after)


class BeforeForm(Strict):
    """Before a person takes up a post, joins, or changes post."""

    before: Literal["appointed", "joined", "post_change"]
    lead: Annotated[int, PlainValidator(read_days)] = 0

    def cadence(self, answers: Answers) -> Cadence:
        return Before(self.before, self.lead)


class DeadlineForm(Strict):
    """By the day that a field of the case or subject holds."""

    deadline: str

    def cadence(self, answers: Answers) -> Cadence:
        return Deadline(self.deadline)


class AlwaysForm(Strict):
    """At every moment something valid exists."""

    always: Literal[True]

    def cadence(self, answers: Answers) -> Cadence:
        return Always()


class MaxAgeForm(Strict):
    """At every moment something exists that is not too old."""

    max_age: Annotated[Span, PlainValidator(read_span)]

    @model_validator(mode="after")
    def _countable(self) -> "MaxAgeForm":
        if self.max_age.unit not in ("y", "m", "d") or not self.max_age.n:
            raise ValueError("max_age 应写作 3y、6m 或 30d。")
        return self

    def cadence(self, answers: Answers) -> Cadence:
        n, unit = self.max_age
        return Always(
            years=n if unit == "y" else 0,
            months=n if unit == "m" else 0,
            days=n if unit == "d" else 0,
        )


_KEYS = ("every", "within", "immediately_after", "before", "deadline", "always", "max_age", "by")


def _form(raw: Any) -> str | None:
    if not isinstance(raw, Mapping):
        return None
    return next((key for key in _KEYS if key in raw), None)


When = Annotated[
    Annotated[EveryForm, Tag("every")]
    | Annotated[AfterForm, Tag("within")]
    | Annotated[AtOnceForm, Tag("immediately_after")]
    | Annotated[BeforeForm, Tag("before")]
    | Annotated[DeadlineForm, Tag("deadline")]
    | Annotated[AlwaysForm, Tag("always")]
    | Annotated[MaxAgeForm, Tag("max_age")]
    | Annotated[OnceForm, Tag("by")],
    Discriminator(
        _form,
        custom_error_type="when_form",
        custom_error_message="when should be one of the known forms",
    ),
]
