"""What goes on in the twin counties: documents in force, duties, reports, requests, files."""

from typing import Any

from tests.isolation.places import COUNTIES, person_word, private_word, text_word, unsent_word
from tests.isolation.world import BEGUN, FOUNDED, NOW, PACKS, World
from tests.report.papers import sheet
from weian.duty import actions as duties
from weian.duty import queries as owed
from weian.duty import relief_actions
from weian.modules.tips import actions as tips
from weian.modules.tips import key_actions
from weian.modules.tips.models import SealedTip
from weian.org import actions as org
from weian.policy import actions as policy
from weian.policy.loading import load_pack
from weian.report import actions as reports
from weian.report import making, terms
from weian.report import queries as reported

HOUSES = ("hosp", "bran", "clin")
PERIOD = "2026-09"


def work(world: World) -> None:
    """All of it."""
    _documents(world)
    duties.rebuild(NOW)
    for county in COUNTIES:
        for key in HOUSES:
            _ask(world, f"{county}{key}")
            _report(world, f"{county}{key}", sent=key != "clin")
        _tip(world, f"{county}offi")
        _form(world, f"{county}offi")


def _form(world: World, key: str) -> None:
    """A return of the commission's own, defined and not yet asked for."""
    place = world.places[key]
    said = {"kinds": ["township_clinic"], "window": "quarter.week", "since": "2026-01-01"}
    made = making.define(
        place.author,
        unit=place.unit,
        title=f"表样{text_word(key)}",
        terms=terms.read(said),
        at=BEGUN,
    )
    making.attach(place.author, form=made, name="表样.xlsx", content=sheet(), at=BEGUN)
    world.forms[key] = made


def _tip(world: World, key: str) -> None:
    """A sealed tip; its words stand on no page, whoever asks."""
    office = world.places[key].unit
    leader, keeper = (
        org.appoint(
            None, at=BEGUN, unit=office, roles=(role,), name=f"保{person_word(key)}", since=FOUNDED,
            employment="staff",
        )
        for role in ("commission_leader", "tip_custodian")
    )  # fmt: skip
    said = "青山不改，绿水长流"
    made = key_actions.make_key(
        keeper, office=office, passphrase=said * 2, again=said * 2, old="", at=BEGUN
    )
    made = key_actions.confirm(leader, pk=made.pk, at=BEGUN)
    tips.receive(office, words={"description": private_word(key)}, photos=(), at=NOW)
    world.tips[key] = (made, SealedTip.objects.get(office=office))


def _documents(world: World) -> None:
    """One as it came, one issued anew by each county under its own name."""
    plain, _ = policy.load_edition(load_pack(PACKS / "report" / "pack" / "pack.yaml"), at=BEGUN)
    old, _ = policy.load_edition(load_pack(PACKS / "duty" / "pack" / "pack.yaml"), at=BEGUN)
    for county in COUNTIES:
        office = world.places[f"{county}offi"]
        first = policy.adopt(None, edition=plain, unit=office.unit, since=BEGUN.date(), at=BEGUN)
        done = policy.adopt_shifted(
            None, edition=old, unit=office.unit, since=BEGUN.date(), years=1, at=BEGUN
        )
        world.adoptions[office.key] = [first, done]
        for key in HOUSES:
            unit = world.places[f"{county}{key}"].unit
            org.declare_fact(None, at=BEGUN, unit=unit, key="medical", value=True, since=FOUNDED)


def _ask(world: World, key: str) -> None:
    place = world.places[key]
    rows = owed.duties_visible(place.author, NOW, owed.Filters(unit=place.unit.pk))
    row = rows.filter(owner_id=place.unit.pk, status="overdue").order_by("due", "id")[0]
    world.duties[key] = row
    world.reliefs[key] = relief_actions.ask(
        place.author, sort="waiver", owner=place.unit, obligation=row.obligation, bearer=row.bearer,
        window=row.window, reason=text_word(key), at=NOW,
    )  # fmt: skip


def _report(world: World, key: str, *, sent: bool) -> None:
    """A brief in words: sent, or still being written, which nobody above sees."""
    place = world.places[key]
    due = reported.due_or_404(place.unit, "report.brief", PERIOD, NOW)
    word = text_word(key) if sent else unsent_word(key)
    case: Any = reports.prepare(
        place.author,
        unit=place.unit,
        due=due,
        at=NOW,
        headline=f"简讯{word}",
        answers={"text": f"正文：今天开展了一次演练，效果良好。{word}"},
    )
    if sent:
        case = reports.sign(place.author, case=case, version=None, at=NOW)
        case = reports.submit(place.author, case=case, version=None, at=NOW)
    world.returns[key] = case
