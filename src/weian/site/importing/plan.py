"""What a sheet of a kind asks: first the envelope, then the kind's own fields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from weian.base.errors import NotVisible
from weian.base.fields import Field
from weian.case.kinds import KINDS as CASES
from weian.case.kinds import CaseKind
from weian.org.questions import OFFICE_FIELDS, PERSON_FIELDS, UNIT_FIELDS
from weian.record.kinds import KINDS as RECORDS
from weian.record.kinds import RecordKind
from weian.subject.kinds import KINDS as SUBJECTS
from weian.subject.kinds import SubjectKind


@dataclass(frozen=True)
class OrgKind:
    """Units or people: what a row of their list asks, the right it needs, and where they stand."""

    key: str
    title: str
    fields: tuple[Field, ...]
    right: str
    home: str


def _easier(fields: tuple[Field, ...], *, without: str = "", free: str = "") -> Iterator[Field]:
    """As on the form, but for what a list does not say, and what it need not say."""
    for field in fields:
        if field.key not in without.split():
            yield replace(field, required=field.required and field.key not in free.split())


UNITS: Final = OrgKind(
    "unit",
    "单位",
    tuple(_easier(UNIT_FIELDS, without="until", free="since")),
    "unit.keep",
    "/units/",
)
PEOPLE: Final = OrgKind(
    "person", "人员", (*_easier(PERSON_FIELDS, free="since employment"), *OFFICE_FIELDS),
    "person.appoint", "/people/",
)  # fmt: skip
Kind = RecordKind | SubjectKind | CaseKind | OrgKind
NOUNS: Final[dict[str, Mapping[str, Kind]]] = {
    "records": RECORDS,
    "subjects": SUBJECTS,
    "cases": CASES,
    "org": {UNITS.key: UNITS, PEOPLE.key: PEOPLE},
}
UNIT, DEPARTMENT, WHEN, SUBJECT, ABOUT = "unit__", "department__", "when__", "subject__", "about__"
_UPLOADS: Final = frozenset({"files", "photos", "file"})


@dataclass(frozen=True)
class Plan:
    """``columns`` are the questions in their order, those of the envelope with keys ending in "__";
    ``right`` is what leaving one needs; ``home`` the address of the ledger."""

    noun: str
    kind: Kind
    columns: tuple[Field, ...]
    right: str

    @property
    def title(self) -> str:
        """The kind in Chinese."""
        return self.kind.title

    @property
    def home(self) -> str:
        """The ledger in which what was taken appears."""
        return (
            self.kind.home if isinstance(self.kind, OrgKind) else f"/{self.noun}/{self.kind.key}/"
        )

    @property
    def address(self) -> str:
        """The page on which it is imported."""
        return f"/imports/{self.noun}/{self.kind.key}/"

    @property
    def fields(self) -> tuple[Field, ...]:
        """The kind's own questions among the columns."""
        return tuple(f for f in self.columns if not f.key.endswith("__"))


def plan_of(noun: str, kind: str) -> Plan:
    """Raises NotVisible for a kind that does not exist or that only the system leaves."""
    registry = NOUNS.get(noun)
    found: Kind | None = registry.get(kind) if registry is not None else None
    if found is None or _closed(found):
        raise NotVisible()
    return Plan(noun, found, _titled(_columns(found)), _right(found))


def _closed(kind: Kind) -> bool:
    if any(f.required and f.type in _UPLOADS for f in kind.fields):
        return True  # a spreadsheet cannot hold the photo that the kind insists on
    if isinstance(kind, RecordKind):
        return kind.internal
    return isinstance(kind, CaseKind) and (
        kind.opening_verb in kind.internal or bool(kind.concerns)
    )


def _right(kind: Kind) -> str:
    if isinstance(kind, OrgKind):
        return kind.right
    if isinstance(kind, RecordKind):
        return kind.submit_right
    return kind.keep_right if isinstance(kind, SubjectKind) else kind.opening_right


def _columns(kind: Kind) -> Iterator[Field]:
    if kind is UNITS:
        yield Field(UNIT, "上级单位", "unit",
                    help="不填即您所在的单位。可以写这张表里前面几行的单位，科室写所属医院。")  # fmt: skip
    else:
        yield Field(UNIT, "单位", "unit", help="本单位可不填。")
        yield Field(DEPARTMENT, "科室", "department")
    if isinstance(kind, OrgKind):
        yield from kind.fields
        return
    yield from _when(kind)
    if isinstance(kind, RecordKind) and kind.subject_kind:
        thing = SUBJECTS.get(kind.subject_kind)
        name = thing.title if thing else "对象"
        yield Field(SUBJECT, name, "subject", required=True, kind=kind.subject_kind,
                    help="写名称或编号。")  # fmt: skip
    asked = kind.fields if isinstance(kind, CaseKind) else kind.asked
    yield from (f for f in asked if f.type not in _UPLOADS)
    if isinstance(kind, RecordKind) and kind.about:
        yield Field(ABOUT, "所属时段", "date", help="补报以前的，写那一期里的任意一天。")


def _when(kind: Kind) -> Iterator[Field]:
    if isinstance(kind, RecordKind):
        timed = kind.timed
        yield Field(
            WHEN, "时间" if timed else "日期", "datetime" if timed else "date", required=True
        )
    elif isinstance(kind, SubjectKind):
        yield Field(WHEN, "启用日期", "date", help="不填为导入当天。")
    else:
        yield Field(WHEN, "发现日期", "date", required=True)


def _titled(columns: Iterator[Field]) -> tuple[Field, ...]:
    """Two columns of one name cannot be told apart: the later one says that the form asks it."""
    taken: set[str] = set()
    out = []
    for column in columns:
        title = column.title if column.title not in taken else f"{column.title}（填报）"
        taken.add(title)
        out.append(column if title == column.title else _renamed(column, title))
    return tuple(out)


def _renamed(column: Field, title: str) -> Field:
    return Field(**{**vars(column), "title": title})
