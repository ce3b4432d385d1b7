"""The page that says why: from the clause to the evidence, the value and what to do now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from weian.base.errors import NotVisible
from weian.case import queries as cases
from weian.case.kinds import KINDS as CASES
from weian.core.condition import Test
from weian.core.duty import Duty
from weian.core.verdict import MET, MET_LATE, NOT_APPLICABLE, OPEN, OVERDUE, UPCOMING, WAIVED
from weian.core.world import Record, World
from weian.duty import addresses, law, reliefs
from weian.duty.kinds import APPROVED, REQUESTS
from weian.duty.rows import actor_of
from weian.duty.wall import aware
from weian.duty.words import due_exact, due_words, status_words, tone_of, window_words
from weian.org import queries as org
from weian.org.facts import FACTS
from weian.org.kinds import POSTS
from weian.policy import queries as policy
from weian.policy.explaining import next_step, value_words
from weian.policy.vocabulary import titles
from weian.policy.words import obligation_words, test_words
from weian.record import queries as records
from weian.record.kinds import KINDS as RECORDS
from weian.ui import humane
from weian.ui.shapes import Action, Crumb, DutyRow, DutyWhy, Evidence, Fact, TimelineEntry

_CLOSED = (MET, MET_LATE, NOT_APPLICABLE, WAIVED)
_DAY = timedelta(days=1)
_SHOWN = 30  # records shown that count
_NEAR = 8  # records shown that do not count
_WINDOWS = 12  # earlier windows shown


@dataclass(frozen=True)
class Looking:
    """Who looks at which duty, and the day looked at ("" for today)."""

    person: org.Person
    owner: org.Unit
    duty: Duty
    world: World
    at: datetime
    now: datetime
    on: str = ""
    caveat: str = ""

    @property
    def place(self) -> org.Unit:
        """The unit, also for a department's duty."""
        parent = self.owner.parent
        return parent if self.owner.kind == "department" and parent else self.owner


def why_page(look: Looking) -> DutyWhy:
    """The whole page as a shape."""
    duty, law_ = look.duty, look.duty.obligation
    due = aware(duty.due)
    closed = duty.status in _CLOSED
    clause_href, words, words_href = _cited(look)
    return DutyWhy(
        title=law_.title,
        subtitle=" · ".join(filter(None, (str(look.owner), duty.bearer.name, window_words(duty.window.key), look.caveat))),
        crumbs=(Crumb("待办", "/"), Crumb(str(look.owner), f"/units/{look.place.pk}/duties/")),
        status=status_words(duty.status, due, look.at),
        tone=tone_of(duty.status, due, look.at) or "muted",
        due=due_words(duty.status, aware(duty.window.opens), due, look.at),
        due_exact=due_exact(due),
        document=f"《{law_.clause.document}》",
        place=law_.clause.place,
        clause_href=clause_href,
        quote=words or law_.clause.summary,
        quote_href=words_href,
        unit=str(look.owner),
        subject=duty.bearer.name,
        window=window_words(duty.window.key),
        obligation=obligation_words(law_, titles(), law.rules()),
        applies=tuple(_facts(look)),
        evidence=tuple(_evidence(look)),
        value=f"{duty.value:g}",
        target=f"{duty.target:g}",
        value_note=value_words(duty, titles()),
        now="" if closed and not duty.next_change else next_step(duty, titles(), look.at),
        whom="" if closed else _whom(look),
        button=None if closed or look.on else _button(look),
        others=() if look.on else tuple(_others(look)),
        next_change=_next_change(duty),
        history=tuple(_history(look)),
    )  # fmt: skip


def windows_of(look: Looking, siblings: Sequence[Duty]) -> tuple[DutyRow, ...]:
    """The other windows of the same duty, the latest first."""
    shown = [d for d in reversed(siblings) if d.status != UPCOMING][:_WINDOWS]
    return tuple(
        DutyRow(
            title=window_words(d.window.key),
            status=status_words(d.status, aware(d.due), look.at),
            tone=tone_of(d.status, aware(d.due), look.at) or "muted",
            due="" if d.window.due - d.window.start <= _DAY else due_exact(aware(d.due)),
            href=addresses.why_url(
                look.owner.pk, d.obligation.key, d.bearer.key, d.window.key, look.on
            ),
        )
        for d in shown
        if d.window.key != look.duty.window.key
    )


def _cited(look: Looking) -> tuple[str, str, str]:
    """Where the clause stands; the sentence that the obligation was read from and where that stands,
    "" for a pack written by hand."""
    try:
        cited = policy.clause_of(look.duty.obligation.key, look.place)
    except NotVisible:
        return "", "", ""
    quoted = policy.quoted(cited)
    return cited.url, quoted.words if quoted else "", quoted.url if quoted else ""


def _facts(look: Looking) -> Iterable[Fact]:
    declared = org.facts_of(look.place, look.at)
    for key in look.duty.obligation.who.applies.fields():
        fact = declared.get(key)
        value = titles().value_of((), key, fact.value) if fact else "待核实"
        title = FACTS[key].title if key in FACTS else key
        url = "" if look.on else f"/units/{look.place.pk}/facts#{key}"
        since = f"{humane.day(fact.since, look.at)} 起" if fact else "还没有申报"
        yield Fact(title, value, url, "" if fact else "unknown", hint=since)


def _evidence(look: Looking) -> Iterator[Evidence]:
    """What counts, then what is of the right sort in the same period and does not, and why."""
    counted = list(look.duty.records[-_SHOWN:])
    near = list(_near(look))
    names = _Names(look, [*counted, *(found for found, _ in near)])
    yield from (_shown(found, names) for found in counted)
    yield from (_shown(found, names, note=note, counted=False) for found, note in near)


