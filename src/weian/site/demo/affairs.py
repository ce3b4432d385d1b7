"""What went wrong, was asked for or was said in two years, besides hazards: cases of every kind.

Each is told as a table: who opens it, what is said, who takes which step how many days later. The
words that begin with "@" are those of ``catalogue``; ``^`` before a post means the commission.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from weian.case.actions import Draft, Move
from weian.case.kinds import KINDS
from weian.case.queries import Case
from weian.site.demo.crew import Crew
from weian.site.demo.filling import Filler
from weian.site.demo.incidents import INCIDENTS
from weian.site.demo.matters import MATTERS
from weian.site.demo.things import has


@dataclass(frozen=True)
class Step:
    """Who takes which step, with what, how many days after the opening."""

    post: str
    verb: str
    given: Mapping[str, Any]
    days: float


@dataclass(frozen=True)
class Affair:
    """A case to be: ``needed`` is a fact, "office" or ""; ``ago`` on which days before now."""

    kind: str
    needed: str
    post: str
    data: Mapping[str, Any]
    ago: Sequence[int]
    steps: Sequence[Step] = ()


@dataclass
class Told:
    """An affair of one unit, opened at a moment."""

    affair: Affair
    filler: Filler
    office: Crew

    def draft(self) -> Draft:
        crew, affair = self.filler.crew, self.affair
        actor = self._who(affair.post)
        return Draft(actor, affair.kind, crew.unit, self.filler.data(affair.data), self.filler.at)

    def moves(self, case: Case, now: datetime) -> list[Move]:
        """The steps that lie in the past."""
        out = []
        for step in self.affair.steps:
            at = self.filler.at + timedelta(days=step.days)
            if at >= now:
                break
            given = Filler(self.filler.crew, "", at, self.filler.made).data(step.given)
            out.append(Move(self._who(step.post), case, step.verb, given, at))
        return out

    def _who(self, post: str) -> Any:
        if post.startswith("^"):
            return self.office.hand(post[1:])
        return self.filler.crew.hand(*post.split(","))


def affairs(rows: Sequence[Sequence[Any]]) -> Iterator[Affair]:
    """The tables as values."""
    for kind, needed, post, data, ago, steps in rows:
        yield Affair(kind, needed, post, data, ago, [Step(*step) for step in steps])


def told(crews: Mapping[str, Crew], office: Crew, now: datetime, since: datetime) -> list[Told]:
    """Every affair of every unit that can have it; of small institutions every third."""
    out = []
    every = [a for a in (*affairs(INCIDENTS), *affairs(MATTERS)) if a.kind in KINDS]
    for number, crew in enumerate(crews.values()):
        things = {kind: [t.pk for t in found] for kind, found in crew.things.items()}
        for place, affair in enumerate(every):
            big = len(crew.everyone) > 30 or crew.office
            if not has(crew, affair.needed) or (not big and (place + number) % 3):
                continue
            for ago in affair.ago[: None if big else 1]:
                hour = 8 + (place * 5 + number * 3 + ago) % 9
                at = (now - timedelta(days=ago + number % 5)).replace(
                    hour=hour, minute=(number * 7) % 60
                )
                if since < at < now:
                    out.append(Told(affair, Filler(crew, f"{number:02}", at, things), office))
    return sorted(out, key=lambda t: t.filler.at)
