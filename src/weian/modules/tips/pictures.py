"""Photos of a tip: opened and written anew by a child process that can do little harm, never stored plain.

The bytes go to the child and come back through pipes: no file is written.
"""

import io
from base64 import b64decode, b64encode
from typing import IO, Any, Final

from PIL import Image, ImageOps

from weian.base import limited
from weian.base.errors import BadInput

MOST: Final = 3
LARGEST: Final = 8 * 1024 * 1024
_SIDE: Final = 1600
_PIXELS: Final = 60_000_000


def stripped(files: list[Any]) -> list[str]:
    """The pictures as JPEG in base64, without metadata, names or anything after the picture.

    Raises BadInput in words for the sender.
    """
    if len(files) > MOST:
        raise BadInput("tip.photos", fields={"photos": f"最多 {MOST} 张照片，请去掉几张。"})
    return [_one(file) for file in files]


def _one(file: IO[bytes]) -> str:
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _bad("有一张照片超过 8 MB，请用手机自带的编辑功能裁小，或者不传照片。")
    try:
        made: str = limited.work(f"{__name__}:rewrite", content)
    except limited.Refused as reason:
        raise _bad(str(reason)) from None
    except limited.Exceeded:
        raise _bad("有一张照片打不开，请重新拍一张，或者不传照片。") from None
    return made


def _bad(words: str) -> BadInput:
    return BadInput("tip.photo", fields={"photos": words})


def decoded(text: str) -> bytes:
    """A picture back from what is kept of it."""
    return b64decode(text)


def rewrite(content: bytes) -> str:
    """Runs in the child: the picture alone, upright, at most 1600 px, as a new JPEG in base64."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as image:
            if image.width * image.height > _PIXELS:
                raise limited.Refused("有一张照片像素过大，请用手机默认尺寸重拍，或者不传照片。")
            image.draft("RGB", (_SIDE, _SIDE))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((_SIDE, _SIDE))
            clean = Image.new("RGB", upright.size, "white")
            clean.paste(upright.convert("RGB"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise limited.Refused(
            "有一个文件不是照片或者已经损坏，请重新选择，或者不传照片。"
        ) from None
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=80)
    return b64encode(out.getvalue()).decode("ascii")
