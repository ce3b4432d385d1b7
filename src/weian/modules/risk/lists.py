"""Lists of risk points: their order, numbers and counts, and whom each one concerns. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, Protocol, TypeVar

#: Red first, what nobody has judged last.
COLOURS: Final = ("red", "orange", "yellow", "blue", "")
EVERYBODY: Final = frozenset(
    {"全员", "全体", "全体职工", "全体人员", "全体员工", "所有岗位", "各岗位"}
)
_BETWEEN: Final = re.compile(r"[、，,；;/\s]+")


class Point(Protocol):
    """A risk point as far as this goes."""

    @property
    def name(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def department_id(self) -> int | None: ...
    @property
    def data(self) -> Mapping[str, object]: ...


P = TypeVar("P", bound=Point)


def rank(level: str) -> int:
    """The place of a colour."""
    return COLOURS.index(level) if level in COLOURS else len(COLOURS)


class Counts(NamedTuple):
    """How many points of each colour."""

    red: int = 0
    orange: int = 0
    yellow: int = 0
    blue: int = 0
    unrated: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)


def counts(points: Iterable[Point]) -> Counts:
    """The colours of a list."""
    found = Counter(point.level for point in points)
    return Counts(*(found[level] for level in COLOURS))


def by_department(points: Iterable[Point]) -> dict[int | None, Counts]:
    """The colours of each department, None for what belongs to the whole unit."""
    groups: dict[int | None, list[Point]] = {}
    for point in points:
        groups.setdefault(point.department_id, []).append(point)
    return {key: counts(found) for key, found in groups.items()}


def posts_of(point: Point) -> tuple[str, ...]:
    """The posts that a point names, as “护士、保安”."""
    return tuple(filter(None, _BETWEEN.split(str(point.data.get("post") or ""))))


def posts(points: Iterable[Point]) -> list[str]:
    """Every post that a list names, in the order of the list; everybody is no post."""
    named = dict.fromkeys(post for point in points for post in posts_of(point))
    return [post for post in named if post not in EVERYBODY]


def of_post(points: Iterable[P], post: str) -> list[P]:
    """What one post has to know: what names it, or everybody."""
    return [p for p in points if post in posts_of(p) or EVERYBODY & set(posts_of(p))]


def concerns(point: Point, department: int | None, held: Collection[str]) -> bool:
    """Whether a point is one of a worker's own: of the department, or naming a post that is held."""
    if point.department_id is not None and point.department_id == department:
        return True
    named = set(posts_of(point))
    if EVERYBODY & named:
        return point.department_id is None
    return bool(named & set(held))


def nobodys(points: Iterable[Point]) -> list[str]:
    """Names of the points that concern nobody in particular, so that nobody is asked to confirm."""
    return [p.name for p in points if p.department_id is None and not posts_of(p)]


def sorted_points(points: Iterable[P]) -> list[P]:
    """Red to blue, then by department and name, so that a point keeps its number through filters."""
    return sorted(points, key=lambda p: (rank(p.level), p.department_id or 0, p.name))


def narrowed(points: Sequence[P], level: str, department: str, aspect: str) -> list[tuple[int, P]]:
    """The numbered points that pass these filters; "" filters nothing, department "0" is the unit."""
    return [
        (number, p)
        for number, p in enumerate(points, 1)
        if (not level or (p.level or "none") == level)
        and (not department or str(p.department_id or 0) == department)
        and (not aspect or p.data.get("aspect") == aspect)
    ]
