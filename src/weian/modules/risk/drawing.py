"""Floor plans as drawings: the picture and a numbered dot for each point, in attributes alone (the
pages forbid styles in the text)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image

from weian.base import attachments, store
from weian.base.attachments import Attachment
from weian.modules.risk.choices import COLOURS
from weian.subject.queries import Subject

WIDTH: Final = 1000
_SQUARE: Final = (4, 3)
_TITLES: Final = dict(COLOURS)


class Dot(NamedTuple):
    """A point on a drawing, in its units; ``told`` says all of it in words."""

    key: str
    number: int
    x: int
    y: int
    level: str
    told: str
    href: str


@dataclass(frozen=True)
class Drawing:
    """A plan with its dots; ``picture`` is "" while the file is missing."""

    key: str
    title: str
    picture: str
    width: int
    height: int
    dots: tuple[Dot, ...]


def picture_of(plan: Subject) -> Attachment | None:
    """The stored picture of a plan."""
    named = plan.data.get("picture")
    key = str(named[0]) if isinstance(named, list) and named else ""
    found = (row for row in attachments.of("subject", plan.pk) if str(row.pk) == key)
    return next((row for row in found if row.is_image), None)


@lru_cache(maxsize=512)
def _size(path: Path) -> tuple[int, int]:
    """Content is stored by its fingerprint and never changes."""
    with Image.open(path) as image:
        return image.size


def drawings(plans: Sequence[Subject], numbered: Iterable[tuple[int, Subject]]) -> list[Drawing]:
    """The plans with those of the points that are drawn on them."""
    files = attachments.of_many("subject", [plan.pk for plan in plans])
    on: dict[str, list[tuple[int, Subject]]] = {}
    for number, point in numbered:
        if point.data.get("plan") and point.data.get("plan_x") is not None:
            on.setdefault(str(point.data["plan"]), []).append((number, point))
    return [_drawing(plan, files.get(str(plan.pk), []), on.get(str(plan.pk), [])) for plan in plans]


def _drawing(
    plan: Subject, files: Sequence[Attachment], drawn: Sequence[tuple[int, Subject]]
) -> Drawing:
    named = plan.data.get("picture")
    key = str(named[0]) if isinstance(named, list) and named else ""
    row = next((f for f in files if str(f.pk) == key and f.is_image), None)  # a PDF is no picture
    path = store.path_of(row.sha256) if row is not None else None
    here = path is not None and path.is_file()
    width, height = _size(path) if path is not None and here else _SQUARE
    tall = max(1, round(WIDTH * height / width))
    where = " ".join(str(plan.data[k]) for k in ("building", "floor") if plan.data.get(k))
    return Drawing(
        str(plan.pk),
        f"{plan.name}（{where}）" if where else plan.name,
        f"/risks/plan/{plan.pk}/picture" if here else "",
        WIDTH,
        tall,
        tuple(dot(number, point, tall) for number, point in drawn),
    )


def dot(number: int, point: Subject, tall: int) -> Dot:
    """Where a point stands on a drawing of this height."""
    told = f"{number} {point.name}，{_TITLES.get(point.level, '未评估')}"
    x, y = (float(str(point.data.get(k) or 0)) for k in ("plan_x", "plan_y"))
    return Dot(
        str(point.pk), number, round(x * WIDTH), round(y * tall), point.level or "none", told,
        f"/risks/point/{point.pk}",
    )  # fmt: skip
