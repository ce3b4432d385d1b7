"""The shape of a scenario file: a small world, a day, and what the duties should then be."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, Field, PlainValidator

from weian.core.duty import STATUSES
from weian.policy.scenario_trials import Filled, Proposed, Taken
from weian.policy.when import Strict

Ids = list[str]


def _clock(raw: object) -> time:
    try:
        return time.fromisoformat(raw) if isinstance(raw, str) else time.min.replace(fold=2)
    except ValueError:
        raise ValueError('时刻应写作带引号的 "18:00"。') from None


def read_moment(raw: object) -> datetime:
    """A day as its first moment, or a day with a time."""
    if isinstance(raw, datetime):
        return raw.replace(tzinfo=None)
    if isinstance(raw, date):
        return datetime(raw.year, raw.month, raw.day)  # noqa: DTZ001 (wall time, as in core)
    try:
        return datetime.fromisoformat(raw) if isinstance(raw, str) else _no_moment()
    except ValueError:
        return _no_moment()


def _no_moment() -> datetime:
    raise ValueError('应是日期 2020-10-05 或带引号的时刻 "2020-10-05 14:00"。')


def read_end(raw: object) -> datetime:
    """A last day as the exclusive end after it; a moment as itself."""
    moment = read_moment(raw)
    whole = isinstance(raw, date) and not isinstance(raw, datetime)
    return moment + timedelta(days=1) if whole or _bare(raw) else moment


def read_at(raw: object) -> datetime:
    """A bare day as its last moment."""
    whole = isinstance(raw, date) and not isinstance(raw, datetime)
    moment = read_moment(raw)
    return moment + timedelta(days=1, microseconds=-1) if whole or _bare(raw) else moment


def _bare(raw: object) -> bool:
    return isinstance(raw, str) and len(raw) == len("2020-10-05")


def _facts(raw: object) -> list[tuple[str, date | None, Any]]:
    if isinstance(raw, dict):
        return [(str(key), None, value) for key, value in raw.items()]
    if isinstance(raw, list) and all(
        isinstance(x, dict) and {"key", "value"} <= set(x) for x in raw
    ):
        return [(str(x["key"]), _fact_day(x.get("since")), x["value"]) for x in raw]
    raise ValueError("facts 应是 {键: 值}，或 [{key: …, value: …, since: 日期}]。")


def _fact_day(raw: object) -> date | None:
    if raw is None:
        return None
    return read_moment(raw).date()


Moment = Annotated[datetime, PlainValidator(read_moment)]
End = Annotated[datetime, PlainValidator(read_end)]
Facts = Annotated[list[tuple[str, date | None, Any]], PlainValidator(_facts)]
Clock = Annotated[time, PlainValidator(_clock)]


class Unit(Strict):
    """The unit whose duties are asked for."""

    kind: str
    name: str = ""
    id: str = "unit"
    since: Moment | None = None
    until: End | None = None
    facts: Facts = []


class HeldPost(Strict):
    """A post held; ``until`` is the last day."""

    post: str
    since: Moment
    until: End | None = None


class Person(Strict):
    """A person of the unit."""

    id: str
    since: Moment
    until: End | None = None
    name: str = ""
    posts: list[HeldPost] = []
    data: dict[str, Any] = {}


class Thing(Strict):
    """A subject or a case."""

    id: str
    kind: str
    since: Moment
    until: End | None = None
    name: str = ""
    data: dict[str, Any] = {}


class Record(Strict):
    """A record, or a step of a case (kind ``hazard.verify``)."""

    id: str
    kind: str
    happened: Moment
    recorded: Moment | None = None
    by: str = ""
    people: Ids = []
    subject: str | None = None
    case: str | None = None
    about: date | None = None
    valid_until: End | None = None
    unit: str | None = None
    data: dict[str, Any] = {}


class Below(Strict):
    """A unit below a commission."""

    id: str
    kind: str
    name: str = ""
    since: Moment | None = None
    until: End | None = None
    facts: Facts = []


class Relief(Strict):
    """An approved waiver, or an extension to the last day ``until``."""

    obligation: str
    window: str = ""
    bearer: Annotated[str, Field(validation_alias=AliasChoices("bearer", "for"))] = ""
    until: End | None = None
    known: Moment | None = None
    record: str = ""


class Holiday(Strict):
    """A run of days off, both ends inclusive."""

    name: str
    first: date
    last: date


class Rules(Strict):
    """The jurisdiction's readings; see ``weian.core.cadence.Rules``."""

    last_week: Annotated[str, Field(pattern=r"^(iso|days:[1-9]\d?|working:[1-9]\d?)$")] = "days:7"
    before_includes_day: bool = True
    night: Annotated[list[Clock], Field(min_length=2, max_length=2)] = [time(18), time(6)]
    holidays: list[Holiday] = []
    worked: list[date] = []
    off: list[date] = []


class Expected(Strict):
    """One duty as it should be; only what is written is compared."""

    duty: str
    window: str | None = None
    for_: Annotated[str, Field(alias="for")] = ""
    status: Literal[STATUSES] | None = None  # type: ignore[valid-type]
    due: date | str | None = None
    next_change: date | datetime | str | None = None
    value: float | None = None
    target: float | None = None
    evidence: Ids | None = None


class ScenarioFile(Strict):
    """A scenario; ``packs`` default to the pack beside it."""

    scenario: str = ""
    pack: str | None = None
    packs: list[str] = []
    unit: Unit
    adopted: date | None = None
    answers: dict[str, str] = {}
    rules: Rules = Rules()
    people: list[Person] = []
    subjects: list[Thing] = []
    cases: list[Thing] = []
    records: list[Record] = []
    below: list[Below] = []
    records_below: list[Record] = []
    reliefs: list[Relief] = []
    day: Annotated[datetime, PlainValidator(read_at)]
    expect: list[Expected] = []
    absent: list[str] = []
    forms: list[Filled] = []
    steps: list[Taken] = []
    letters: list[Proposed] = []
