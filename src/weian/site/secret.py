"""The installation's secret key: given, or made once and kept in the data folder."""

import os
import secrets
from pathlib import Path

_FILE = "secret_key"


def secret_key(data: Path) -> str:
    """The key in force; a process without an installation (tests, type checker) gets one of its own."""
    given = os.environ.get("WEIAN_SECRET_KEY")
    if given:
        return given
    kept = data / _FILE
    return kept.read_text("ascii").strip() if kept.exists() else secrets.token_urlsafe(48)


def make_secret_key(data: Path) -> None:
    """Write the key at the first run; of two processes that try, the first one wins."""
    try:
        handle = os.open(data / _FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
