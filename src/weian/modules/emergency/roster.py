"""The duty roster of a unit: what is entered for a month, who handed over, and a month at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction

from weian.base import ids
from weian.base.clock import TZ
from weian.base.errors import NotVisible
from weian.duty import actions as duties
from weian.modules.emergency.cover import Turn
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.policy import queries as policy
from weian.record import actions as records
from weian.record.actions import Draft
from weian.record.queries import Record
from weian.subject.envelope import once, options

RIGHT: Final = "record.submit"
#: Key and title of a roster that a page shows, and the posts that belong to it ("": none was said).
ROSTERS: Final = (
    ("general", "总值班", ("", "administrative", "emergency", "holiday")),
    ("control_room", "消防控制室", ("control_room",)),
    ("security", "保卫", ("security",)),
    ("clinical", "临床一线", ("clinical",)),
    ("equipment", "机房", ("equipment",)),
)
_POSTS: Final = {key: posts for key, _, posts in ROSTERS}


@dataclass(frozen=True)
class Entry:
    """Somebody's duty on a day; ``shift`` as the kind has it. ``around`` says that the day is covered
    for 24 hours by this and the other entry of the day."""

    day: date
    shift: str
    leader: int
    people: tuple[int, ...]
    around: bool


def unit_or_404(person: Person, asked: str | None, at: datetime) -> Unit:
    """A unit whose roster the person may see: everybody sees that of their own."""
    unit = org.unit_or_404(person, asked, at) if asked else person.unit
    if unit.kind == "department":
        raise NotVisible()
    if unit.pk != person.unit_id and not options.may(person, "read", unit, at):
        raise NotVisible()
    return unit


def turns(unit: Unit, first: date, last: date) -> list[Turn]:
    """What is on the roster of a unit between two days, whatever the post."""
    rows = Record.objects.filter(
        unit=unit, kind="duty_roster", superseded_by=None,
        data__starts_on__lte=last.isoformat(), data__ends_on__gte=first.isoformat(),
    ).order_by("recorded_at", "id")  # fmt: skip
    found = [(str(pk), data) for pk, data in rows.values_list("id", "data")]
    named = org.people_by_ids(
        {int(pk) for _, d in found for pk in [d["leader"], *d.get("people", [])] if pk}
    )

    def name(pk: object) -> str:
        who = named.get(int(str(pk)))
        return who.name if who else "（已不在册）"

    return [
        Turn(
            key, date.fromisoformat(d["starts_on"]), date.fromisoformat(d["ends_on"]),
            name(d["leader"]), tuple(name(pk) for pk in d.get("people", [])), d.get("shift", ""),
            d.get("all_day"), d.get("post", ""), d.get("phone", ""),
        )
        for key, d in found
    ]  # fmt: skip


def of_roster(found: Iterable[Turn], key: str) -> list[Turn]:
    """Those of one roster."""
    return [turn for turn in found if turn.post in _POSTS[key]]


def rosters(found: Sequence[Turn], chosen: str) -> list[tuple[str, str]]:
    """Key and title of the rosters to choose from: the general one and those that are kept."""
    kept = {turn.post for turn in found}
    return [
        (key, title)
        for key, title, posts in ROSTERS
        if key in ("general", chosen) or kept & set(posts)
    ]


def handovers(unit: Unit, key: str, first: date, last: date) -> list[Record]:
    """Who handed over to whom on these days, the latest first."""
    rows = Record.objects.filter(
        unit=unit, kind="shift_handover", superseded_by=None,
        happened_at__gte=datetime.combine(first, time(), TZ),
        happened_at__lt=datetime.combine(last + timedelta(days=1), time(), TZ),
        data__post__in=[post for post in _POSTS[key] if post],
    )  # fmt: skip
    return list(rows.defer("search", "words").order_by("-happened_at", "-id"))


@transaction.atomic
def enter(
    person: Person, *, unit: Unit, post: str, entries: Sequence[Entry], key: str, at: datetime
) -> int:
    """Leave one record for each entry, all or none; how many. Each is about its own day, so that
    it counts for that day. The same request again (``key``) leaves nothing.

    Raises what ``record.actions.submit_batch`` raises.
    """
    department = None if org.can(person, RIGHT, unit, at) else person.department
    drafts = [_draft(person, unit, department, post, entry, at) for entry in entries]
    body = [(str(e.day), e.shift, e.leader, e.people) for e in entries]
    print_ = once.digest("roster.enter", {"unit": unit.pk, "post": post, "entries": body}, None)
    if not drafts or once.claim(person, key, print_, ids.uuid7(), at):
        return 0
    made = records.submit_batch(drafts)
    transaction.on_commit(lambda: _refresh(unit, at))
    return len(made)


def _refresh(unit: Unit, at: datetime) -> None:
    """A batch tells no followers: the duties that rosters settle are worked out once, at the end."""
    keys = {o.key for o in policy.obligations_for(unit, at) if "duty_roster" in o.owes.kinds}
    if keys:
        duties.refresh([unit.pk], at, keys)


def _draft(
    person: Person, unit: Unit, department: Unit | None, post: str, entry: Entry, at: datetime
) -> Draft:
    day = entry.day.isoformat()
    data = {
        "starts_on": day, "ends_on": day, "leader": entry.leader, "people": list(entry.people),
        "post": post, "shift": entry.shift, "all_day": entry.around,
    }  # fmt: skip
    return Draft(person, "duty_roster", unit, at, data, at, department, about=entry.day)
