"""The page of a campaign: what it rests on, how far it has come, what it has brought; on any day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.base.errors import Forbidden
from weian.modules.campaign import finding, ledgers, picture, tasks
from weian.modules.campaign.asking import Looked, looked
from weian.modules.campaign.finding import Campaign
from weian.modules.campaign.ledgers import HAZARDS, OUTCOMES, PAPERS
from weian.modules.campaign.tasks import STATES, Progress, Tally
from weian.org import queries as org
from weian.subject.envelope import options, web
from weian.ui import humane
from weian.ui.shapes import (
    Action,
    Cell,
    Column,
    Crumb,
    Empty,
    Fact,
    Figure,
    Ledger,
    Page,
    Row,
    Section,
)

_SHOWN: Final = ("all", "done", "late", "overdue", "undetermined", "waiting", "upcoming")
_NUMBERS: Final = tuple(Column(s, STATES[s][0], kind="number", phone=s != "late") for s in _SHOWN)
_UNITS_DRAWN: Final = 40


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The campaigns of the person's area."""
    person, at = web.asking(request)
    if not options.anywhere(person, finding.RIGHT, at):
        raise Forbidden("duty.no_board", "专项整治由单位负责人、安全管理员和卫健部门查看。")
    found, day = finding.campaigns(person, at), day_of(at)
    rows = [
        Row(
            str(c.pk),
            (
                Cell(c.title, sub=c.office.name),
                Cell(humane.span(c.begins, c.ends)),
                Cell(
                    "、".join(p.title for p in c.now(day))
                    or ("未开始" if day < c.begins else "已结束")
                ),
                Cell(str(len(c.institutions(day)))),
            ),
            href=c.url,
        )
        for c in found
    ]
    page = Ledger(
        title="专项整治",
        subtitle="写明了阶段的文件，采用之后成为一次专项整治。几次整治可以同时进行。",
        key="campaigns",
        columns=(
            Column("title", "整治方案", width="wide"), Column("span", "起止"),
            Column("phase", "现在的阶段"), Column("units", "机构", kind="number"),
        ),
        rows=rows,
        count=str(len(rows)),
        empty=Empty(
            "还没有专项整治", "采用一份写明阶段的制度包后，这里会有它的进展。",
            Action("看制度包", "/packs/"),
        ),
    )  # fmt: skip
    return render(request, "ui/ledger.html", {"page": page})


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign as of a day."""
    seen = looked(request, pk)
    campaign = seen.campaign
    found = tasks.progress(campaign, seen.at, past=seen.past)
    units = _behind(campaign, found)
    link = seen.url("list", what="duties")
    context = {
        "page": _page(seen),
        "figures": _figures(seen, found),
        "basis": _basis(campaign),
        "phases": _phases(seen, found),
        "drawing": picture.by_task(campaign, found, seen.day, link),
        "tasks": _tasks(seen, found),
        "lists": _two_lists(seen),
        "outcomes": _outcomes(seen),
        "specials": _specials(seen),
        "unit_drawing": picture.by_unit(campaign, found, seen.day, link, units[:_UNITS_DRAWN]),
        "units": _units(seen, found, units),
    }
    return render(request, "modules/campaign.html", context)


def _page(seen: Looked) -> Page:
    campaign = seen.campaign
    now = "、".join(phase.title for phase in campaign.now(seen.day))
    stage = f"处于{now}阶段" if now else "不在任何阶段之内"
    return Page(
        title=campaign.title,
        subtitle=f"{campaign.office.name} · {humane.span(campaign.begins, campaign.ends)} · "
        f"{stage}。{seen.caveat}",
        crumbs=(Crumb("专项整治", "/campaigns/"),),
        actions=(Action("总结稿", seen.url("summary"), primary=True, icon="edit"),),
    )


def _figure(seen: Looked, title: str, number: int, *, bad: bool = False, **asked: str) -> Figure:
    tone = "overdue" if bad and number else ""
    return Figure(title, str(number), href=seen.url("list", **asked), tone=tone)  # type: ignore[arg-type]  # a tone by name


def _figures(seen: Looked, found: Progress) -> tuple[Figure, ...]:
    whole = found.tasks(seen.campaign.keys(seen.campaign.pack.obligations))
    n = ledgers.counted(seen.campaign, seen.day)
    none = ledgers.without(seen.campaign, ledgers.plans(seen.campaign, seen.day), seen.day)
    practices = ledgers.practices(seen.campaign, seen.day).count()
    return (
        Figure("任务完成", f"{whole.share * 100:.0f}%", f"{whole.of('done')}/{whole.of('all')}"),
        _figure(seen, "逾期任务", whole.of("overdue"), bad=True, what="duties", state="overdue"),
        _figure(seen, "重大隐患", n["major"], bad=True, what="hazards", which="major"),
        _figure(seen, "挂牌督办", n["listed"], what="hazards", which="listed"),
        _figure(seen, "逾期未改隐患", n["late"], bad=True, what="hazards", which="late"),
        _figure(seen, "整治以来发现隐患", n["found"], what="hazards", which="found"),
        _figure(seen, "整治以来销号", n["done"], what="hazards", which="done"),
        _figure(seen, "没有实施方案的单位", len(none), bad=True, what="without", which="plans"),
        _figure(seen, "经验做法", practices, what="papers", which="practices"),
    )


def _basis(campaign: Campaign) -> Section:
    edition, pack = campaign.adoption.edition, campaign.pack
    return Section(
        "依据文件",
        (
            Fact("方案", edition.title, f"/packs/{edition.pk}/"),
            Fact("文号", edition.number or "—"),
            Fact("印发机关", edition.issuer),
            Fact("印发日期", str(edition.issued)),
            Fact("上位依据", "\n".join(f"《{name}》" for name in pack.under) or "—", lines=True),
        ),
    )


def _cells(seen: Looked, tally: Tally, **asked: str) -> list[Cell]:
    """The numbers of a row of tasks; each opens its duties."""
    return [
        Cell(
            str(n),
            seen.url("list", what="duties", state=state, **asked) if n else "",
            "overdue" if state == "overdue" and n else "",
        )
        for state in _SHOWN
        for n in (tally.of(state),)
    ]


def _phases(seen: Looked, found: Progress) -> Ledger:
    campaign, now = seen.campaign, seen.campaign.now(seen.day)
    rows = [
        Row(
            phase.clause,
            (
                Cell(phase.title, sub="进行中" if phase in now else ""),
                Cell(f"{phase.begins} 至 {phase.ends}"),
                *_cells(
                    seen, found.tasks(campaign.keys(campaign.tasks(phase))), phase=phase.clause
                ),
            ),
        )
        for phase in campaign.phases
    ]
    others = found.tasks(campaign.keys(campaign.others))
    if others.of("all"):
        cells = (Cell("文件其余要求"), Cell("贯穿整治"), *_cells(seen, others, phase="others"))
        rows.append(Row("others", cells))
    columns = (Column("phase", "阶段"), Column("span", "起止"), *_NUMBERS)
    return Ledger(title="各阶段", columns=columns, rows=rows)


def _tasks(seen: Looked, found: Progress) -> Ledger:
    rows = []
    for phase in seen.campaign.phases:
        for task in seen.campaign.tasks(phase):
            first, last = picture.days_of(task, phase)
            tally = found.tasks(seen.campaign.keys([task]))
            rows.append(
                Row(
                    task.id,
                    (
                        Cell(task.title, sub=f"{phase.title} · {first} 至 {last}"),
                        *_cells(seen, tally, task=task.id),
                    ),
                )
            )
    columns = (Column("task", "任务", width="wide"), *_NUMBERS)
    return Ledger(title="各项任务", columns=columns, rows=rows)


_PAIRS: Final = (
    ("new", "new"), ("closed", "lapsed"), ("carried", "carried"), ("open", "valid"),
)  # fmt: skip


def _two_lists(seen: Looked) -> Ledger:
    """What came, what went and what stayed since the last day of the quarter before."""
    n = ledgers.counted(seen.campaign, seen.day)
    rows = []
    for hazard, paper in _PAIRS:
        papers = ledgers.papers(seen.campaign, paper, seen.day).count()
        rows.append(
            Row(
                hazard,
                (
                    Cell(HAZARDS[hazard][0]),
                    Cell(str(n[hazard]), seen.url("list", what="hazards", which=hazard)),
                    Cell(PAPERS[paper][0]),
                    Cell(str(papers), seen.url("list", what="papers", which=paper)),
                ),
            )
        )
    last = humane.day(finding.last_quarter_end(seen.day))
    return Ledger(
        title="两张清单的变化",
        subtitle=f"与上季度末（{last}）相比。",
        columns=(
            Column("hazards", "问题隐患清单"), Column("n", "件", kind="number"),
            Column("papers", "制度措施清单"), Column("m", "份", kind="number"),
        ),
        rows=rows,
    )  # fmt: skip


def _outcomes(seen: Looked) -> Ledger:
    campaign, day = seen.campaign, seen.day
    rows = []
    named = [(k, f"{t}成果", ledgers.outcome(campaign, k, day)) for k, (t, _) in OUTCOMES.items()]
    for key, title, found in [*named, ("plans", "单位实施方案", ledgers.plans(campaign, day))]:
        none = len(ledgers.without(campaign, found, day))
        rows.append(
            Row(
                key,
                (
                    Cell(title),
                    Cell(str(found.count()), seen.url("list", what="papers", which=key)),
                    Cell(str(none), seen.url("list", what="without", which=key) if none else ""),
                ),
            )
        )
    return Ledger(
        title="成果和方案",
        columns=(
            Column("what", "整治以来形成的"), Column("n", "文件", kind="number"),
            Column("none", "还没有的机构", kind="number"),
        ),
        rows=rows,
    )  # fmt: skip


def _specials(seen: Looked) -> Ledger:
    rows = []
    for special in ledgers.specials(seen.campaign, seen.day):
        tagged = ledgers.tagged(seen.campaign, special, seen.day)
        done = tagged.filter(state="closed", closed_on__lte=seen.day).count()
        all_ = tagged.count()

        def url(state: str = "", pk: object = special.pk) -> str:
            return seen.url("list", what="special", which=pk, state=state)

        rows.append(
            Row(
                str(special.pk),
                (
                    Cell(special.name, sub=str(special.unit)),
                    Cell(f"{special.data['starts_on']} 至 {special.data['ends_on']}"),
                    Cell(str(all_), url() if all_ else ""),
                    Cell(str(done), url("done") if done else ""),
                    Cell(str(all_ - done), url("open") if all_ - done else ""),
                ),
                href=f"/subjects/{special.pk}/",
            )
        )
    return Ledger(
        title="专项治理",
        columns=(
            Column("name", "名称"), Column("span", "起止"), Column("found", "发现隐患", kind="number"),
            Column("done", "已销号", kind="number"), Column("left", "未销号", kind="number"),
        ),
        rows=rows,
        empty=Empty(
            "还没有专项治理",
            "电气火灾、危险化学品、电动自行车、施工工地等，在台账“专项治理”里登记；上报隐患时选同一主题就归到它名下。",
        ),
    )  # fmt: skip


def _behind(campaign: Campaign, found: Progress) -> Sequence[org.Unit]:
    """The units, most overdue first."""
    empty = Tally()
    return sorted(campaign.units, key=lambda u: -found.by_unit.get(u.pk, empty).of("overdue"))


def _units(seen: Looked, found: Progress, units: Sequence[org.Unit]) -> Ledger:
    rows = [
        Row(
            str(u.pk),
            (Cell(str(u)), *_cells(seen, found.by_unit.get(u.pk, Tally()), unit=str(u.pk))),
            href=f"/units/{u.pk}/",
        )
        for u in units
    ]
    columns = (Column("unit", "单位", width="wide"), *_NUMBERS)
    return Ledger(title="各单位", columns=columns, rows=rows)
