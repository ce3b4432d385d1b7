"""The list of what a backup holds, and the signature by which a later reader trusts it."""

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from weian.site.backup.digests import Table
from weian.site.backup.places import BackupFault

DUMP, FILES, LIST, SIGNATURE = "database.dump", "files.txt", "manifest.json", "manifest.hmac"
KEY_FILE = "backup_key"
_FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """``contents``: SHA-256 of each file beside it; ``missing``: files that a row names but nobody has."""

    name: str
    made_at: str
    server: str
    contents: dict[str, str]
    tables: dict[str, Table]
    chain: tuple[int, str]
    files: int
    file_bytes: int
    missing: tuple[str, ...] = ()
    format: int = _FORMAT


def key(data: Path) -> bytes:
    """The installation's key for signing backups, made at first use. Keep a copy elsewhere."""
    place = data / KEY_FILE
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return place.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_hex(32).encode())
        file.flush()
        os.fsync(file.fileno())
    return place.read_bytes()


def known_key(data: Path) -> bytes:
    """The key if it is there. Raises BackupFault: without it nothing can be trusted."""
    place = data / KEY_FILE
    if not place.exists():
        raise BackupFault(
            f"没有签名密钥 {place}，无法核对备份的真伪。请把原服务器上保管的 {KEY_FILE} 放到这里。"
        )
    return place.read_bytes()


def sign(content: bytes, secret: bytes) -> str:
    """HMAC-SHA256, in hexadecimal."""
    return hmac.new(secret, content, hashlib.sha256).hexdigest()


def genuine(content: bytes, signature: str, secret: bytes) -> bool:
    """Whether this key signed exactly this."""
    return hmac.compare_digest(sign(content, secret), signature.strip())


def write(folder: Path, manifest: Manifest, secret: bytes) -> None:
    """The list and its signature, into the backup's folder."""
    content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True).encode()
    (folder / LIST).write_bytes(content)
    (folder / SIGNATURE).write_text(sign(content, secret) + "\n", "ascii")


def read(folder: Path, secret: bytes) -> Manifest:
    """The list of a backup. Raises BackupFault when it is not there, altered, or of another format."""
    try:
        content = (folder / LIST).read_bytes()
        signature = (folder / SIGNATURE).read_text("ascii", "replace")
    except OSError as error:
        raise BackupFault(f"备份 {folder.name} 不完整：{error.strerror} {error.filename}") from None
    if not genuine(content, signature, secret):
        raise BackupFault(f"备份 {folder.name} 的清单与签名不符：被改过，或不是用这把密钥签的。")
    return _parsed(json.loads(content))


def _parsed(given: dict[str, Any]) -> Manifest:
    if given.get("format") != _FORMAT:
        raise BackupFault(
            f"这份备份是另一种格式（{given.get('format')}），请用做它的那个版本恢复。"
        )
    tables = {name: Table(*found) for name, found in given["tables"].items()}
    seq, head = given["chain"]
    return Manifest(
        **{**given, "tables": tables, "chain": (seq, head), "missing": tuple(given["missing"])}
    )
