"""The things of a demonstration, in keeping with what each institution declares."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from uuid import UUID

from weian.modules.responsibility.drafting import Wording, template_for
from weian.site.demo.catalogue import CATALOGUE
from weian.site.demo.crew import Crew
from weian.site.demo.filling import Filler
from weian.subject.actions import Draft
from weian.subject.kinds import KINDS

_SINCE = date(2021, 3, 1)


def _drafts(crew: Crew, number: str, at: datetime) -> Iterator[Draft]:
    """Everything in the order of the catalogue: what is pointed at comes first."""
    made: dict[str, list[UUID]] = {}
    filler = Filler(crew, number, at, made)
    for kind, needed, rows in CATALOGUE:
        if kind not in KINDS or not has(crew, needed):
            continue
        most = len(rows) if len(crew.everyone) > 30 or crew.office else max(1, len(rows) // 2)
        for index, row in enumerate(rows[:most]):
            data = filler.data(row, index)
            thing = Draft(crew.scribe, kind, crew.unit, data, at, since=_SINCE)
            made.setdefault(kind, []).append(thing.id)
            yield thing


def has(crew: Crew, needed: str) -> bool:
    """Whether a unit has what a row is about: "office" a commission, "" any that declared itself."""
    if needed == "office" or crew.office:
        return needed == "office" and crew.office
    if not needed:
        return bool(crew.facts)
    return bool(crew.facts.get(needed)) or needed in crew.departments


def subjects_of(crews: Mapping[str, Crew], at: datetime) -> list[list[Draft]]:
    """What each institution and commission has, in batches: what is pointed at comes first."""
    levels = _levels()
    out: list[list[Draft]] = [[] for _ in range(max(levels.values()) + 1)]
    for index, crew in enumerate(crews.values()):
        for thing in _drafts(crew, f"{index:02}", at):
            out[levels[thing.kind]].append(thing)
        out[0] += _ambulances(crew, f"{index:02}", at)
    return out


def _levels() -> dict[str, int]:
    """By how many steps each kind points at others."""
    out: dict[str, int] = {}
    for kind, _, rows in CATALOGUE:
        words = (str(v) for row in rows for v in row.values())
        wanted = {w.partition(":")[2] for w in words if w.startswith("@thing")}
        out[kind] = max([out.get(kind, 0), *(out[w] + 1 for w in wanted)])
    return out


def _ambulances(crew: Crew, number: str, at: datetime) -> Iterator[Draft]:
    declared = crew.facts.get("ambulances")
    for index in range(declared if isinstance(declared, int) else 0):
        data = {"name": f"云A·{number}{index}急", "model": "监护型", "kind_of": "ambulance",
                "driver": crew.hand("driver").pk, "state": "in_use"}  # fmt: skip
        yield Draft(crew.scribe, "ambulance", crew.unit, data, at, since=_SINCE)


def post_lists(crews: Mapping[str, Crew], at: datetime, everybody: bool) -> list[Draft]:
    """一岗一清单: for those who lead, or for everybody where the document asks it."""
    lead = ("head", "party_head", "deputy", "safety_manager", "department_head", "head_nurse")
    out = []
    for crew in crews.values():
        if crew.office or not crew.facts:
            continue
        for person in crew.everyone.values():
            posts = [a.post for a in person.appointments.all()]
            if not posts or not person.works_on(at.date()) or not (everybody or posts[0] in lead):
                continue
            out.append(_post_list(crew, person.pk, posts[0], at))
    return out


def _post_list(crew: Crew, person: int, post: str, at: datetime) -> Draft:
    level = "leader" if post in ("head", "party_head", "deputy") else "office" if post == (
        "safety_manager") else "department" if post in ("department_head", "head_nurse") else "front_line"  # fmt: skip
    titles = {k: t for f in KINDS["post_duty"].fields if f.key == "post" for k, t in f.choices}
    data = {
        "name": f"{titles.get(post, '职工')}安全生产责任清单", "post": post, "level": level,
        "person": person, "edition": "1", "issued_on": at.date().isoformat(),
        **_wording(post),
    }  # fmt: skip
    return Draft(crew.scribe, "post_duty", crew.unit, data, at, since=at.date())


@cache
def _wording(post: str) -> dict[str, object]:
    """The words that the product proposes for the post."""
    return Wording.of(template_for(post), post).answers
