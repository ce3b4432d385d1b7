"""Builds a demonstration from nothing, through the batch form of the verbs."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from django.db.models import prefetch_related_objects

from weian.base import clock
from weian.base.calendar import seed_calendar
from weian.base.errors import Refusal
from weian.base.models import Event, Setting
from weian.duty import actions as duties
from weian.duty import law
from weian.org import actions as org
from weian.org.facts import facts_asked
from weian.org.kinds import UNIT_KINDS
from weian.org.queries import Person, Unit
from weian.policy import actions as policy
from weian.policy import queries as packs
from weian.record import actions as records
from weian.report import actions as reports
from weian.report import queries as report_queries
from weian.report.due import Due
from weian.site.demo import quizzes
from weian.site.demo.affairs import told
from weian.site.demo.crew import Crew, hands_of
from weian.site.demo.extras import extra_drafts
from weian.site.demo.hazards import draft_of, moves, stories
from weian.site.demo.notices import drop_notice
from weian.site.demo.order import Life, run
from weian.site.demo.people import engagements
from weian.site.demo.places import FOUNDED, Office, Place, unit_seeds
from weian.site.demo.plans import draw_plans
from weian.site.demo.scenes import Issue, Scene, period
from weian.site.demo.stocks import book_lines, confirmations
from weian.site.demo.things import post_lists, subjects_of
from weian.site.demo.tips import take_tips
from weian.site.demo.visits import plan_unannounced
from weian.site.demo.work import Desk
from weian.site.demo.yearly import assess_last_year
from weian.subject import actions as subjects
from weian.subject.queries import Subject

Say = Callable[[str], None]
SEED = 20200908
#: Which demonstration was built here.
PLACE_SETTING = "demo.place"
_WORDS = "按计划开展安全生产工作，排查整改隐患，未发生安全事故。"
_EVERYBODY = frozenset({"wushen-2022"})  # documents that ask a duty list of each person
_DAYS = 730


def exists() -> bool:
    """Whether this installation holds anything yet."""
    return Event.objects.filter(verb="unit.keep").exists()


def held() -> str:
    """The name of the demonstration that this installation holds, "" if it holds none."""
    found = Setting.objects.filter(key=PLACE_SETTING, unit_id=None).values_list("value", flat=True)
    return str(next(iter(found), ""))


def build(scene: Scene, say: Say) -> int:
    """Units, people, facts, things, packs, two years of records, cases and reports.

    Returns how many made-up records the kinds refused and were left out; none should be.
    """
    chance, now = Random(SEED), clock.now()
    Setting.objects.create(key=PLACE_SETTING, value=scene.key)
    seed_calendar()
    issues = [_issued(issue, now.date()) for issue in scene.issues]
    begun = min(_start(now.date()), *(since for _, since, _ in issues)) - timedelta(days=7)
    opened = datetime(begun.year, begun.month, begun.day, 9, tzinfo=clock.TZ)
    seeds = unit_seeds(scene.offices, scene.places, scene.region, scene.adopter)
    units = org.load_tree(None, at=opened, seeds=seeds)
    people = org.appoint_batch(
        None, at=opened, engagements=engagements(scene, chance, units, now.date())
    )
    say(f"{scene.title}：单位 {len(units)} 个，人员 {len(people)} 人")
    crews = _crews(scene, units, people)
    _declare(scene, units, crews, opened)
    _adopt(units[scene.adopter], scene.issues, issues)
    say(f"对象 {_furnish(scene, crews, opened)} 个，制度包已采用")
    draw_plans(crews.values(), opened)
    office = crews[scene.adopter]
    count, refused = _work(crews, now, chance)  # before the reports, which count them
    say(f"记录 {count} 条")
    lives = [*_hazards(crews, units, office, now, chance), *_affairs(crews, office, now)]
    found, sent = run(lives, _filings(crews, office, now, chance))
    found += plan_unannounced(crews, office, now)
    found += take_tips(next(c for c in crews.values() if not c.office), now)
    say(f"隐患和其他事项 {found} 条，报送 {sent} 份")
    say(f"待审读的通知：已处理 {drop_notice(office, now)} 项")
    duties.rebuild(now)
    say("责任事项已计算")
    if any(
        _whole_year(issue, since, now)
        for issue, (_, since, _) in zip(scene.issues, issues, strict=True)
    ):
        say(f"年度考核 {assess_last_year(crews, office, now)} 家")
    return refused


def _whole_year(issue: Issue, since: date, now: datetime) -> bool:
    """Whether a document asked enough of last year that its result says something."""
    return issue.own and since <= date(now.year - 1, 7, 1)


def _start(today: date) -> date:
    return date(today.year - 2, 9, 1)


def _issued(issue: Issue, today: date) -> tuple[packs.Edition, date, int]:
    """The edition, the day from which it holds, and by how many years it is moved for that."""
    edition = packs.edition_named(issue.pack, None)
    if edition is None:
        raise SystemExit(f"制度包 {issue.pack} 没有载入，请先运行 weian packs load。")
    this = date(today.year - (today.month < 7), 1, 1)
    if not issue.own:
        return edition, this, 0
    last = edition.until - timedelta(days=1) if edition.until else None
    years = period(edition.since, last, today)
    begins = edition.since.replace(year=edition.since.year + years)
    return edition, max(begins, this) if issue.recent else begins, years


def _crews(scene: Scene, units: dict[str, Unit], people: Iterable[Person]) -> dict[str, Crew]:
    people = list(people)
    prefetch_related_objects(
        people, "appointments"
    )  # asked for by every story; they stay as they are
    by_unit: dict[int, dict[int, Person]] = {}
    for person in people:
        by_unit.setdefault(person.unit_id, {})[person.pk] = person
    out: dict[str, Crew] = {}
    for office in scene.offices:
        unit = units[office.key]
        if found := by_unit.get(unit.pk):
            below = _below(scene, office, units)
            out[office.key] = Crew(unit, None, hands_of(found), found, 0.93, below=below)
    for place in scene.places:
        unit = units[place.key]
        found = by_unit[unit.pk]
        out[place.key] = Crew(
            unit, None, hands_of(found), found, place.diligence, place.facts, place.departments
        )
    return out


def _below(scene: Scene, office: Office, units: dict[str, Unit]) -> tuple[int, ...]:
    """The institutions of a commission and of those right below it."""
    under = {office.key, *(o.key for o in scene.offices if o.above == office.key)}
    return tuple(units[p.key].pk for p in scene.places if p.office in under)


def _declare(
    scene: Scene, units: dict[str, Unit], crews: dict[str, Crew], declared: datetime
) -> None:
    """Every institution but one has said what it is."""
    org.declare_batch(
        None,
        at=declared,
        declarations=[
            (units[p.key], told, FOUNDED, declared, crews[p.key].scribe)
            for p in scene.places
            if (told := told_of(p))
        ],
    )


def told_of(place: Place) -> dict[str, Any]:
    """What a place declares: of what it is like, that which its sort of unit is asked."""
    asked = {fact.key for fact in facts_asked(UNIT_KINDS[place.kind].group)}
    return {key: value for key, value in place.facts.items() if key in asked}


def _adopt(
    office: Unit, issues: Iterable[Issue], found: Iterable[tuple[packs.Edition, date, int]]
) -> None:
    """The documents, each re-issued for the period that holds today."""
    for issue, (edition, since, years) in zip(issues, found, strict=True):
        at = datetime(since.year, since.month, since.day, 9, tzinfo=clock.TZ)
        policy.adopt_shifted(
            None, edition=edition, unit=office, since=since, years=years,
            answers=dict(issue.answers), at=at,
        )  # fmt: skip


def _furnish(scene: Scene, crews: dict[str, Crew], at: datetime) -> int:
    everybody = any(issue.pack in _EVERYBODY for issue in scene.issues)
    batches = [*subjects_of(crews, at), post_lists(crews, at, everybody)]
    made = [thing for batch in batches for thing in subjects.keep_batch(batch)]
    by_unit: dict[int, dict[str, list[Subject]]] = {}
    for thing in made:
        by_unit.setdefault(thing.unit_id, {}).setdefault(thing.kind, []).append(thing)
    for crew in crews.values():
        crew.things = by_unit.get(crew.unit.pk, {})
    return len(made)


def _institutions(crews: dict[str, Crew]) -> list[Crew]:
    return [crew for crew in crews.values() if not crew.office]


def _hazards(
    crews: dict[str, Crew], units: dict[str, Unit], office: Crew, now: datetime, chance: Random
) -> list[Life]:
    since = now - timedelta(days=_DAYS)
    departments = {u.pk: u for u in units.values() if u.kind == "department"}
    return [
        Life(
            draft_of(s, departments, chance),
            partial(moves, s, county=office, now=now, chance=chance),
        )
        for s in stories(_institutions(crews), since, now, chance)
    ]


def _affairs(crews: dict[str, Crew], office: Crew, now: datetime) -> list[Life]:
    since = now - timedelta(days=_DAYS)
    return [Life(t.draft(), partial(t.moves, now=now)) for t in told(crews, office, now, since)]


def _work(crews: dict[str, Crew], now: datetime, chance: Random) -> tuple[int, int]:
    """The books; the institutions; then the commissions, whose duties count what those did."""
    moment, rules = report_queries.wall(now), law.rules()
    lines, counts = book_lines(crews, now, chance)
    made = records.submit_batch(lines)
    made += records.submit_batch(list(confirmations(made, crews)))
    count = len(made) + len(records.submit_batch(counts))
    drafts: list[records.Draft] = []
    for crew in _institutions(crews):
        laws = law.laws_of([crew.unit], now)[crew.unit.pk]
        drafts += Desk(crew, laws, moment, rules, chance).work()
        for department in crew.unit.children.filter(kind="department"):
            if small := crew.small(department):
                laws = law.laws_of([department], now)[department.pk]
                drafts += Desk(small, laws, moment, rules, chance).work()
    first, refused = _submit(
        [*drafts, *extra_drafts(crews, moment, chance), *quizzes.results(crews, moment, chance)]
    )
    below = {crew.unit.pk: crew for crew in _institutions(crews)}
    drafts = []
    for crew in crews.values():
        if crew.office:
            laws = law.laws_of([crew.unit], now)[crew.unit.pk]
            drafts += Desk(crew, laws, moment, rules, chance, below=below).work()
    last, more = _submit(drafts)
    return count + first + last, refused + more


def _submit(drafts: list[records.Draft]) -> tuple[int, int]:
    """Submit what its kind accepts; returns how many, and how many it did not.

    Those that are reckoned from one another are taken one by one, so they go apart.
    """
    taken = 0
    for turn in (False, True):
        part = sorted((d for d in drafts if d.declared.in_turn is turn), key=lambda d: d.at)
        try:
            taken += len(records.submit_batch(part))
        except Refusal:  # a document or a kind asks more than is made up here
            wrong = records.look_over(part)
            good = [draft for draft, refusal in zip(part, wrong, strict=True) if refusal is None]
            taken += len(records.submit_batch(good))
    return taken, len(drafts) - taken


def _filings(
    crews: dict[str, Crew], office: Crew, now: datetime, chance: Random
) -> list[reports.Filing]:
    """Reports of the past periods by the same steps that people take, most in their window."""
    clerk = office.hands["clerk"]
    return [
        _filing(due, crew, clerk, sent, now)
        for crew in _institutions(crews)
        if "head" in crew.hands
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
    if opens < ends - timedelta(days=1):  # people work by day
        sent = sent.replace(hour=chance.randint(9, 16))
    return sent if sent < now - timedelta(hours=2) else None
