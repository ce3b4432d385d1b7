"""我的待办: what waits for the person, overdue first; a new unit's questions before everything."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.areas import AREAS
from weian.base.clock import day_of
from weian.case.kinds import KINDS as CASES
from weian.core.verdict import GRACE, OVERDUE, UNDETERMINED, UPCOMING
from weian.duty import queries, todo
from weian.duty.items import Items, Listed
from weian.duty.law import Book
from weian.duty.questions import questions
from weian.duty.reliefs import waiting as reliefs_waiting
from weian.duty.sources import SOURCES
from weian.duty.views.common import Asked, asked_of, with_query
from weian.duty.views.merging import Line, merged
from weian.duty.wall import wall
from weian.duty.words import last_moment
from weian.org import queries as org
from weian.ui import humane
from weian.ui.shapes import (
    Action,
    Empty,
    Figure,
    Notice,
    Tab,
    TodoGroup,
    TodoItem,
    TodoPart,
    TodoShape,
)
from weian.ui.shapes.common import Tone

_TITLES = {"overdue": "逾期", "today": "今天", "week": "本周", "later": "以后"}
_SHOWN, _OPEN, _OTHER = 12, 2, "其他"


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Everything that the person has to do."""
    asked = asked_of(request)
    offices = todo.offices_of(asked.person, asked.at)
    kept = todo.keeps(offices)
    whole = bool(kept) and request.GET.get("whose") != "mine"
    book = Book(asked.at)
    lines = list(_duties(asked, offices, whole, book))
    asks: tuple[TodoItem, ...] = ()
    if not asked.dated:
        asks = tuple(questions(asked.person, asked.now, book))
        lines += [*_cases(asked), *_reliefs(asked), *_others(asked)]
    full = len(lines) >= todo.MOST
    lines = merged(lines)
    groups = _groups(lines, asks)
    overdue = sum(line.group == "overdue" for line in lines)
    page = TodoShape(
        title="我的待办",
        subtitle=f"{humane.day(day_of(asked.at))} 的情况" if asked.dated else "",
        groups=groups,
        figures=_figures(lines, len(asks), overdue),
        tabs=_tabs(request, whole) if kept else (),
        actions=(Action("日历", f"/calendar/{f'?on={asked.on}' if asked.on else ''}", icon="calendar"),),
        notices=_notices(asked, full),
        empty=Empty("没有待办事项", "该做的都做完了。新的责任事项到时会出现在这里。"),
    )  # fmt: skip
    return render(request, "ui/todo.html", {"page": page})


def _duties(
    asked: Asked, offices: list[org.Appointment], whole: bool, book: Book
) -> Iterable[Line]:
    rows: Sequence[Listed]
    if asked.dated:
        rows = _computed(asked, offices, whole)
    else:
        rows = todo.duties_for(asked.person, offices, asked.at, whole=whole)
    items = Items.over(rows, asked.at, asked.on, book)
    own = {office.unit_id for office in offices}
    for row in rows:
        day = wall(last_moment(row.due)).date()
        elsewhere = len(own) > 1 or row.owner_id not in own
        whose = items.unit(row) if elsewhere else ""
        yield Line(
            _group(row.status, day, day_of(asked.at)), day, items.todo(row, whose=whose), row.area
        )


def _computed(asked: Asked, offices: list[org.Appointment], whole: bool) -> list[queries.Row]:
    """Another day's: computed for the units in which the person holds a post."""
    numbers = {n for o in offices for n in (o.unit_id, o.department_id) if n}
    units = list(org.Unit.objects.filter(pk__in={*numbers, asked.person.unit_id}))
    kept = set(todo.keeps(offices)) if whole else set()
    found = [
        row
        for rows in queries.rows_at(units, asked.at, past=asked.past).values()
        for row in rows
        if row.status in todo.ACTIONABLE
        and not (row.status == UPCOMING and row.opens > asked.at + todo.AHEAD)
        and (row.owner_id in kept or todo.is_assigned(row, asked.person, offices))
    ]
    return sorted(found, key=lambda row: row.due)[: todo.MOST]


def _group(status: str, day: date, today: date) -> str:
    if status in (OVERDUE, GRACE):
        return "overdue"
    return _by_day(day, today)


