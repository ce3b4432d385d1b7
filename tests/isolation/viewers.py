"""Who looks: everybody has one role at one place, or none, or had one."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from allauth.usersessions.models import UserSession

from tests.isolation import specimens
from tests.isolation.places import Place
from tests.isolation.world import FOUNDED, NOW, World
from weian.base import attachments, store
from weian.notify import actions as notices
from weian.notify.queries import notices_of
from weian.org import actions as org
from weian.org import queries as who
from weian.org.actions import Engagement
from weian.org.queries import Person
from weian.site.api import tokens
from weian.site.models import Import

_YESTERDAY: Final = NOW.date() - timedelta(days=1)
#: Label → (role, place). The labels without a role are those whom no role lets in (any more).
SEATS: Final[dict[str, tuple[str, str]]] = {
    "platform_admin": ("platform_admin", "aoffi"),
    "commission_leader": ("commission_leader", "aoffi"),
    "commission_clerk": ("commission_clerk", "aoffi"),
    "commission_inspector": ("commission_inspector", "aoffi"),
    "institution_head": ("institution_head", "ahosp"),
    "deputy_in_charge": ("deputy_in_charge", "ahosp"),
    "safety_manager": ("safety_manager", "ahosp"),
    "department_head": ("department_head", "adep1"),
    "staff": ("staff", "adep1"),
    "security_guard": ("security_guard", "adep1"),
    "health_keeper": ("health_keeper", "ahosp"),
    "tip_custodian": ("tip_custodian", "aoffi"),
    "auditor": ("auditor", "aoffi"),
    "hospital auditor": ("auditor", "ahosp"),
    "head of the branch": ("institution_head", "abran"),
    "manager of the clinic": ("safety_manager", "aclin"),
    "clinic staff": ("staff", "aclin"),
    "clerk of the other county": ("commission_clerk", "boffi"),
    "former manager": ("", "ahosp"),
    "nobody": ("", "ahosp"),
}


@dataclass
class Viewer:
    """Somebody, with the word that stands in everything that is theirs alone."""

    label: str
    role: str
    place: Place
    person: Person
    own: str
    notice: int = 0
    token: int = 0
    file: Any = None
    import_: Any = None
    session: int = 0


def seat(world: World) -> None:
    """Everybody in their seats, each with a notice, a token and a file not yet handed in."""
    wanted = [_engagement(world, label) for label in SEATS]
    people = org.appoint_batch(None, at=NOW, engagements=wanted)
    out = world.viewers
    for number, (label, person) in enumerate(zip(SEATS, people, strict=True)):
        role, key = SEATS[label]
        found = who.person_by_id(person.pk)
        out[label] = viewer = Viewer(label, role, world.places[key], found, f"own{number:02}x")
        notices.tell([found], kind="system", title=f"提醒{viewer.own}", at=NOW, url="/me/")
        viewer.notice = _last_notice(found)
        viewer.token = tokens.issue(found, name=viewer.own, at=NOW)[0].pk
        paper = specimens.paper(viewer.own)
        found.must_change_password = False  # as after the first login
        found.save(update_fields=["must_change_password"])
        opened = UserSession(
            user=found, session_key=viewer.own, ip="127.0.0.1", user_agent=viewer.own
        )
        opened.save()
        viewer.session = opened.pk
        viewer.import_ = Import.objects.create(
            person=found, unit=found.unit, noun="records", kind="training", name=viewer.own,
            sha256="0" * 64, marked=store.put(specimens.paper(viewer.own))[0], at=NOW, seen_at=NOW, state="done",
        ).pk  # fmt: skip
        viewer.file = attachments.save(paper, by=found, unit=found.unit, at=NOW).pk
    former = out["former manager"].person
    for grant in former.grants.all():
        grant.until = _YESTERDAY
        grant.save()


def _engagement(world: World, label: str) -> Engagement:
    role, key = SEATS[label]
    role = "safety_manager" if label == "former manager" else role
    place = world.places[key]
    return Engagement(
        f"周{list(SEATS).index(label)}", place.unit, FOUNDED, place.department, (),
        (role,) if role else (), login=f"viewer{list(SEATS).index(label):02}",
        password="qinghe-anquan-2026", given={"employment": "staff"},
    )  # fmt: skip


def _last_notice(person: Person) -> int:
    return notices_of(person).first().pk
