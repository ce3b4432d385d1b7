"""The head of the event chain, written down elsewhere: what a chain alone cannot show.

Whoever may rewrite the database may cut off the log's tail, or compute it anew from any row on, with a
head that fits. A head noted on another machine the day before tells.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from weian.base.chain import Fault, Source
from weian.base.clock import TZ

_NAME = "head-*.txt"
_LINE = re.compile(r"(\d+) ([0-9a-f]{64}) (\S+)\s*")


class Head(NamedTuple):
    """The last event of the log at a moment."""

    seq: int
    hash: str


def export(folder: Path, at: datetime, on: Source) -> Path | None:
    """Write today's head into a folder, one file a day; None while the log is empty."""
    with on.cursor() as cursor:
        cursor.execute("SELECT seq, hash FROM base_event ORDER BY seq DESC LIMIT 1")
        row = cursor.fetchone()
    if row is None:
        return None
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    local = at.astimezone(TZ)
    place = folder / f"head-{local:%Y%m%d}.txt"
    unfinished = folder / f".{place.name}"
    unfinished.write_text(f"{row[0]} {row[1]} {local.isoformat(timespec='seconds')}\n", "ascii")
    unfinished.replace(place)
    return place


def exported(folder: Path) -> list[Head]:
    """The heads in a folder, the oldest first. Raises ValueError for a file that says something else."""
    found = []
    for path in sorted(folder.glob(_NAME)):
        said = _LINE.fullmatch(path.read_text("ascii", "replace"))
        if said is None:
            raise ValueError(f"{path}：不是链头文件")
        found.append(Head(int(said[1]), said[2]))
    return sorted(found)


def verify(heads: list[Head], on: Source) -> Fault | None:
    """The first noted head that the log no longer has."""
    with on.cursor() as cursor:
        cursor.execute(
            "SELECT seq, hash FROM base_event WHERE seq = ANY(%s)", [[head.seq for head in heads]]
        )
        there = dict(cursor.fetchall())
    for seq, hash_ in heads:
        if seq not in there:
            return Fault(seq, "链头文件里有这一条，日志里没有：末尾被截去过")
        if there[seq] != hash_:
            return Fault(seq, "与链头文件记下的指纹不符：这一条或它之前的日志被整段重算过")
    return None