def _near(look: Looking) -> Iterator[tuple[Record, str]]:
    duty, owes = look.duty, look.duty.obligation.owes
    counted = {r.id for r in duty.records}
    found = [
        r
        for kind in owes.kinds
        for r in look.world.evidence(kind, owes.below)
        if r.id not in counted and duty.window.opens <= r.happened < duty.due
    ]
    for record in found[-_NEAR:]:
        wrong = [t for t in owes.where if t.accepts(record.value(t.field)) is not True]
        if wrong:
            yield record, _why_not(wrong, owes.kinds)


class _Names:
    """Titles, addresses and authors of evidence, asked for at once; addresses only of what the
    person may open."""

    def __init__(self, look: Looking, found: Sequence[Record]) -> None:
        steps = [UUID(r.case) for r in found if r.case and r.kind not in RECORDS]
        plain = [UUID(r.id) for r in found if r.kind in RECORDS]
        seen = cases.visible(look.person, look.now).filter(pk__in=steps) if steps else ()
        read = records.visible(look.person, look.now).filter(pk__in=plain) if plain else ()
        self._cases = {str(case.pk): case for case in seen}
        self._records = {str(record.pk): record for record in read}
        self._people = org.names_of(("person", r.by) for r in found if r.by)

    def by(self, found: Record) -> str:
        return self._people.get(("person", found.by), "")

    def title(self, found: Record) -> str:
        kind, _, verb = found.kind.rpartition(".")
        if found.kind not in RECORDS and kind in CASES:
            case = self._cases.get(found.case)
            return f"{case.title if case else CASES[kind].title} · {CASES[kind].title_of(verb)}"
        title = RECORDS[found.kind].title if found.kind in RECORDS else found.kind
        record = self._records.get(found.id)
        return f"{title}：{record.title}" if record and record.title != title else title

    def href(self, found: Record) -> str:
        if found.id in self._records:
            return f"/records/{found.kind}/{found.id}"
        case = self._cases.get(found.case)
        return f"/cases/{case.kind}/{case.pk}" if case and found.kind not in RECORDS else ""


def _shown(found: Record, names: _Names, *, note: str = "", counted: bool = True) -> Evidence:
    late = found.recorded.date() > found.happened.date()
    at = _when(found.happened) + (f"，{humane.day(found.recorded)} 补录" if late else "")
    return Evidence(names.title(found), at, names.by(found), names.href(found), counted, note)


def _why_not(wrong: Iterable[Test], kinds: tuple[str, ...]) -> str:
    return "要求" + "、".join(test_words(t, titles(), kinds) for t in wrong)


def _whom(look: Looking) -> str:
    post, person = actor_of(look.duty.obligation, look.duty.bearer.key)
    if person is not None:
        return look.duty.bearer.name
    if not post:
        return ""
    holders = "、".join(p.name for p in org.holders(look.owner, post, look.at)[:5])
    return f"{POSTS.get(post, post)}{f'（{holders}）' if holders else '（尚未登记）'}"


def _button(look: Looking) -> Action | None:
    duty = look.duty
    begins = duty.window.opens.date().isoformat() if duty.window.opens.year > 1900 else ""
    return addresses.button(
        duty.obligation, owner=look.owner.pk, bearer=duty.bearer.key, window=duty.window.key,
        begins=begins, status=duty.status, reason=duty.reason,
    )  # fmt: skip


def _others(look: Looking) -> Iterable[Action]:
    duty = look.duty
    if duty.status in _CLOSED:
        return
    here = addresses.why_url(look.owner.pk, duty.obligation.key, duty.bearer.key, duty.window.key)
    if org.can(look.person, "waiver.ask", look.place, look.now):
        yield Action("申请延期或豁免", here.replace("/why?", "/relief?"))
    urging = duty.status in (OVERDUE, OPEN) and look.person.unit_id != look.place.pk
    if urging and org.can(look.person, "notify.urge", look.place, look.now):
        hidden = (
            ("unit", str(look.place.pk)), ("item", duty.key[:200]),
            ("title", f"{duty.obligation.title}（{window_words(duty.window.key)}）"),
            ("url", here), ("back", here),
        )  # fmt: skip
        yield Action("催办", "/notices/urge", method="post", hidden=hidden)


def _next_change(duty: Duty) -> str:
    if duty.next_change is None:
        return ""
    return f"到 {_when(duty.next_change)} 没有新的情况，状态会改变。"


def _when(moment: datetime) -> str:
    """A day for midnight, else day and time."""
    return humane.day(moment) if moment.time() == moment.min.time() else humane.exact(moment)


def _history(look: Looking) -> Iterable[TimelineEntry]:
    """Requests and decisions about this duty."""
    duty = look.duty
    for row in reliefs.about(look.owner, duty.obligation.key, duty.bearer.key, duty.window.key):
        if row.recorded_at > look.at:
            continue
        asked = row.kind in REQUESTS.values()
        agreed = row.data.get("decision") == APPROVED
        yield TimelineEntry(
            at=humane.ago(row.recorded_at, look.now),
            who=row.who,
            what=row.title,
            exact=humane.exact(row.recorded_at),
            note=str(row.data.get("reason") or row.data.get("note") or ""),
            tone="" if asked else "ok" if agreed else "overdue",
            href=f"/duties/reliefs/{row.pk}" if asked else "",
        )
