"""The lists behind the numbers of a campaign, each as of the day looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base import paging
from weian.base.clock import day_of
from weian.base.errors import NotVisible
from weian.modules import listing
from weian.modules.campaign import ledgers, tasks
from weian.modules.campaign.asking import Looked, looked
from weian.modules.campaign.ledgers import HAZARDS, OUTCOMES, PAPERS
from weian.modules.campaign.tasks import STATES
from weian.org.queries import Unit
from weian.record.kinds import KINDS as RECORDS
from weian.subject.envelope import filtering, web
from weian.subject.queries import Subject
from weian.ui.shapes import Cell, Column, Crumb, Empty, Ledger, Row

_SIZE: Final = 50
_EMPTY: Final = Empty("一项也没有", "这个数字是 0；有了会列在这里。")
_PAPERS: Final = (
    Column("title", "文件", width="wide"), Column("category", "类别"), Column("unit", "单位"),
    Column("happened", "日期", kind="date"), Column("until", "有效期至", kind="date"),
)  # fmt: skip


@require_GET
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows of the set that the address names."""
    seen = looked(request, pk)
    what, name = request.GET.get("what", ""), request.GET.get("which", "")
    if what == "duties":
        page = _duties(request, seen)
    elif what == "hazards" and name in HAZARDS:
        page = _cases(
            request, seen, HAZARDS[name][0], ledgers.hazards(seen.campaign, name, seen.day)
        )
    elif what == "special":
        special = _special(seen, name)
        found = ledgers.tagged(seen.campaign, special, seen.day)
        page = _cases(request, seen, special.name, _in_state(found, request, seen.day))
    elif what == "papers" and name in _RECORDS:
        page = _records(request, seen, *_RECORDS[name](seen))
    elif what == "without" and name in _HAVING:
        title, having = _HAVING[name](seen)
        page = _units(seen, title, ledgers.without(seen.campaign, having, seen.day))
    else:
        raise NotVisible("campaign.unknown_list", "没有这张清单，请从专项整治页面上的数字打开。")
    return render(request, "ui/ledger.html", {"page": page})


def _crumbs(seen: Looked) -> tuple[Crumb, ...]:
    return Crumb("专项整治", "/campaigns/"), Crumb(seen.campaign.title, seen.url())


def _duties(request: HttpRequest, seen: Looked) -> Ledger:
    """Duties of a task, a phase, or all, of one unit or all, in a state."""
    campaign, asked = seen.campaign, request.GET
    state = asked.get("state", "all")
    title, statuses = STATES.get(state, STATES["all"])
    unit = filtering.number(asked.get("unit"))
    units = [u for u in campaign.units if unit in (None, u.pk)]
    if not units:
        raise NotVisible()
    what, keys = _asked_of(seen, asked.get("task", ""), asked.get("phase", ""))
    found = tasks.rows_of(campaign, keys, seen.at, past=seen.past, units=units)
    rows = [row for row in found if row.status in statuses]
    rows.sort(key=lambda row: (row.status != "overdue", row.due, row.obligation, row.owner_id))
    start = filtering.number(asked.get("from")) or 0
    shown = rows[start : start + _SIZE]
    more = start + _SIZE < len(rows)
    where = str(units[0]) if unit else ""
    return Ledger(
        title=f"{where}{what}：{title}", subtitle=seen.caveat, crumbs=_crumbs(seen), key="campaign-duties",
        columns=listing.DUTY_COLUMNS, rows=listing.duty_rows(shown, seen.at, seen.on),
        count=str(len(rows)), empty=_EMPTY,
        next_url=_from(request, start + _SIZE) if more else "",
        prev_url=_from(request, max(0, start - _SIZE)) if start else "",
    )  # fmt: skip


def _from(request: HttpRequest, start: int) -> str:
    query = {k: v for k, v in request.GET.items() if k != "from"}
    return f"?{urlencode({**query, 'from': start} if start else query)}"


def _asked_of(seen: Looked, task: str, phase: str) -> tuple[str, frozenset[str]]:
    """Words and keys; NotVisible for a task or phase that the document does not have."""
    campaign = seen.campaign
    if task:
        wanted = [o for o in campaign.pack.obligations if o.id == task]
        return (wanted[0].title if wanted else ""), _some(campaign.keys(wanted))
    if phase == "others":
        return "文件其余要求", campaign.keys(campaign.others)
    if phase:
        named = [p for p in campaign.phases if p.clause == phase]
        keys = (campaign.keys(campaign.tasks(p)) for p in named)
        return (named[0].title if named else ""), _some(frozenset().union(*keys))
    return "全部任务", campaign.keys(campaign.pack.obligations)


