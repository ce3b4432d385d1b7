"""Who answers for what, post by post: the list of the post, whether its holder signed it, the letter.

Pure over what is read. One row is one person in one post. Where the letters are counted, a person
counts once, in the first of the posts held.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from weian.org.kinds import POSTS

NOBODY: Final = "未登记岗位"
#: Post → where it stands (a key of ``duties.LEVELS``); all others stand in the front line.
_LEVELS: Final = {
    **dict.fromkeys(
        ("leader", "deputy_leader", "head", "party_head", "deputy", "other_leader", "union_head"),
        "leader",
    ),
    **dict.fromkeys(
        ("clerk", "section_head", "office_head", "safety_manager", "full_time_safety_manager",
         "safety_engineer", "fire_safety_responsible", "fire_safety_manager", "report_officer",
         "complaint_officer"),
        "office",
    ),
    **dict.fromkeys(("department_head", "head_nurse", "lab_head"), "department"),
    **dict.fromkeys(
        ("security_guard", "special_operator", "control_room_operator", "driver", "electrician",
         "equipment_manager", "equipment_operator", "chemical_keeper", "radiation_worker",
         "lab_staff", "micro_station_member", "rescue_member", "fire_officer", "canteen_staff"),
        "key_post",
    ),
}  # fmt: skip
#: Post → the level of the letter that its holder signs as the lower side.
_LETTERS: Final = {
    "leader": "government_commission", "deputy_leader": "head_deputy",
    "section_head": "commission_section", "head": "commission_unit",
    "party_head": "commission_unit", "deputy": "head_deputy", "other_leader": "head_deputy",
    "union_head": "head_deputy", "office_head": "unit_department",
    "department_head": "unit_department", "head_nurse": "unit_department",
}  # fmt: skip
_ORDER: Final = {post: place for place, post in enumerate(POSTS)}


def level_of(post: str) -> str:
    """Where a post stands, a key of ``duties.LEVELS``."""
    return _LEVELS.get(post, "front_line")


def letter_of(post: str) -> str:
    """The level of the letter that whoever holds the post signs."""
    return _LETTERS.get(post, "department_staff")


def rank_of(post: str) -> int:
    """Leaders first; those without a post last."""
    return _ORDER.get(post, len(_ORDER))


@dataclass(frozen=True)
class Signature:
    """When somebody signed; ``own`` unless another entered it for them."""

    record: UUID
    at: datetime
    own: bool


@dataclass(frozen=True)
class DutyPaper:
    """The duty list of a post; ``signed`` is the signature of its person under these very words,
    ``stale`` says that an older wording was signed."""

    id: UUID
    name: str
    person: int
    post: str
    duties: int
    signed: Signature | None = None
    stale: bool = False

    def fits(self, person: int, post: str) -> bool:
        """Whether it is the list of a person's post; one that names no post is for all of them."""
        return self.person == person and self.post in ("", post)


@dataclass(frozen=True)
class Letter:
    """A letter of the year as it concerns one person."""

    id: UUID
    level: str
    person: int
    signed: Signature | None = None


@dataclass(frozen=True)
class Holding:
    """A person in a post; ``post`` is "" for whoever holds none."""

    person: int
    name: str
    post: str
    department: int | None = None
    place: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the matrix; ``first`` is the line on which the person's letter is counted."""

    holding: Holding
    papers: tuple[DutyPaper, ...]
    letters: tuple[Letter, ...]
    first: bool = True

    @property
    def key(self) -> str:
        """What a form posts to name the line."""
        return f"{self.holding.person}:{self.holding.post}"

    @property
    def level(self) -> str:
        """Where the post stands."""
        return level_of(self.holding.post)

    @property
    def signed(self) -> bool:
        """Whether every list of the post is signed as it reads now."""
        return bool(self.papers) and all(p.signed for p in self.papers)

    @property
    def countersigned(self) -> bool:
        """Whether the person signed every letter of the year that names them."""
        return bool(self.letters) and all(x.signed for x in self.letters)


#: State of the list → (title, whether a line is in it).
STATES: Final = {
    "no_list": "没有清单",
    "unsigned": "清单未签字",
    "no_letter": "没有责任书",
    "letter_unsigned": "责任书未签字",
}


def in_state(row: Row, state: str) -> bool:
    """Whether a line belongs to a view of the matrix; "" is all of it."""
    if state == "no_list":
        return not row.papers
    if state == "unsigned":
        return bool(row.papers) and not row.signed
    if state == "no_letter":
        return row.first and not row.letters
    if state == "letter_unsigned":
        return row.first and bool(row.letters) and not row.countersigned
    return True


@dataclass(frozen=True)
class Counts:
    """What a unit's matrix comes to: posts by their lists, people by their letters."""

    posts: int = 0
    listed: int = 0
    signed: int = 0
    people: int = 0
    lettered: int = 0
    countersigned: int = 0


@dataclass(frozen=True)
class Matrix:
    """All lines, leaders first; ``others`` are lists that fit no post held today."""

    rows: tuple[Row, ...] = ()
    others: tuple[DutyPaper, ...] = ()

    @property
    def counts(self) -> Counts:
        """The figures above the matrix."""
        rows, people = self.rows, [r for r in self.rows if r.first]
        return Counts(
            len(rows), sum(bool(r.papers) for r in rows), sum(r.signed for r in rows),
            len(people), sum(bool(r.letters) for r in people),
            sum(r.countersigned for r in people),
        )  # fmt: skip

    def by_letter(self) -> list[tuple[str, int, int, int]]:
        """(level, people, those with a letter, those who signed it) from the top downwards."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            if row.first:
                found.setdefault(letter_of(row.holding.post), []).append(row)
        order = ("government_commission", "commission_unit", "head_deputy", "commission_section",
                 "unit_department", "department_staff")  # fmt: skip
        return [
            (level, len(rows), sum(bool(r.letters) for r in rows), sum(r.countersigned for r in rows))
            for level in order
            if (rows := found.get(level))
        ]  # fmt: skip


@dataclass
class Found:
    """What was read of a unit, to be put together."""

    holdings: Sequence[Holding]
    papers: Sequence[DutyPaper] = ()
    letters: Iterable[Letter] = ()
    names: Mapping[int, str] = field(default_factory=dict)


def matrix_of(found: Found) -> Matrix:
    """Lines in the order of posts, then of names as given."""
    papers: dict[int, list[DutyPaper]] = {}
    for paper in found.papers:
        papers.setdefault(paper.person, []).append(paper)
    letters: dict[int, list[Letter]] = {}
    for letter in found.letters:
        letters.setdefault(letter.person, []).append(letter)
    rows: list[Row] = []
    seen: set[int] = set()
    used: set[UUID] = set()
    for holding in sorted(found.holdings, key=lambda h: rank_of(h.post)):
        mine = tuple(
            p for p in papers.get(holding.person, ()) if p.fits(holding.person, holding.post)
        )
        used.update(p.id for p in mine)
        first = holding.person not in seen
        seen.add(holding.person)
        rows.append(Row(holding, mine, tuple(letters.get(holding.person, ())), first))
    return Matrix(tuple(rows), tuple(p for p in found.papers if p.id not in used))
