"""The lines of the result and how they are printed."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from weian.base import clock

HEADS = ("what", "scale", "measured", "plain SQL", "ratio", "target", "")


@dataclass(frozen=True)
class Line:
    """One figure. ``limit`` is the most it may be, or the least with ``at_least``.

    ``sql`` are the milliseconds of the same query in plain SQL, measured in turns with it.
    """

    what: str
    scale: str
    value: float
    unit: str  # "ms", "s", "/s" or "MB"
    limit: float
    sql: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def cells(self) -> tuple[str, ...]:
        """As text, in the order of HEADS."""
        sign = "≥" if self.at_least else "≤"
        return (
            self.what,
            self.scale,
            _shown(self.value, self.unit),
            "" if self.sql is None else _shown(self.sql, self.unit),
            "" if self.sql is None else f"{self.value / self.sql:.1f}",
            f"{sign} {_shown(self.limit, self.unit)}",
            "pass" if self.met else "MISS",
        )


def beside_sql(what: str, scale: str, server: float, sql: float) -> Line:
    """A page against its query: within three times of it plus ten milliseconds."""
    return Line(what, scale, server, "ms", 3 * sql + 10, sql)


def _shown(value: float, unit: str) -> str:
    digits = 0 if value >= 1000 else 2 if unit == "s" else 1
    return f"{value:,.{digits}f}{unit if unit == '/s' else ' ' + unit}"


def printed(lines: Sequence[Line], postgres: str) -> str:
    """The machine and the table, as Markdown that also reads as plain text."""
    rows = [HEADS, *(line.cells() for line in lines)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADS))]
    text = [_row(row, widths) for row in rows]
    rule = "|" + "|".join("-" * (w + 2) for w in widths) + "|"
    missed = sum(not line.met for line in lines)
    summary = f"{len(lines) - missed} of {len(lines)} targets met."
    return "\n".join((_machine(postgres), "", text[0], rule, *text[1:], "", summary))


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    kept = (
        c.ljust(w) if i < 2 else c.rjust(w)
        for i, (c, w) in enumerate(zip(cells, widths, strict=True))
    )
    return f"| {' | '.join(kept)} |"


def _machine(postgres: str) -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    model = next((x.split(":")[1].strip() for x in lines if x.startswith("model name")), "CPU")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    load = os.getloadavg()[0]
    return (
        f"{clock.today().isoformat()} · {os.cpu_count()} × {model}, {memory:.0f} GB · "
        f"{platform.system()} · Python {platform.python_version()} · PostgreSQL {postgres} · "
        f"load average at the end {load:.1f}"
    )
