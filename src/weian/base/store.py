"""A folder of bytes by their SHA-256, outside the database: equal content lies there once."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

_CHUNK = 1024 * 1024


def path_of(sha256: str) -> Path:
    """Where content of this hash lies, whether or not it is there."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def put(source: IO[bytes]) -> tuple[str, int]:
    """Store content for good: whole or not at all, and on the disk when this returns.

    Returns (sha256, size).
    """
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
    finally:
        temporary.unlink(missing_ok=True)
    return digest, size


def _copy(source: IO[bytes], target: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        target.write(chunk)
    return digest.hexdigest(), size


def _settle(temporary: Path, final: Path) -> None:
    """Also when it is there already: the new time keeps the sweeper away from it."""
    final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary.replace(final)
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def stored_before(moment: float) -> Iterator[Path]:
    """Files whose last writing is older than a moment (seconds since 1970), left-over parts included."""
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file() and path.stat().st_mtime < moment:
            yield path
