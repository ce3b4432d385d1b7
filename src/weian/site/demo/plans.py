"""A drawn floor plan of the bigger houses, with their risk points on it."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from weian.modules.risk import acting
from weian.site.demo.crew import Crew
from weian.subject import actions as subjects

_MANY = 30  # people from which on a house has plans
_SIZE = (1200, 800)
_WALL, _DOOR = "#4d5a66", "#ffffff"
#: Left, top, right, bottom of each room; the rest is a corridor and a lift lobby.
_ROOMS = (
    (60, 60, 300, 300), (300, 60, 480, 300), (480, 60, 720, 300), (720, 60, 900, 300),
    (900, 60, 1140, 300), (60, 440, 240, 740), (240, 440, 480, 740), (620, 440, 880, 740),
    (880, 440, 1140, 740),
)  # fmt: skip


def draw_plans(crews: Iterable[Crew], at: datetime) -> int:
    """Keep a plan for each bigger house and place its points; returns how many were placed."""
    return sum(_place(c, at) for c in crews if not c.office and len(c.everyone) > _MANY)


def _place(crew: Crew, at: datetime) -> int:
    points = crew.things.get("risk_point", [])
    if not points:
        return 0
    picture = SimpleUploadedFile("院区示意图.png", _drawn(), "image/png")
    data = {"name": "院区示意图"}
    plan = subjects.keep(
        crew.scribe, kind="floor_plan", unit=crew.unit, data=data, at=at,
        files={"picture": [picture]},
    )  # fmt: skip
    for point, room in zip(points, _ROOMS, strict=False):
        x, y = (room[0] + room[2]) / 2 / _SIZE[0], (room[1] + room[3]) / 2 / _SIZE[1]
        acting.place(crew.scribe, point=point, plan=plan, x=x, y=y, at=at)
    return min(len(points), len(_ROOMS))


@cache
def _drawn() -> bytes:
    image = Image.new("RGB", _SIZE, "#fbfbf9")
    draw = ImageDraw.Draw(image)
    for left, top, right, bottom in _ROOMS:
        draw.rectangle([left, top, right, bottom], outline=_WALL, width=6)
        middle, wall = (left + right) // 2, bottom if top < 400 else top
        draw.rectangle([middle - 26, wall - 5, middle + 26, wall + 5], fill=_DOOR)
    draw.rectangle([60, 60, 1140, 740], outline=_WALL, width=10)
    for step in range(7):
        draw.line([500, 470 + step * 36, 600, 470 + step * 36], fill=_WALL, width=3)
    for door in ([1132, 330, 1148, 410], [52, 330, 68, 410]):
        draw.rectangle(door, fill="#2f8f5b")
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
