"""The installation's keys: given, or made once and kept in the data folder, never in the database."""

import os
import secrets
from hashlib import sha256
from pathlib import Path

_SECRET, _TIPS = "secret_key", "tip_key"


def secret_key(data: Path) -> str:
    """The key in force; a process without an installation (tests, type checker) gets one of its own."""
    return _given_or_kept(data, "WEIAN_SECRET_KEY", _SECRET)


def tip_key(data: Path) -> bytes:
    """The key by which a receipt code finds its tip; without it, codes given out find nothing."""
    return sha256(_given_or_kept(data, "WEIAN_TIP_KEY", _TIPS).encode()).digest()


def _given_or_kept(data: Path, name: str, file: str) -> str:
    given = os.environ.get(name)
    if given:
        return given
    kept = data / file
    return kept.read_text("ascii").strip() if kept.exists() else secrets.token_urlsafe(48)


def make_keys(data: Path) -> None:
    """Write the keys at the first run; of two processes that try, the first one wins."""
    for file in (_SECRET, _TIPS):
        _make(data / file)


def _make(path: Path) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
