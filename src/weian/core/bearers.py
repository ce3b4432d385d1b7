"""For whom or what a duty of an obligation stands, and which evidence is theirs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, pairwise
from typing import Any

from weian.core.cadence import FOREVER, midnight
from weian.core.condition import Condition, Truth
from weian.core.obligation import Obligation
from weian.core.world import BEGINNING, Person, Record, World


@dataclass(slots=True)
class Bearer:
    """``key`` is ``""`` for the unit itself, else ``subject:ID``, ``person:ID`` or ``case:ID``
    (``person:ID/2`` when a post is held for the second time).

    ``certain`` is None when the filter rests on a value that nobody has given, or when a post
    has no holder: the duty is then undetermined, not absent.
    """

    key: str
    id: str
    since: datetime
    until: datetime
    name: str = ""
    certain: Truth = True
    data: Mapping[str, Any] = field(default_factory=dict)
    #: Evidence of whoever held a post several times goes to the holding in which it happened.
    evidence_since: datetime = BEGINNING
    evidence_until: datetime = FOREVER


def parted(key: str) -> tuple[str, str]:
    """What sort of bearer a key names ("" for the unit itself), and the id."""
    noun, _, rest = key.partition(":")
    return noun, rest.partition("/")[0]


def bearers(obligation: Obligation, world: World) -> list[Bearer]:
    """All bearers whose standing overlaps the obligation's time in force."""
    floor = max(world.since, midnight(obligation.since))
    roof = world.until
    if obligation.until is not None:
        roof = min(roof, midnight(obligation.until))
    each = obligation.bearing.each
    if each in ("subject", "case"):
        return _things(obligation, world, floor, roof)
    out = []
    for bearer in _FIND[each](obligation, world):
        if bearer.since < floor:
            bearer.since = floor
        if bearer.until > roof:
            bearer.until = roof
        if bearer.since < bearer.until:
            out.append(bearer)
    return out


def _unit(obligation: Obligation, world: World) -> list[Bearer]:
    return [Bearer("", world.unit, world.since, world.until)]


def _things(obligation: Obligation, world: World, floor: datetime, roof: datetime) -> list[Bearer]:
    """Most cases of a unit ended before a law began: of these no bearer is made."""
    bearing = obligation.bearing
    if floor >= roof:
        return []
    return [
        Bearer(
            f"{bearing.each}:{thing.id}", thing.id, max(thing.since, floor), min(thing.until, roof),
            thing.name, certain, thing.data,
        )
        for thing, certain in world.things(bearing.each, bearing.kind, bearing.where)
        if thing.since < roof and floor < thing.until and thing.since < thing.until
    ]  # fmt: skip


def _people(obligation: Obligation, world: World) -> list[Bearer]:
    condition = Condition(obligation.bearing.where)
    out = []
    for person in world.people:
        certain = condition.holds(person.data)
        if certain is not False:
            out.append(_person(person, person.since, person.until, certain))
    return out


def _post_holders(obligation: Obligation, world: World) -> list[Bearer]:
    """One bearer for each unbroken holding of the post, in however many departments at a time; a
    post that nobody ever held is asked about."""
    post = obligation.bearing.kind
    out = [b for person in world.people for b in _holdings(person, post)]
    if not out:
        out.append(Bearer(f"post:{post}", "", world.since, world.until, "", None))
    return out


def _holdings(person: Person, post: str) -> list[Bearer]:
    runs: list[list[datetime]] = []
    for since, until in sorted((a, b) for held, a, b in person.posts if held == post):
        if runs and since <= runs[-1][1]:
            runs[-1][1] = max(runs[-1][1], until)
        else:
            runs.append([since, until])
    out = [_person(person, since, until, True) for since, until in runs]
    for number, (earlier, later) in enumerate(pairwise(out), start=2):
        later.key = f"{later.key}/{number}"
        later.evidence_since = earlier.evidence_until = later.since
    return out


def _person(person: Person, since: datetime, until: datetime, certain: Truth) -> Bearer:
    return Bearer(f"person:{person.id}", person.id, since, until, person.name, certain, person.data)


_FIND: dict[str, Callable[[Obligation, World], list[Bearer]]] = {
    "unit": _unit,
    "person": _people,
    "post": _post_holders,
}


class EvidenceOf:
    """The records that count for an obligation, dealt out to bearers once."""

    __slots__ = ("_dealt", "_field", "_records", "_world")

    def __init__(self, obligation: Obligation, world: World, known: datetime) -> None:
        owes = obligation.owes
        lists = [world.known_evidence(kind, owes.below, owes.where, known) for kind in owes.kinds]
        found = lists[0] if len(lists) == 1 else list(chain.from_iterable(lists))
        if len(lists) > 1:
            found.sort(key=lambda r: (r.happened, r.recorded, r.id))
        self._records, self._world = found, world
        self._field = _bearer_field(obligation)
        self._dealt: dict[str, list[Record]] | None = None

    def of(self, bearer: Bearer) -> list[Record]:
        if not self._field:
            return self._records
        if self._dealt is None:
            self._dealt = dealt_by(self._world, self._records, self._field)
        found = self._dealt.get(bearer.id, [])
        if bearer.evidence_since > BEGINNING or bearer.evidence_until < FOREVER:
            found = [
                r for r in found if bearer.evidence_since <= r.happened < bearer.evidence_until
            ]
        return found


def dealt_by(world: World, records: Sequence[Record], name: str) -> dict[str, list[Record]]:
    """Records by whom or what a field of theirs names, in order. Worked out once for all laws that ask
    for the same records; kept with these, whose id must not be used again meanwhile."""
    key = "bearer", id(records), name
    kept = world.dealt.get(key)
    if kept is None:
        kept = world.dealt[key] = records, _deal(records, name)
    found: dict[str, list[Record]] = kept[1]
    return found


def _bearer_field(obligation: Obligation) -> str:
    each = obligation.bearing.each
    if each in ("subject", "case"):
        return each
    if each in ("post", "person"):
        return obligation.owes.person or "by"
    return ""


def _deal(records: Iterable[Record], name: str) -> dict[str, list[Record]]:
    out: dict[str, list[Record]] = {}
    for record in records:
        value = record.value(name)
        holders = (value,) if value and type(value) is str else dict.fromkeys(ids(value))
        for holder in holders:
            out.setdefault(holder, []).append(record)
    return out


def ids(value: Any) -> tuple[str, ...]:
    """A field that names one or many, as a tuple of id strings."""
    if value is None or value == "":
        return ()
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(str(v) for v in value)
    return (str(value),)
