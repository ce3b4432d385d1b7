"""Photographs: opened only in known formats, turned upright, made small, written again without metadata."""

import io
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

from weian.base.errors import BadInput

LARGEST_SIDE = 2048
_MOST_PIXELS = 60_000_000
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def reencode(source: IO[bytes], media_type: str) -> bytes:
    """The same picture as new bytes of the same type: no EXIF, no trailing data, at most 2048 px.

    Raises BadInput if it is no picture of that type or has too many pixels.
    """
    name = _FORMATS[media_type]
    try:
        with Image.open(source, formats=[name]) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise BadInput(
                    "file.too_many_pixels", "图片像素过大，请用手机默认尺寸重拍或压缩后上传。"
                )
            return _write(_small(image), name)
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        raise BadInput("file.broken_image", "图片已损坏，无法打开，请重新拍照或换一张。") from None


def _small(image: Image.Image) -> Image.Image:
    image.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))  # a JPEG is decoded smaller at once
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    return upright


def _write(image: Image.Image, name: str) -> bytes:
    if name == "JPEG":
        mode = "RGB"
    else:
        mode = "RGBA" if image.has_transparency_data else "RGB"
    clean = Image.new(mode, image.size)
    clean.paste(image.convert(mode))
    out = io.BytesIO()
    clean.save(out, name, quality=85, **({"optimize": True} if name != "WEBP" else {}))
    return out.getvalue()
