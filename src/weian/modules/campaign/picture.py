"""Time on a line: phases with their tasks, and units with how far each phase has come. Drawn as
plain numbers for a vector picture; the same numbers stand in the tables beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from weian.core.cadence import add_months
from weian.modules.campaign.finding import Campaign
from weian.modules.campaign.tasks import Progress, Tally
from weian.org.queries import Unit
from weian.policy.schema import Obligation, Phase
from weian.policy.when import OnceForm

_LABEL: Final = 250
_WIDE: Final = 700
_ROW: Final = 24
_HEAD: Final = 24
_LETTERS: Final = 17
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Bar:
    """A stretch of time; ``done`` is how much of its width is filled."""

    x: int
    y: int
    width: int
    height: int
    done: int
    title: str
    late: bool = False


@dataclass(frozen=True)
class Line:
    """A row: a phase (``head``), a task or a unit."""

    label: str
    title: str
    y: int
    href: str
    bars: Sequence[Bar]
    head: bool = False


@dataclass(frozen=True)
class Picture:
    """All rows, the beginnings of quarters or years (x, words), and where the day looked at stands."""

    lines: Sequence[Line]
    ticks: Sequence[tuple[int, str]]
    today: int | None
    width: int = _LABEL + _WIDE

    @property
    def height(self) -> int:
        return _HEAD + len(self.lines) * _ROW + 4


class _Axis:
    """Days to places."""

    def __init__(self, campaign: Campaign) -> None:
        self.begins, self.ends = campaign.begins, campaign.ends
        self._days = max(1, (self.ends - self.begins).days + 1)

    def x(self, day: date) -> int:
        inside = min(max(day, self.begins), self.ends + _DAY)
        return _LABEL + round((inside - self.begins).days / self._days * _WIDE)

    def ticks(self) -> list[tuple[int, str]]:
        step = 3 if self._days < 800 else 6
        day = date(self.begins.year, 1, 1)
        out = []
        while day <= self.ends:
            if day >= self.begins:
                out.append((self.x(day), f"{day.year}.{day.month}"))
            day = add_months(day, step)
        return out

    def today(self, day: date) -> int | None:
        return self.x(day) if self.begins <= day <= self.ends else None

    def bar(self, first: date, last: date, y: int, height: int, tally: Tally, what: str) -> Bar:
        x = self.x(first)
        width = max(3, self.x(last + _DAY) - x)
        words = f"{what}：{first} 至 {last}，已完成 {tally.of('done')}/{tally.of('all')}"
        return Bar(
            x, y, width, height, round(width * tally.share), words, bool(tally.of("overdue"))
        )


def days_of(task: Obligation, phase: Phase) -> tuple[date, date]:
    """First and last day of a task: its own where it has some, else those of its phase."""
    if isinstance(task.when, OnceForm):
        return max(task.when.from_ or phase.begins, phase.begins), task.when.by
    return phase.begins, phase.ends


def by_task(campaign: Campaign, progress: Progress, day: date, url: str) -> Picture:
    """Every phase with its tasks. ``url`` is the list to which the query is added."""
    axis = _Axis(campaign)
    lines: list[Line] = []
    for phase in campaign.phases:
        tasks = campaign.tasks(phase)
        y = _HEAD + len(lines) * _ROW
        whole = progress.tasks(campaign.keys(tasks))
        bar = axis.bar(phase.begins, phase.ends, y + 4, 14, whole, phase.title)
        href = f"{url}&phase={phase.clause}"
        lines.append(Line(_short(phase.title), phase.title, y, href, (bar,), head=True))
        for task in tasks:
            y = _HEAD + len(lines) * _ROW
            found = progress.tasks(campaign.keys([task]))
            bar = axis.bar(*days_of(task, phase), y + 7, 8, found, task.title)
            lines.append(Line(_short(task.title), task.title, y, f"{url}&task={task.id}", (bar,)))
    return Picture(lines, axis.ticks(), axis.today(day))


def by_unit(
    campaign: Campaign, progress: Progress, day: date, url: str, units: Iterable[Unit]
) -> Picture:
    """Every unit with a bar for each phase; phases that overlap lie below one another."""
    axis = _Axis(campaign)
    lines: list[Line] = []
    keys = [(phase, campaign.keys(campaign.tasks(phase))) for phase in campaign.phases]
    for unit in units:
        y = _HEAD + len(lines) * _ROW
        bars = []
        for number, (phase, wanted) in enumerate(keys):
            found = progress.tasks(wanted, unit.pk)
            if found.of("all"):
                lane = y + 4 + number % 2 * 9
                bars.append(axis.bar(phase.begins, phase.ends, lane, 7, found, phase.title))
        lines.append(Line(_short(str(unit)), str(unit), y, f"{url}&unit={unit.pk}", bars))
    return Picture(lines, axis.ticks(), axis.today(day))


def _short(text: str) -> str:
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1] + "…"
