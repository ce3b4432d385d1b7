"""Twin counties of one shape below one city, with a row of each kind of thing at every place.

Everything is made through the verbs of the product. ``build`` takes some seconds and is called
once; tests change nothing that lasts.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from tests.isolation import specimens
from tests.isolation.places import (
    COUNTIES,
    SHAPE,
    Place,
    person_word,
    phone_word,
    private_word,
    text_word,
    unit_word,
)
from weian.base.attachments import Attachment
from weian.base.clock import TZ
from weian.case import actions as cases
from weian.case.kinds import KINDS as CASES
from weian.org import actions as org
from weian.org import queries as who
from weian.org.actions import Engagement, UnitSeed
from weian.record import actions as records
from weian.record.kinds import KINDS as RECORDS
from weian.subject import actions as subjects
from weian.subject.envelope.files import Uploads
from weian.subject.kinds import KINDS as SUBJECTS

FOUNDED: Final = date(2020, 1, 1)
BEGUN: Final = datetime(2026, 1, 5, 8, 0, tzinfo=TZ)
NOW: Final = datetime(2026, 9, 28, 9, 30, tzinfo=TZ)  # in the last week of a quarter
DID: Final = datetime(2026, 9, 21, 10, 0, tzinfo=TZ)
PACKS: Final = Path(__file__).parents[1]
_FULL: Final = ("institution_head", "safety_manager", "health_keeper")
_OFFICE: Final = ("platform_admin", "commission_leader", "commission_clerk")


@dataclass
class World:
    """Places by key ("ahosp"), rows by shape, place and kind; files by place."""

    places: dict[str, Place] = field(default_factory=dict)
    rows: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    adoptions: dict[str, list[Any]] = field(default_factory=dict)
    duties: dict[str, Any] = field(default_factory=dict)
    reliefs: dict[str, Any] = field(default_factory=dict)
    returns: dict[str, Any] = field(default_factory=dict)
    given: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)
    papers: dict[str, list[tuple[Any, Any]]] = field(default_factory=dict)
    tips: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    forms: dict[str, Any] = field(default_factory=dict)
    viewers: dict[str, Any] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def build() -> World:
    """The whole of it."""
    world = World()
    _units(world)
    _authors(world)
    _things(world)
    _records(world)
    _cases(world)
    _papers(world)
    return world


def _papers(world: World) -> None:
    """The files of each place, with the kind of what they belong to."""
    owners = {
        str(row.pk): (key, kinds[kind])
        for shape, kinds in (("record", RECORDS), ("case", CASES), ("subject", SUBJECTS))
        for key, rows in world.rows[shape].items()
        for kind, row in rows.items()
    }
    world.papers = {key: [] for key in world.places}
    for paper in Attachment.objects.exclude(owner_id="").order_by("pk"):
        key, kind = owners[paper.owner_id]
        world.papers[key].append((paper, kind))


def _units(world: World) -> None:
    seeds = [UnitSeed("city", "commission_city", "临江市卫生健康委", "", FOUNDED)]
    for county in COUNTIES:
        for key, (kind, name, parent) in SHAPE.items():
            whole = f"{county}{key}"
            above = f"{county}{parent}" if parent else "city"
            seeds.append(UnitSeed(whole, kind, f"{name}{unit_word(whole)}", above, FOUNDED))
    units = org.load_tree(None, at=BEGUN, seeds=seeds)
    for key, unit in units.items():
        if unit.kind == "department":
            world.places[key] = Place(key, unit.parent, unit)
        elif key != "city":
            world.places[key] = Place(key, unit, None)


def engage(world: World, key: str, name: str, *roles: str, **more: Any) -> Engagement:
    """Somebody of a place, named and numbered after it."""
    place = world.places[key]
    given = {"employment": "staff", "phone": phone_word(key)}
    return Engagement(
        f"{name}{person_word(key)}", place.unit, more.pop("since", FOUNDED), place.department,
        more.pop("posts", ()), roles, given=given, **more,
    )  # fmt: skip


def _authors(world: World) -> None:
    wanted = []
    for key, place in world.places.items():
        office = place.unit.group == "commission"
        roles = _OFFICE if office else ("department_head",) if place.department else _FULL
        posts = (
            ("clerk",)
            if office
            else ("department_head",)
            if place.department
            else ("head", "safety_manager")
        )
        wanted.append(engage(world, key, "王", *roles, posts=posts))
        wanted.append(engage(world, key, "李"))
    made = [who.person_by_id(p.pk) for p in org.appoint_batch(None, at=BEGUN, engagements=wanted)]
    for place, author, helper in zip(world.places.values(), made[::2], made[1::2], strict=True):
        place.author, place.helper = author, helper


def _actor(world: World, place: Place, right: str) -> Any:
    """Somebody who may: of the place, else of its unit, else of the commission."""
    for key in (place.key, f"{place.county}hosp", f"{place.county}offi"):
        author = world.places[key].author
        if who.can(author, right, place.unit, NOW, place.department):
            return author
    return None


def _people(world: World, place: Place) -> list[Any]:
    """Those of the place's unit: author and colleagues."""
    near = [(p.author, p.helper) for p in world.places.values() if p.unit == place.unit]
    return [person for pair in near for person in pair]