def _some(keys: frozenset[str]) -> frozenset[str]:
    if not keys:
        raise NotVisible()
    return keys


def _cases(request: HttpRequest, seen: Looked, title: str, rows: Any) -> Ledger:
    shown = filtering.light(rows).select_related("unit")
    found = paging.page(shown, ("-opened_on", "-id"), request.GET.get("cursor", ""), _SIZE)
    return Ledger(
        title=f"隐患：{title}", subtitle=seen.caveat, crumbs=_crumbs(seen), key="campaign-cases",
        columns=listing.CASE_COLUMNS, rows=listing.case_rows(found.rows, seen.at), count=str(rows.count()),
        next_url=web.at_cursor(request, found.next_cursor),
        prev_url=web.at_cursor(request, found.prev_cursor), empty=_EMPTY,
    )  # fmt: skip


def _in_state(rows: Any, request: HttpRequest, day: date) -> Any:
    """Of a sub-campaign's hazards those that were put right by the day, or were not."""
    state = request.GET.get("state", "")
    done = {"state": "closed", "closed_on__lte": day}
    return (
        rows.filter(**done)
        if state == "done"
        else rows.exclude(**done)
        if state == "open"
        else rows
    )


def _special(seen: Looked, name: str) -> Subject:
    found = [s for s in ledgers.specials(seen.campaign, seen.day) if str(s.pk) == name]
    if not found:
        raise NotVisible()
    return found[0]


def _records(request: HttpRequest, seen: Looked, title: str, rows: Any) -> Ledger:
    shown = filtering.light(rows).select_related("unit")
    found = paging.page(shown, ("-happened_at", "-id"), request.GET.get("cursor", ""), _SIZE)
    return Ledger(
        title=title, subtitle=seen.caveat, crumbs=_crumbs(seen), key="campaign-papers", columns=_PAPERS,
        rows=[_record(record) for record in found.rows], count=str(rows.count()), empty=_EMPTY,
        next_url=web.at_cursor(request, found.next_cursor),
        prev_url=web.at_cursor(request, found.prev_cursor),
    )  # fmt: skip


def _record(record: Any) -> Row:
    kind = RECORDS[record.kind]
    category = next((f for f in kind.fields if f.key == "category"), None)
    word = dict(category.choices).get(record.data.get("category"), "") if category else kind.title
    until = record.valid_until.isoformat() if record.valid_until else ""
    return Row(
        str(record.pk),
        (
            Cell(record.title, sub=record.number), Cell(word), Cell(str(record.unit)),
            Cell(day_of(record.happened_at).isoformat()), Cell(until),
        ),
        href=f"/records/{record.pk}",
    )  # fmt: skip


def _units(seen: Looked, title: str, units: Iterable[Unit]) -> Ledger:
    rows = listing.unit_rows(units, lambda unit: f"/units/{unit.pk}/")
    return Ledger(
        title=title, subtitle=seen.caveat, crumbs=_crumbs(seen), key="campaign-units", rows=rows,
        columns=listing.UNIT_COLUMNS, count=str(len(rows)),
        empty=Empty("都有了", "每家单位都已经有了。"),
    )  # fmt: skip


Named = tuple[str, Any]


def _paper(name: str) -> Callable[[Looked], Named]:
    return lambda s: (f"制度措施：{PAPERS[name][0]}", ledgers.papers(s.campaign, name, s.day))


def _outcome(key: str, title: str) -> Callable[[Looked], Named]:
    words = title.format(OUTCOMES[key][0])
    return lambda s: (words, ledgers.outcome(s.campaign, key, s.day))


_RECORDS: Final[Mapping[str, Callable[[Looked], Named]]] = {
    **{name: _paper(name) for name in PAPERS},
    **{key: _outcome(key, "成果：{}") for key in OUTCOMES},
    "plans": lambda s: ("各单位实施方案", ledgers.plans(s.campaign, s.day)),
    "practices": lambda s: ("经验做法", ledgers.practices(s.campaign, s.day)),
}
_HAVING: Final[Mapping[str, Callable[[Looked], Named]]] = {
    **{key: _outcome(key, "还没有{}成果的单位") for key in OUTCOMES},
    "plans": lambda s: ("还没有实施方案的单位", ledgers.plans(s.campaign, s.day)),
}
