"""Requests about one thing at one place, for each sort of thing that an address or query names."""

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.isolation import rules
from tests.isolation.places import Place
from tests.isolation.viewers import Viewer
from tests.isolation.works import HOUSES, PERIOD
from tests.isolation.world import World
from weian.case.kinds import KINDS as CASES
from weian.record.kinds import KINDS as RECORDS
from weian.subject.kinds import KINDS as SUBJECTS

KINDS: Final[dict[str, Any]] = {"record": RECORDS, "case": CASES, "subject": SUBJECTS}
_HIDDEN: Final = ("health_examination", "bypass_report", "health_file")
_EACH: Final = 1  # kinds of each shape per viewer and place; others come up with other pairs


@dataclass
class Thing:
    """One thing: what fills the address, whether it is seen, and which right its acts need."""

    place: Place
    seen: bool
    parts: Mapping[str, object] = field(default_factory=dict)
    query: Mapping[str, object] = field(default_factory=dict)
    body: Mapping[str, object] = field(default_factory=dict)
    right: str = ""
    lenient: bool = False  # a guard of the flow may refuse although the right is there
    wide: bool = False  # worked out from all that its house has, as a signed list of risks


def things(sort: str, viewer: Viewer, world: World) -> Iterator[Thing]:
    """The things of a sort, at every place of the viewer's county and at one of the other's."""
    shape, _, kind = sort.partition(":")
    make = _only(shape, kind) if kind else _MAKERS[sort]
    far = [p for p in world.places.values() if p.county != viewer.place.county]
    turn = (zlib.crc32(sort.encode()) + list(world.viewers).index(viewer.label)) % len(far)
    for place in world.places.values():
        if place not in far or far.index(place) == turn:
            yield from make(viewer, place, world)


