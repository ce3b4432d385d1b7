"""Drawn pictures that stand for photos: a corridor with something in the way, and without it."""

from functools import cache
from io import BytesIO
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

_WALLS = ("#d9dde2", "#e3ded3", "#d5e0da")


def picture(chance: Random, *, mended: bool) -> SimpleUploadedFile:
    """A small JPEG of one of few scenes; equal scenes are drawn and stored once."""
    name = "整改后.jpg" if mended else "现场.jpg"
    return SimpleUploadedFile(name, _drawn(chance.choice(_WALLS), mended), "image/jpeg")


@cache
def _drawn(wall: str, mended: bool) -> bytes:
    image = Image.new("RGB", (480, 360), wall)
    draw = ImageDraw.Draw(image)
    draw.polygon([(0, 360), (180, 200), (300, 200), (480, 360)], fill="#b9b2a5")
    draw.rectangle([195, 90, 285, 200], fill="#7a8b99", outline="#4d5a66", width=3)
    draw.rectangle([205, 60, 275, 82], fill="#2f8f5b")
    draw.rectangle([40, 190, 62, 260], fill="#b23b3b")
    if not mended:
        for x, y, w in ((150, 230, 60), (230, 215, 50), (205, 262, 70), (290, 246, 55)):
            draw.rectangle([x, y, x + w, y + w * 0.7], fill="#a9825a", outline="#6f5337", width=2)
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()
