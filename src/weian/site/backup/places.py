"""Where backups lie and what they are called. A folder of them holds everything a restore needs.

weian-20261122-023000/  database.dump  files.txt  manifest.json  manifest.hmac
files/ab/cd/<sha256>    every file of every backup, once
drills/                 what the drills found, signed
"""

import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

_NAME = re.compile(r"weian-\d{8}-\d{6}")
POOL, DRILLS = "files", "drills"
UNFINISHED = ".part-"


class BackupFault(Exception):
    """Why a backup cannot be made, used or trusted; in Chinese, for the person at the machine."""


def backups_folder(data: Path) -> Path:
    """``WEIAN_BACKUPS``, better on another disk; else ``backups`` in the data folder."""
    return Path(os.environ.get("WEIAN_BACKUPS") or data / "backups").resolve()


def name_of(at: datetime) -> str:
    """What a backup begun at this moment is called; names sort by age."""
    return f"weian-{at:%Y%m%d-%H%M%S}"


def all_of(folder: Path) -> list[Path]:
    """The finished backups, oldest first."""
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(p for p in found if _NAME.fullmatch(p.name) and p.is_dir())


def chosen(folder: Path, name: str = "") -> Path:
    """The backup of that name, or the newest. Raises BackupFault when there is none."""
    found = all_of(folder)
    if name:
        found = [path for path in found if path.name == name]
    if not found:
        what = f"名为 {name} 的备份" if name else "任何备份"
        raise BackupFault(
            f"{folder} 里没有{what}。请先运行 weian backup，或用 --from 指定备份文件夹。"
        )
    return found[-1]


def superfluous(backups: Iterable[Path], keep: int, months: int) -> list[Path]:
    """What may go: all but the newest ``keep`` and the first of each of the last ``months`` months."""
    ordered = sorted(backups, key=lambda path: path.name)
    firsts: dict[str, Path] = {}
    for path in ordered:
        firsts.setdefault(path.name[:12], path)
    recent = sorted(firsts)[-months:] if months else []
    kept = {*ordered[-max(keep, 1) :], *(firsts[month] for month in recent)}
    return [path for path in ordered if path not in kept]