def _by_day(day: date, today: date) -> str:
    if day < today:
        return "overdue"
    if day == today:
        return "today"
    return "week" if day <= today + timedelta(days=6 - today.weekday()) else "later"


def _cases(asked: Asked) -> Iterable[Line]:
    today = day_of(asked.now)
    for case, step in todo.cases_waiting(asked.person, asked.now):
        day = case.due_on
        href = f"/cases/{case.kind}/{case.pk}"
        late = day is not None and day < today
        item = TodoItem(
            what=f"{CASES[case.kind].title}：{case.title}",
            due=humane.due(day, today) if day else "",
            due_exact=humane.day(day) if day else "",
            button=Action(step.title, href, primary=True),
            status="逾期" if late else "",
            tone="overdue" if late else "",
            unit=str(case.unit) if case.unit_id != asked.person.unit_id else "",
            href=href,
            detail=f"{case.number} · {CASES[case.kind].flow.states[case.state]}",
        )
        yield Line(
            _by_day(day, today) if day else "week", day or today, item, CASES[case.kind].area
        )


def _reliefs(asked: Asked) -> Iterable[Line]:
    today = day_of(asked.now)
    for request in reliefs_waiting(asked.person, asked.now):
        href = f"/duties/reliefs/{request.pk}"
        item = TodoItem(
            what=request.title, button=Action("审批", href, primary=True), unit=str(request.unit),
            href=href, detail=f"{humane.ago(request.recorded_at, asked.now)}申请",
        )  # fmt: skip
        yield Line("week", today, item)


def _others(asked: Asked) -> Iterable[Line]:
    today = day_of(asked.now)
    for source in SOURCES:
        for waiting in source(asked.person, asked.now):
            day = waiting.due_on
            group = _by_day(day, today) if day else "week"
            yield Line(group, day or today, waiting.item, waiting.area)


def _groups(lines: list[Line], asks: tuple[TodoItem, ...]) -> tuple[TodoGroup, ...]:
    first = TodoGroup(UNDETERMINED, "先回答这些问题", asks, tone="unknown")
    out = [first]
    for key, title in _TITLES.items():
        found = sorted((line for line in lines if line.group == key), key=lambda line: line.day)
        shown = tuple(line.item for line in found)
        tone: Tone = "overdue" if key == "overdue" else ""
        parts = _parts(found, folded=key == "later")
        out.append(TodoGroup(key, title, shown, None, tone, parts))
    return tuple(out)


def _parts(lines: list[Line], *, folded: bool) -> tuple[TodoPart, ...]:
    """A long stretch area by area, so that the first screen tells what it is about; short parts of
    what is not far off stand open."""
    if len(lines) <= _SHOWN:
        return ()
    by_area: dict[str, list[TodoItem]] = {}
    for line in lines:
        by_area.setdefault(line.area, []).append(line.item)
    order = [*AREAS, *(key for key in by_area if key not in AREAS)]
    return tuple(
        TodoPart(
            AREAS.get(key, _OTHER), tuple(by_area[key]), not folded and len(by_area[key]) <= _OPEN
        )
        for key in order
        if key in by_area
    )


def _figures(lines: list[Line], asks: int, overdue: int) -> tuple[Figure, ...]:
    today = sum(line.group == "today" for line in lines)
    week = sum(line.group == "week" for line in lines)
    found = (
        Figure("逾期", str(overdue), tone="overdue" if overdue else ""),
        Figure("今天", str(today), tone="soon" if today else ""),
        Figure("本周", str(week)),
        Figure("待核实", str(asks), tone="unknown" if asks else ""),
    )
    return found if lines or asks else ()


def _tabs(request: HttpRequest, whole: bool) -> tuple[Tab, ...]:
    return (
        Tab("本单位全部", with_query(request, whose=""), active=whole),
        Tab("由我办理", with_query(request, whose="mine"), active=not whole),
    )


def _notices(asked: Asked, full: bool) -> tuple[Notice, ...]:
    out = []
    if work := queries.computing(asked.person, asked.now):
        out.append(Notice(f"{work.what}，完成后待办会自动更新。", "计算中"))
    if full:
        out.append(Notice(f"这里列出最早到期的 {todo.MOST} 项，其余在“责任事项”里。", "事项较多"))
    return tuple(out)
