"""A folder of bytes by their SHA-256, outside the database: equal content lies there once.

A row that names content comes after the content: a crash between them leaves an orphan, never a gap.
"""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

from weian.base.errors import DiskFull

_CHUNK = 1024 * 1024
#: Columns that name content: (table, column). Content that none of them names is swept away.
HOLDERS: list[tuple[str, str]] = [("base_attachment", "sha256")]


def named_by(table: str, column: str) -> None:
    """Say that a column names content, which then stays as long as its row; twice is once."""
    if (table, column) not in HOLDERS:
        HOLDERS.append((table, column))


def all_named() -> str:
    """SQL for every hash that a row names."""
    return " UNION ".join(
        f"SELECT {column} AS sha256 FROM {table} WHERE {column} <> ''" for table, column in HOLDERS
    )


def path_of(sha256: str) -> Path:
    """Where content of this hash lies, whether or not it is there."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's content."""
    with path.open("rb") as file:
        return _copy(file, None)[0]


def put(source: IO[bytes]) -> tuple[str, int]:
    """Store content for good: whole or not at all, and on the disk when this returns.

    Returns (sha256, size).
    """
    known = _refreshed(source)
    if known is not None:
        return known
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=root, prefix=".part-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as target:
            digest, size = _copy(source, target)
            target.flush()
            os.fsync(target.fileno())
        _settle(temporary, path_of(digest))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull from error
        raise
    finally:
        temporary.unlink(missing_ok=True)
    return digest, size


def _refreshed(source: IO[bytes]) -> tuple[str, int] | None:
    """Hash and size of content that is there already; its new time keeps the sweeper away from it."""
    digest, size = _copy(source, None)
    source.seek(0)
    final = path_of(digest)
    try:
        os.utime(final)
    except FileNotFoundError:
        return None
    _sync(final.parent)  # whoever stores it at this moment may not have come so far
    return digest, size


def _copy(source: IO[bytes], target: IO[bytes] | None) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if target is not None:
            target.write(chunk)
    return digest.hexdigest(), size


def _settle(temporary: Path, final: Path) -> None:
    final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary.replace(final)
    _sync(final.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def stored_before(moment: float) -> Iterator[Path]:
    """Files whose last writing is older than a moment (seconds since 1970), left-over parts included."""
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file() and path.stat().st_mtime < moment:
            yield path
