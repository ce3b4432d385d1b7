"""What requests and answers are made of, wherever they stand."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any

from ninja import Header, Schema
from pydantic import AfterValidator, ConfigDict, Field, JsonValue

from weian.base.clock import TZ
from weian.core.cadence import FOREVER
from weian.core.world import BEGINNING
from weian.org.queries import Person, Unit
from weian.subject.envelope.once import LONGEST


def _sane(day: date) -> date:
    if not 1900 <= day.year <= 2100:
        raise ValueError("年份应在 1900 到 2100 之间。")
    return day


def _zoned(moment: datetime) -> datetime:
    """Without a zone it is Chinese time."""
    _sane(moment)
    return moment.astimezone(TZ) if moment.tzinfo else moment.replace(tzinfo=TZ)


def _one_of(known: frozenset[str], text: str) -> str:
    if text not in known:
        raise ValueError("不在可选项中。")
    return text


def choice(values: Iterable[str]) -> tuple[Any, Any]:
    """The two notes that make a text one of these: the check, and the words for the schema."""
    listed: list[JsonValue] = [*values]
    known = frozenset(map(str, listed))
    return AfterValidator(partial(_one_of, known)), Field(json_schema_extra={"enum": listed})


Day = Annotated[date, AfterValidator(_sane)]
Moment = Annotated[datetime, AfterValidator(_zoned)]
#: A moment in an answer: always with the Chinese zone, however it was read.
Said = Annotated[datetime, AfterValidator(lambda moment: moment.astimezone(TZ))]
Number = Annotated[int, Field(ge=1, lt=10**18)]
Size = Annotated[int, Field(ge=1, le=200, description="每页条数")]
Cursor = Annotated[str, Field(max_length=2000, description="上一页答复里的 next 或 prev")]
Answers = Annotated[
    dict[str, JsonValue],
    Field(description="按类别的字段填写，字段见 /api/kinds/；附件先上传，再填其编号"),
]
Once = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key", min_length=1, max_length=LONGEST, pattern=r"^[!-~]+$",
        description="重复提交标识：同一标识、同一内容只办一次；内容不同时拒绝（422）",
    ),
]  # fmt: skip


class Given(Schema):
    """What a program hands in; a field that is not known is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """RFC 9457; ``code`` is stable."""

    type: str
    title: str
    status: int
    code: str = Field(description="稳定的错误代码，供程序判断")
    detail: str = Field(description="给人看的说明")
    fields: dict[str, str] = Field(description="各字段的问题")


class Ref(Schema):
    """A unit or person by number and name."""

    id: int
    name: str


class Paged(Schema):
    """One page of a list."""

    next: str = Field(description="下一页的 cursor，空表示没有")
    prev: str = Field(description="上一页的 cursor，空表示没有")


def unit_ref(unit: Unit | None) -> Ref | None:
    """A unit or department, or nothing."""
    return Ref(id=unit.pk, name=unit.name) if unit is not None else None


def person_ref(person: Person | None) -> Ref | None:
    """A person, or nothing (the system)."""
    return Ref(id=person.pk, name=person.name) if person is not None else None


def moment_or_none(at: datetime) -> datetime | None:
    """A moment of the law; nothing where it never begins or never ends."""
    return at if BEGINNING.year < at.year < FOREVER.year else None
