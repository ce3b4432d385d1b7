"""The files of all backups, by hash, each once; read through whenever a backup names them."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from weian.base.store import hash_of

__all__ = ["hash_of", "path_of", "prune", "stored", "take"]

_CHUNK = 1024 * 1024
_HEX = frozenset("0123456789abcdef")


def path_of(pool: Path, sha256: str) -> Path:
    """Where content of this hash lies; the same layout as the store of the product."""
    return pool / sha256[:2] / sha256[2:4] / sha256


def stored(root: Path) -> Iterator[str]:
    """The hashes of everything that lies in a store or pool."""
    for path in root.glob("??/??/*") if root.is_dir() else ():
        if len(path.name) == 64 and set(path.name) <= _HEX:
            yield path.name


def take(root: Path, pool: Path, sha256: str) -> int | None:
    """See that the pool has this content, read and found right; its size, or None: nobody has it."""
    kept, origin = path_of(pool, sha256), path_of(root, sha256)
    if _right(kept, sha256):
        return kept.stat().st_size
    if not _right(origin, sha256):
        return None
    kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=pool, prefix=".part-")
    with os.fdopen(handle, "wb") as target, origin.open("rb") as source:
        shutil.copyfileobj(source, target, _CHUNK)
        target.flush()
        os.fsync(target.fileno())
    Path(name).replace(kept)
    return kept.stat().st_size


def prune(pool: Path, wanted: Iterable[str]) -> int:
    """Remove what no backup names any more; how many went."""
    named, gone = set(wanted), 0
    for sha256 in list(stored(pool)):
        if sha256 not in named:
            path_of(pool, sha256).unlink(missing_ok=True)
            gone += 1
    for left in pool.glob(".part-*"):
        left.unlink(missing_ok=True)
    return gone


def _right(path: Path, sha256: str) -> bool:
    try:
        return hash_of(path) == sha256
    except OSError:
        return False
