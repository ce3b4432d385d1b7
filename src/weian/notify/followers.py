"""Who is told of an act: the person it now waits for, and the one it is about."""

from uuid import UUID

from weian.base.models import Event
from weian.case import queries as cases
from weian.case.kinds import KINDS
from weian.notify.actions import tell
from weian.org import queries as org

#: Verbs that hand the work to the assignee, and those whose outcome the reporter awaits.
TO_ASSIGNEE = frozenset({"plan", "refine", "reject", "extend", "decline_extension", "list"})
TO_REPORTER = frozenset({"close", "void", "verify"})


_DELEGATIONS = {"delegation.give": "委托您代办", "delegation.end": "的委托代办已结束"}


def tell_of(event: Event) -> None:
    """Follower of events: a case that moved is told to whom it concerns, never to the one who moved it."""
    if event.verb in _DELEGATIONS:
        _tell_other_hand(event)
        return
    case_kind, verb = event.object_kind, event.verb.removeprefix("case.")
    if not event.verb.startswith("case.") or case_kind not in KINDS or case_kind == "return":
        return
    if KINDS[case_kind].knowers:
        _tell_knowers(event)
        return
    if verb not in TO_ASSIGNEE | TO_REPORTER:
        return
    case = cases.by_ids([UUID(event.object_id)]).get(UUID(event.object_id))
    if case is None:
        return
    person = case.assignee_id if verb in TO_ASSIGNEE else case.reporter_id
    if person is None or person == event.actor_id:
        return
    title = f"{KINDS[case_kind].title_of(verb)}：{case.title}"
    tell(
        [org.person_by_id(person)], kind="case", title=title, at=event.at,
        url=f"/cases/{case.pk}/", item=f"case:{case.pk}",
    )  # fmt: skip


def _tell_other_hand(event: Event) -> None:
    """Of a delegation, whoever of the two did not do it themselves; both if somebody else ended it."""
    told = event.given["given"]
    people = org.people_by_ids([told["giver"], told["taker"]])
    giver, taker = people[told["giver"]], people[told["taker"]]
    what = f"{giver.name}{_DELEGATIONS[event.verb]}（{told['since']} 至 {told['last']}）"
    title = what if event.verb == "delegation.give" else f"{taker.name} 代 {what}"
    tell(
        [p for p in (giver, taker) if p.pk != event.actor_id], kind="person", title=title,
        at=event.at, body=told["reason"], url="/me/delegations/", item=f"delegation:{event.object_id}",
    )  # fmt: skip


def _tell_knowers(event: Event) -> None:
    """Whoever is let into something secret is told so in neutral words."""
    case = cases.by_ids([UUID(event.object_id)]).get(UUID(event.object_id))
    if case is None or case.known_to is None:
        return
    before = {s.by_id for s in cases.timeline(case) if s.by_id} | _told(case)
    new = [pk for pk in case.known_to if pk != event.actor_id and pk not in before]
    tell(
        list(org.people_by_ids(new).values()), kind="case", title="您有一项公务安排，请登录查看。",
        at=event.at, url=f"/cases/{case.pk}/", item=f"case:{case.pk}",
    )  # fmt: skip


def _told(case: cases.Case) -> set[int]:
    """Those who were named by an earlier step than the last."""
    named = [s.given.get("knowers") or () for s in cases.timeline(case)[:-1]]
    return {int(str(pk)) for told in named for pk in told}