def _answers(world: World, kind: Any, place: Place, things: dict[str, str]) -> dict[str, object]:
    word = private_word if getattr(kind, "read_right", "read") != "read" else text_word
    at = world.places[f"{place.county}offi"].key if getattr(kind, "concerns", "") else place.key
    return specimens.answers(
        kind, word(at), _people(world, place), place.unit, _department(world, place), things
    )


def _department(world: World, place: Place) -> Any:
    below = [p.department for p in world.places.values() if p.unit == place.unit and p.department]
    return place.department or next(iter(below), None)


def _files(world: World, kind: Any, place: Place, actor: Any) -> Uploads:
    word = private_word if getattr(kind, "read_right", "read") != "read" else text_word
    asked = [f for f in kind.fields if f.item == "file" and (f.required or kind.key in FILED)]
    return Uploads({f.key: [specimens.paper(word(place.key))] for f in asked} if actor else {})


FILED: Final = ("document", "training", "hazard", "health_examination", "health_file", "contractor")


def _things(world: World) -> None:
    rows = world.rows["subject"] = {key: {} for key in world.places}
    waiting = dict(SUBJECTS)
    while waiting:
        ready = [
            k
            for k in waiting.values()
            if all(f.kind in rows["ahosp"] for f in k.fields if f.item == "subject")
        ]
        assert ready, (
            f"kinds that name each other or are refused: {sorted(waiting)} {world.refused}"
        )
        drafts = []
        for kind in ready:
            del waiting[kind.key]
            for key, place in world.places.items():
                actor = _actor(world, place, kind.keep_right)
                known = {k: str(v.pk) for k, v in rows[key].items()}
                data = world.given[key, kind.key] = _answers(world, kind, place, known)
                if kind.code_field:
                    data[kind.code_field] = text_word(key)
                drafts.append(
                    (
                        key,
                        subjects.Draft(
                            actor,
                            kind.key,
                            place.unit,
                            data,
                            NOW,
                            place.department,
                            FOUNDED,
                            uploads=_files(world, kind, place, actor),
                        ),
                    )
                )
        _take(world, rows, drafts, subjects.look_over, subjects.keep_batch)


def _records(world: World) -> None:
    rows = world.rows["record"] = {key: {} for key in world.places}
    drafts = []
    for kind in RECORDS.values():
        if kind.internal:
            continue
        for key, place in world.places.items():
            actor = _actor(world, place, kind.submit_right)
            known = {k: str(v.pk) for k, v in world.rows["subject"][key].items()}
            data = world.given[key, kind.key] = _answers(world, kind, place, known)
            thing = world.rows["subject"][key].get(kind.subject_kind)
            drafts.append(
                (
                    key,
                    records.Draft(
                        actor,
                        kind.key,
                        place.unit,
                        DID,
                        data,
                        NOW,
                        place.department,
                        thing.pk if thing else None,
                        uploads=_files(world, kind, place, actor),
                    ),
                )
            )
    _take(world, rows, drafts, records.look_over, records.submit_batch)


def _cases(world: World) -> None:
    rows = world.rows["case"] = {key: {} for key in world.places}
    drafts = []
    for kind in CASES.values():
        if kind.opening_verb in kind.internal:
            continue
        for key, place in world.places.items():
            actor = _actor(world, place, kind.opening_right)
            known = {k: str(v.pk) for k, v in world.rows["subject"][key].items()}
            data = world.given[key, kind.key] = _answers(world, kind, place, known)
            data.pop(kind.concerns, None)
            drafts.append(
                (
                    key,
                    cases.Draft(
                        actor,
                        kind.key,
                        place.unit,
                        data,
                        NOW,
                        place.department,
                        DID.date(),
                        uploads=_files(world, kind, place, actor),
                    ),
                )
            )
    _take(world, rows, drafts, cases.look_over, cases.open_batch)


def _take(world: World, rows: Any, drafts: Any, look_over: Any, take: Any) -> None:
    said = look_over([draft for _, draft in drafts])
    good = []
    for (key, draft), refusal in zip(drafts, said, strict=True):
        if refusal is not None:
            world.refused.append(f"{key} {draft.kind}: {refusal.message} {refusal.fields}")
        else:
            good.append((key, draft))
    good = [
        (k, d)
        for k, d in good
        if not (d.kind in CASES and CASES[d.kind].concerns and k.endswith("offi"))
    ]
    for (key, draft), row in zip(good, take([draft for _, draft in good]), strict=True):
        rows[key][draft.kind] = row
