"""岗位风险确认: a worker reads and confirms; whoever leads sees who has not. Nobody is ranked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from weian.base import ids
from weian.base.errors import Forbidden, NotVisible, Refusal
from weian.modules.risk import acting, board, lists, lookup, marks, wording
from weian.modules.risk.lookup import Knowing
from weian.org.queries import Person
from weian.subject.envelope import web
from weian.ui.humane import exact
from weian.ui.shapes import Cell, Column, Empty, Figure, Filter, Ledger, Notice, Option, Page, Row

_COLUMNS = (
    Column("who", "姓名"), Column("department", "科室"), Column("state", "确认情况"),
    Column("left", "还没有确认的", width="wide"),
)  # fmt: skip
_SHOWN = 4


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """The points of one's own department and posts; one button confirms what is on the screen."""
    person, at = web.asking(request)
    if person.unit.group == "commission":
        return redirect("/risks/")
    status = 200
    if request.method == "POST":
        try:
            return _confirmed(request, person, at)
        except NotVisible:
            raise
        except Refusal as refusal:
            messages.error(request, refusal.message)
            status = refusal.status
    points = lookup.own_points(person, at)
    known = lookup.confirmed(person.unit, person).get(person.pk, {})
    people = {pk: p.name for pk, p in lookup.names_of(points).items()}
    numbers = {p.pk: n for n, p in enumerate(lookup.points_of(person.unit, at), 1)}
    told = [
        (wording.tell(numbers[p.pk], p, people), marks.mark(p), known.get(marks.mark(p)))
        for p in points
    ]
    left = [(one, mark) for one, mark, when in told if when is None]
    done = [(one, exact(when)) for one, _, when in told if when is not None]
    context = {
        "page": Page(
            title="我的风险点",
            subtitle=f"{person.department or person.unit.name} · {acting.post_of(person, at)}",
            tabs=board.tabs(person, person.unit, "mine", at),
            notices=(Notice(f"{len(done)} 个风险点都已确认。内容有变化时会再请您看。", kind="done"),)
            if done and not left
            else (),
        ),
        "left": left,
        "done": done,
        "once": str(ids.uuid7()),
        "empty": Empty(
            "没有您岗位的风险点", "您所在科室或岗位登记了风险点后，会列在这里请您确认。"
        ),
    }  # fmt: skip
    return render(request, "modules/risk_mine.html", context, status=status)


def _confirmed(request: HttpRequest, person: Person, at: datetime) -> HttpResponse:
    seen = {}
    for given in request.POST.getlist("seen"):
        key, _, mark = given.partition("/")
        try:
            seen[UUID(key)] = mark
        except ValueError:
            continue
    acting.confirm(
        person, seen=seen, at=at, suggestion=request.POST.get("suggestion", "").strip()[:200],
        idempotency_key=request.POST.get("once", "")[:80] or None,
    )  # fmt: skip
    messages.success(request, f"已确认 {len(seen)} 个风险点。")
    return redirect("/risks/mine/")


@require_GET
def known(request: HttpRequest) -> HttpResponse:
    """Who has confirmed and who has not, in the order of departments and names."""
    person, at = web.asking(request)
    unit = lookup.house_or_404(person, request.GET.get("unit"), at)
    if not lookup.whole_or_own(person, lookup.LEAVE, unit, at):
        raise Forbidden("risk.not_leading", "确认情况由安全管理员和科室负责人查看。")
    every = [k for k in lookup.knowing(person, unit, at) if k.own]
    state = request.GET.get("state", "")
    shown = [k for k in every if not state or bool(k.left) == (state == "left")]
    nobodys = lists.nobodys(lookup.points_of(unit, at))
    done = sum(not k.left for k in every)
    page = Ledger(
        title="岗位风险确认情况",
        subtitle=f"{unit.name} · 内容有变化的要重新确认。",
        tabs=board.tabs(person, unit, "known", at),
        notices=_unclaimed(nobodys),
        key="risk-known",
        columns=_COLUMNS,
        rows=[_row(k) for k in shown],
        count=str(len(shown)),
        filters=(
            Filter("state", "情况", (Option("left", "还没有确认完"), Option("done", "已确认")), state),
        ),
        figures=(Figure("已确认", str(done), f"/ {len(every)} 人"),) if every else (),
        empty=Empty("没有要确认的人", "风险点选了科室或写明了岗位，才知道请谁确认。"),
    )  # fmt: skip
    return render(request, "ui/ledger.html", {"page": page})


def _unclaimed(names: list[str]) -> tuple[Notice, ...]:
    if not names:
        return ()
    few = "、".join(names[:_SHOWN]) + ("等" if len(names) > _SHOWN else "")
    told = f"{len(names)} 个风险点既没有科室也没有岗位（{few}），不会请人确认。请补上涉及的科室或岗位。"
    return (Notice(told, kind="warning"),)


def _row(k: Knowing) -> Row:
    few = "、".join(k.left[:_SHOWN]) + (f"等 {len(k.left)} 个" if len(k.left) > _SHOWN else "")
    state = Cell(f"{k.own - len(k.left)} / {k.own}", tone="soon" if k.left else "ok")
    cells = (Cell(k.person.name), Cell(str(k.person.department or "—")), state, Cell(few or "—"))
    return Row(str(k.person.pk), cells, href=f"/risks/list/?unit={k.person.unit_id}&person={k.person.pk}")  # fmt: skip