def _only(shape: str, kind: str) -> Callable[[Viewer, Place, World], Iterator[Thing]]:
    def make(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
        row = world.rows[shape][place.key].get(kind)
        if row is not None:
            yield _thing_of(shape, kind, row, viewer, place, world)

    return make


def _none(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    """Nothing of the sort stands in the twin counties: whoever asks for it is told so."""
    yield Thing(place, False)


def _unit(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    yield Thing(place, rules.sees_unit(viewer, place), {"pk": place.where.pk})


def _house(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    if not place.department:
        yield from _unit(viewer, place, world)


def _institution(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    if place.key[1:] in HOUSES:
        for thing in _unit(viewer, place, world):
            thing.body = {"unit": place.unit.pk, "report": "report.brief", "period": PERIOD}
            thing.lenient = True  # nobody above prepares the report of a house
            yield thing


def _read(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    yield Thing(place, rules.reads(viewer, place), {"pk": place.where.pk})


def _person(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    yield Thing(place, rules.reads(viewer, place), {"pk": place.helper.pk})


def _office(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    post = place.author.appointments.order_by("pk").first()
    parts = {"pk": place.author.pk, "sort": "post", "number": post.pk}
    yield Thing(place, rules.reads(viewer, place), parts)


def _row(shape: str) -> Callable[[Viewer, Place, World], Iterator[Thing]]:
    def make(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
        rows = world.rows[shape][place.key]
        for key in _turn(shape, viewer, place, world):
            if key in rows:
                yield _thing_of(shape, key, rows[key], viewer, place, world)

    return make


def _turn(shape: str, viewer: Viewer, place: Place, world: World) -> list[str]:
    """Which kinds come up for a viewer at a place: the private ones, and others in turn."""
    keys = sorted(k for k in KINDS[shape] if k not in _HIDDEN)
    pair = list(world.viewers).index(viewer.label) * len(world.places) + list(world.places).index(
        place.key
    )
    first = pair * _EACH
    turn = [keys[(first + n) % len(keys)] for n in range(_EACH)]
    return [*turn, *(k for k in _HIDDEN if k in KINDS[shape])]


def _thing_of(shape: str, key: str, row: Any, viewer: Viewer, place: Place, world: World) -> Thing:
    kind = KINDS[shape][key]
    kept = world.places[f"{place.county}offi"] if getattr(kind, "concerns", "") else place
    seen = rules.may(viewer, getattr(kind, "read_right", "read"), kept)
    if getattr(kind, "knowers", ""):
        seen = viewer.person.pk in row.known_to
    right = {"record": "submit_right", "subject": "keep_right", "case": "opening_right"}[shape]
    body: dict[str, object] = {"version": 1, "data": {}}
    if shape == "record":
        body = {"happened_at": "2026-09-20T09:00:00+08:00", "data": world.given[place.key, key]}
    parts = {"pk": row.pk, "kind": key, "noun": f"{shape}s"}
    strict = shape != "record"  # some records are for the person named only
    return Thing(kept, seen, parts, body=body, right=getattr(kind, right), lenient=not strict,
                 wide=getattr(kind, "derive", None) is not None)  # fmt: skip


def _step(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    for thing in _MAKERS["case"](viewer, place, world):
        kind = CASES[str(thing.parts["kind"])]
        state = world.rows["case"][place.key][kind.key].state
        step = next(
            (s for s in kind.flow.steps if state in s.sources and s.verb not in kind.internal), None
        )
        if step is not None:
            thing.parts = {**thing.parts, "verb": step.verb}
            thing.body = {"verb": step.verb, "version": 1, "data": {}}
            thing.right, thing.lenient = step.right, True
            yield thing


def _paper(*owners: str) -> Callable[[Viewer, Place, World], Iterator[Thing]]:
    def make(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
        for row, kind in world.papers[place.key]:
            if row.owner_kind in owners:
                seen = rules.may(viewer, getattr(kind, "read_right", "read"), place)
                number = row.pk if len(owners) == 1 else ""
                parts = {"pk": row.owner_id if number else row.pk, "number": number}
                yield Thing(place, seen, parts)

    return make


def _file(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    yield from _paper("record", "case", "subject")(viewer, place, world)
    for other in world.viewers.values():
        if other.place.key == place.key:
            yield Thing(place, other is viewer, {"pk": other.file})


def _own(name: str) -> Callable[[Viewer, Place, World], Iterator[Thing]]:
    def make(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
        for other in world.viewers.values():
            if other.place.key == place.key and getattr(other, name):
                yield Thing(place, other is viewer, {"pk": getattr(other, name)})

    return make


def _duty(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    row = world.duties.get(place.key)
    if row is not None:
        query = {"duty": row.obligation, "for": row.bearer, "window": row.window}
        key = f"{row.obligation}|{row.owner_id}|{row.bearer}|{row.window}"
        parts = {"pk": row.owner_id, "duty": key}
        body = {"item": key}
        yield Thing(place, rules.reads(viewer, place), parts, query, body)


def _relief(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    if place.key in world.reliefs:
        yield Thing(place, rules.reads(viewer, place), {"pk": world.reliefs[place.key].pk})


def _return(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    case = world.returns.get(place.key)
    if case is not None:
        sent = place.key[1:] != "clin"
        seen = rules.reads(viewer, place) and (sent or viewer.place.unit == place.unit)
        parts = {"pk": case.pk, "verb": "accept", "form": "docx"}
        body = {"verb": "accept", "version": 1}
        yield Thing(place, seen, parts, body=body, lenient=True)


def _collection(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    if place.key[1:] == "offi":
        clinic = world.places[f"{place.county}clin"].unit.pk
        parts = {
            "kind": "report.brief", "report": "report.brief", "period": PERIOD, "form": "xlsx", "number": clinic,
        }  # fmt: skip
        query = {"unit": place.unit.pk}
        yield Thing(place, rules.sees_unit(viewer, place), parts, query, query)


def _commission(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    if place.key[1:] == "offi":
        yield from _unit(viewer, place, world)


def _form(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    """A return of a commission's own, which those see who make them."""
    if place.key in world.forms:
        seen = rules.may(viewer, "report.review", place)
        yield Thing(place, seen, {"pk": world.forms[place.key].pk})


def _period(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    for thing in _institution(viewer, place, world):
        thing.query = thing.body = {"unit": place.unit.pk}
        thing.parts = {"kind": "report.brief", "period": PERIOD}
        inside = rules.relation(viewer.place.key, place.key) in ("own", "department", "subordinate")
        office = viewer.place.unit.group == "commission"
        above = (inside and office) or viewer.place.department is not None
        thing.right, thing.lenient = "read" if above else "report.submit", above
        yield thing


def _edition(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    for adoption in world.adoptions.get(place.key, ())[1:]:
        near = viewer.place.county == place.county
        yield Thing(place, near and _reads_law(viewer), {"pk": adoption.edition_id})


def _family(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    for thing in _edition(viewer, place, world):
        thing.seen = thing.seen and rules.anywhere(viewer, "pack.adopt")
        yield thing


def _adoption(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
    for adoption in world.adoptions.get(place.key, ()):
        near = viewer.place.county == place.county
        seen = near and _reads_law(viewer) and rules.sees_unit(viewer, place)
        yield Thing(place, seen, {"pk": adoption.pk})


def _reads_law(viewer: Viewer) -> bool:
    reading = ("read", "read.own", "read.department", "pack.adopt")
    return any(rules.anywhere(viewer, right) for right in reading)


def _new(shape: str) -> Callable[[Viewer, Place, World], Iterator[Thing]]:
    """The form of a kind for a unit, and the same as a program asks for it."""

    def make(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
        for key in () if place.department else _turn(shape, viewer, place, world):
            kind = KINDS[shape][key]
            opening = getattr(kind, "opening_verb", "")
            if kind.internal if shape == "record" else opening and opening in kind.internal:
                continue
            right = {"record": "submit_right", "subject": "keep_right", "case": "opening_right"}
            query = {"unit": place.unit.pk}
            apart = getattr(kind, "concerns", "")  # what it says is the commission's from then on
            data = {} if apart else world.given[place.key, key]
            body: dict[str, object] = {"kind": key, **query, "data": data}
            if shape == "record":
                body["happened_at"] = "2026-09-20T09:00:00+08:00"
                thing = world.rows["subject"][place.key].get(kind.subject_kind)
                body |= {"subject": str(thing.pk)} if thing else {}
            seen = rules.sees_unit(viewer, place)
            if not apart or not seen:
                told = getattr(kind, right[shape])
                # A department must be named by whoever may keep things of theirs alone.
                lenient = shape == "record" or viewer.place.department is not None
                yield Thing(place, seen, {"kind": key}, query, body, told, lenient=lenient)

    return make


def _sealed(right: str) -> Callable[[Viewer, Place, World], Iterator[Thing]]:
    """A sealed tip for those who keep it, a custodian's key for those who oversee it."""

    def make(viewer: Viewer, place: Place, world: World) -> Iterator[Thing]:
        if place.key in world.tips:
            key, tip = world.tips[place.key]
            pk = tip.pk if right == "tip.keep" else key.pk
            yield Thing(place, rules.may(viewer, right, place), {"pk": pk}, lenient=True)

    return make


_MAKERS: Final[dict[str, Callable[[Viewer, Place, World], Iterator[Thing]]]] = {
    "unit": _unit, "house": _house, "institution": _institution, "read": _read,
    "person": _person, "office": _office, "record": _row("record"), "case": _row("case"),
    "subject": _row("subject"), "step": _step, "record file": _paper("record"),
    "case file": _paper("case"), "subject file": _paper("subject"), "file": _file,
    "notice": _own("notice"), "token": _own("token"), "session": _own("session"),
    "import": _own("import_"), "duty": _duty, "read duty": _duty, "relief": _relief,
    "return": _return, "commission": _commission, "form": _form, "collection": _collection, "period": _period, "draft": _none,
    "figure": _none, "delegation": _none,
    "record kind": _new("record"), "case kind": _new("case"), "subject kind": _new("subject"),
    "sealed tip": _sealed("tip.keep"), "tip key": _sealed("tip.oversee"),
    "edition": _edition, "family": _family, "adoption": _adoption,
}  # fmt: skip
