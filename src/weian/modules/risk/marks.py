"""What a list or a confirmation says of a risk point, so that later one sees what has changed.

A line reads “配电房 · 重大风险(红) · 3f2a91bc-77aa10fe”: the first half of its mark is the point,
the second what the point said.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, Protocol
from uuid import UUID

from weian.modules.risk.choices import COLOURS

#: What a worker has to know; where the point is drawn and by which scores it was judged is not in it.
CONTENT: Final = (
    "name", "place", "post", "consequence", "level", "organisation_measures", "rules_measures",
    "technique_measures", "emergency_measures", "key_points",
)  # fmt: skip
UNRATED: Final = "未评估"
_TITLES: Final = dict(COLOURS)
_BETWEEN: Final = " · "
_LONGEST: Final = 120


class Point(Protocol):
    """A risk point as far as this goes."""

    @property
    def pk(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def data(self) -> Mapping[str, object]: ...


class Line(NamedTuple):
    """A line, read back; ``colour`` is its title."""

    name: str
    colour: str
    point: str
    content: str


class Changes(NamedTuple):
    """Between two lists; ``graded`` are (before, now) of another colour, ``changed`` of other words."""

    added: tuple[Line, ...]
    gone: tuple[Line, ...]
    graded: tuple[tuple[Line, Line], ...]
    changed: tuple[Line, ...]

    def __bool__(self) -> bool:
        return any(self)


def mark(point: Point) -> str:
    """Which point, and what it says."""
    said = [point.data.get(key) for key in CONTENT]
    told = json.dumps(said, ensure_ascii=False, default=str).encode()
    return f"{point.pk.hex[-8:]}-{hashlib.sha256(told).hexdigest()[:8]}"


def line(point: Point) -> str:
    """The line of a point."""
    colour = _TITLES.get(str(point.data.get("level") or ""), UNRATED)
    return _BETWEEN.join((point.name[:_LONGEST], colour, mark(point)))


def read(text: str) -> Line | None:
    """A line of ours; None for anything else."""
    name, colour, marked = ["", "", *text.rsplit(_BETWEEN, 2)][-3:]
    point, between, content = marked.partition("-")
    return Line(name, colour, point, content) if name and between else None


def read_all(texts: object) -> list[Line]:
    """The lines of a record's answer."""
    found = (read(str(t)) for t in texts) if isinstance(texts, list) else ()
    return [one for one in found if one is not None]


def digest(lines: Iterable[str]) -> str:
    """One fingerprint of a whole list, whatever its order."""
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:32]


def compare(before: Iterable[Line], now: Iterable[Line]) -> Changes:
    """What has changed from one list to another, in the order of the lists."""
    old, new = {one.point: one for one in before}, {one.point: one for one in now}
    both = [(old[key], new[key]) for key in new if key in old]
    return Changes(
        tuple(one for key, one in new.items() if key not in old),
        tuple(one for key, one in old.items() if key not in new),
        tuple((was, one) for was, one in both if was.colour != one.colour),
        tuple(
            one for was, one in both if was.colour == one.colour and was.content != one.content
        ),
    )  # fmt: skip
