"""Archives whose bytes depend on their content and on the report's day only."""

from datetime import date
from io import BytesIO
from shutil import copyfileobj
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def settled(archive: BytesIO, day: date) -> bytes:
    """The same archive with every member stamped with the report's day instead of the clock.

    Members are copied piece by piece: a large sheet is never whole in memory.
    """
    out = BytesIO()
    with ZipFile(archive) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            info = ZipInfo(member.filename, (day.year, day.month, day.day, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            with source.open(member) as read, target.open(info, "w", force_zip64=False) as write:
                copyfileobj(read, write, 1024 * 1024)
    return out.getvalue()
