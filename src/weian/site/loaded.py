"""Whether packs would be loaded to no effect: nothing has changed that loading looks at.

Reading and checking all of them takes seconds, which every start of the program would wait for.
"""

import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from weian.base.models import Setting
from weian.policy import queries

_PROGRAM = Path(__file__).resolve().parents[1]
_KEY = "site.packs_loaded"


def mark_of(packs: Path) -> str:
    """One digest of the packs at or below a path, of the program that checks them, and of the editions
    in the database with which it compares them."""
    found = hashlib.sha256(f"{packs.resolve()} {sys.version}".encode())
    for file in (*_files(packs, "*"), *_files(_PROGRAM, "*.py")):
        content = file.read_bytes()
        found.update(f"{file} {len(content)}\n".encode() + content)
    found.update(json.dumps(queries.digests_of_documents()).encode())
    return found.hexdigest()


def _files(path: Path, pattern: str) -> Iterable[Path]:
    return sorted(p for p in path.rglob(pattern) if p.is_file()) if path.is_dir() else [path]


def is_kept(mark: str) -> bool:
    """Whether the last load without a fault or a refusal left this mark."""
    return Setting.objects.filter(key=_KEY, unit_id=None, value=mark).exists()


def keep(mark: str) -> None:
    """Remember it."""
    Setting.objects.update_or_create(key=_KEY, unit_id=None, defaults={"value": mark})
