"""Builds the demonstration county from nothing, through the batch form of the verbs."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from weian.base import clock
from weian.base.calendar import seed_calendar
from weian.base.models import Event
from weian.duty import actions as duties
from weian.duty import law
from weian.org import actions as org
from weian.org.queries import Person, Unit
from weian.policy import actions as policy
from weian.policy import queries as packs
from weian.record import actions as records
from weian.report import actions as reports
from weian.report import queries as report_queries
from weian.report.due import Due
from weian.site.demo.hazards import draft_of, moves, stories
from weian.site.demo.order import Life, run
from weian.site.demo.people import engagements
from weian.site.demo.places import FOUNDED, PLACES, unit_seeds
from weian.site.demo.things import subjects_of
from weian.site.demo.work import Crew, Desk
from weian.subject import actions as subjects

Say = Callable[[str], None]
SEED = 20200908
_WORDS = "按计划开展安全生产工作，排查整改隐患，未发生安全事故。"


def exists() -> bool:
    """Whether this installation holds anything yet."""
    return Event.objects.filter(verb="unit.keep").exists()


def build(say: Say) -> None:
    """Units, people, facts, things, packs, two years of records, hazards and reports."""
    chance, now = Random(SEED), clock.now()
    today = now.date()
    seed_calendar()
    begun = _begun(today)
    units = org.load_tree(None, at=begun, seeds=unit_seeds())
    people = org.appoint_batch(None, at=begun, engagements=engagements(chance, units, today))
    say(f"单位 {len(units)} 个，人员 {len(people)} 人")
    crews = _crews(units, people)
    _declare(units, crews, begun)
    _adopt(units["county"], today)
    things = subjects.keep_batch(subjects_of(crews, begun))
    say(f"对象 {len(things)} 个，制度包已采用")
    found, sent = run(_hazards(crews, units, now, chance), _filings(crews, now, chance))
    say(f"隐患 {found} 条，报送 {sent} 份")
    say(f"记录 {_work(crews, now, chance)} 条")
    duties.rebuild(now)
    say("责任事项已计算")


def _crews(units: dict[str, Unit], people: Iterable[Person]) -> dict[str, Crew]:
    by_unit: dict[int, list[Person]] = {}
    for person in people:
        by_unit.setdefault(person.unit_id, []).append(person)
    office = units["county"]
    found = by_unit.get(office.pk, [])
    out = {"county": Crew(office, None, _hands(found), {p.pk: p for p in found}, 0.93)}
    for place in PLACES:
        unit = units[place.key]
        found = by_unit.get(unit.pk, [])
        out[place.key] = Crew(
            unit, None, _hands(found), {p.pk: p for p in found}, place.diligence,
            facts=place.facts, departments=place.departments,
        )  # fmt: skip
    return out


def _hands(people: Iterable[Person]) -> dict[str, Person]:
    out: dict[str, Person] = {}
    for person in people:
        for office in person.appointments.all():
            out.setdefault(office.post, person)
    return out


def _declare(units: dict[str, Unit], crews: dict[str, Crew], declared: datetime) -> None:
    """Every institution but one has said what it is."""
    org.declare_batch(
        None,
        at=declared,
        declarations=[
            (units[p.key], dict(p.facts), FOUNDED, declared, crews[p.key].scribe)
            for p in PLACES
            if p.facts
        ],
    )


def _begun(today: date) -> datetime:
    """A week before the campaign: everything before is set up then."""
    return datetime(today.year - 2, 9, 1, 9, tzinfo=clock.TZ)


def _adopt(county: Unit, today: date) -> None:
    """The campaign and the half-year plan, re-issued for the period that holds today."""
    half_year = today.year - 2020 - (today.month < 7)
    for pack, years in (("shixing-2020-47", today.year - 2022), ("half-year-plan", half_year)):
        edition = packs.edition_named(pack, None)
        if edition is None:
            raise SystemExit(f"制度包 {pack} 没有载入，请先运行 weian packs load。")
        since = edition.since.replace(year=edition.since.year + years)
        at = datetime(since.year, since.month, since.day, 9, tzinfo=clock.TZ)
        if years:
            edition = policy.reissue(None, edition=edition, unit=county, years=years, at=at)
        policy.adopt(None, edition=edition, unit=county, since=since, at=at)


def _hazards(
    crews: dict[str, Crew], units: dict[str, Unit], now: datetime, chance: Random
) -> list[Life]:
    since = now - timedelta(days=730)
    departments = {u.pk: u for u in units.values() if u.kind == "department"}
    ours = [crew for key, crew in crews.items() if key != "county"]
    county = crews["county"]
    return [
        Life(
            draft_of(s, departments, chance),
            partial(moves, s, county=county, now=now, chance=chance),
        )
        for s in stories(ours, since, now, chance)
    ]


def _work(crews: dict[str, Crew], now: datetime, chance: Random) -> int:
    """The institutions first; then the commission, whose duties count what they did."""
    moment, rules = report_queries.wall(now), law.rules()
    drafts: list[records.Draft] = []
    for key, crew in crews.items():
        if key != "county":
            laws = law.laws_of([crew.unit], now)[crew.unit.pk]
            drafts += Desk(crew, laws, moment, rules, chance).work()
            for department in crew.unit.children.filter(kind="department"):
                drafts += _department(crew, department, now, chance)
    count = _submit(drafts)
    county = crews["county"]
    below = {crew.unit.pk: crew for key, crew in crews.items() if key != "county"}
    laws = law.laws_of([county.unit], now)[county.unit.pk]
    return count + _submit(Desk(county, laws, moment, rules, chance, below=below).work())


def _submit(drafts: list[records.Draft]) -> int:
    return len(records.submit_batch(sorted(drafts, key=lambda d: d.at)))


def _department(crew: Crew, department: Unit, now: datetime, chance: Random) -> list[records.Draft]:
    staff = {p.pk: p for p in crew.everyone.values() if p.department_id == department.pk}
    if not staff:
        return []
    small = Crew(crew.unit, department, _hands(staff.values()), staff, crew.diligence)
    laws = law.laws_of([department], now)[department.pk]
    return Desk(small, laws, report_queries.wall(now), law.rules(), chance).work()


def _filings(crews: dict[str, Crew], now: datetime, chance: Random) -> list[reports.Filing]:
    """Reports of the past periods by the same steps that people take, most in their window."""
    clerk = crews["county"].hands["clerk"]
    return [
        _filing(due, crew, clerk, sent, now)
        for key, crew in crews.items()
        if key != "county" and "head" in crew.hands
        for due in report_queries.dues_of(crew.unit, now)
        if (sent := _sending(due, crew, now, chance)) is not None
    ]


def _filing(due: Due, crew: Crew, clerk: Person, sent: datetime, now: datetime) -> reports.Filing:
    taken = (now - sent).days > 10
    return reports.Filing(
        crew.unit, due, crew.scribe, crew.hands["head"],
        prepared=sent,
        signed=sent + timedelta(minutes=20),
        submitted=sent + timedelta(minutes=40),
        text=_WORDS if due.kind.asks_text else "",
        reviewer=clerk,
        accepted=sent + timedelta(days=3) if taken else None,
    )  # fmt: skip


def _sending(due: Due, crew: Crew, now: datetime, chance: Random) -> datetime | None:
    opens, ends = due.opens.replace(tzinfo=clock.TZ), due.due.replace(tzinfo=clock.TZ)
    opens = max(opens, ends - timedelta(days=20))
    luck = chance.random()
    if luck < crew.diligence:
        sent = opens + (ends - opens) * chance.uniform(0.1, 0.9)
    elif luck < crew.diligence + 0.06:
        sent = ends + timedelta(days=chance.randint(1, 6))
    else:
        return None
    return sent if sent < now - timedelta(hours=2) else None
