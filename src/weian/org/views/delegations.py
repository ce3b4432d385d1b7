"""委托代办: whom one lets stand in, for whom one may stand in, and the switch between."""

from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weian.base.clock import day_of
from weian.base.errors import Forbidden, NotVisible, Refusal
from weian.base.fields import Field
from weian.org import actions, queries
from weian.org.middleware import ACTING
from weian.org.models import Delegation, Grant, Person
from weian.org.questions import DELEGATION_FIELDS
from weian.org.views.common import asking
from weian.ui.forms import AnswerForm, form_class, to_form_errors
from weian.ui.inputs import Option
from weian.ui.shapes import (
    Action,
    Cell,
    Column,
    ConfirmShape,
    Crumb,
    Empty,
    FormShape,
    Ledger,
    Row,
    Section,
    SubjectShape,
)

_HOME = "/me/delegations/"
_CRUMBS = (Crumb("我的", "/me/"), Crumb("委托代办", _HOME))
_HELP = (
    "外出、休假时，可以把自己的一部分角色委托给本单位的同事，到期自动失效，也可以随时结束。"
    "同事办理时，每一步、每条记录、签字和日志都写“某某 代 某某 办”。"
    "委托的权限不会超过您当时自己的权限，也不能再转委托。"
)
_NEVER = (
    "不能委托的：平台管理、举报保管、职业健康档案、审计，任命和授权，采用制度，改设置，看日志；"
    "保密检查只有知情人本人能看。本人的学习、考试、责任书由本人完成。"
)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Both directions, what holds first."""
    person, at = asking(request)
    rows = queries.delegations_of(person, at)
    may = bool(actions.lendable(person, at))
    give = (Action("新建委托", f"{_HOME}new", primary=True),) if may else ()
    shape = SubjectShape(
        title="委托代办",
        crumbs=_CRUMBS[:1],
        actions=give,
        sections=(Section("怎么用", text=_HELP + _NEVER),),
        records=_table(person, rows, at, give),
    )
    return render(request, "org/page.html", {"page": shape})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """To whom, which roles, how long, why."""
    person, at = asking(request)
    grants = actions.lendable(person, at)
    if not grants:
        why = (
            "受委托的权限不能再委托，请先结束代办。" if person.acting else "您没有可以委托的角色。"
        )
        raise Forbidden("delegation.nothing", why)
    day = day_of(at)
    initial = {"since": str(day), "last": str(day), "roles": [str(g.pk) for g in grants]}
    form = form_class(_fields(grants), {"taker": lambda: _colleagues(person, at)})(
        request.POST or None, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _give(person, form, at)
        except Refusal as refusal:
            to_form_errors(form, refusal)
        else:
            messages.success(request, f"已委托{made.taker.name}代办。")
            return redirect(_HOME)
    shape = FormShape(
        title="委托同事代办",
        subtitle=_NEVER,
        form=form,
        crumbs=_CRUMBS,
        submit="委托",
        cancel_url=_HOME,
    )
    return render(request, "ui/form.html", {"page": shape})


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one, by either side or by whoever appoints people, after asking."""
    person, at = asking(request)
    row = _ending(person, pk, at)
    if request.method == "POST":
        actions.end_delegation(person, at=at, delegation=row)
        messages.success(request, f"{row.giver.name}对{row.taker.name}的委托已结束。")
        return redirect(_after(person, row))
    shape = ConfirmShape(
        title=f"结束{row.giver.name}对{row.taker.name}的委托",
        text=f"{row.taker.name}立即不能再代{row.giver.name}办理。",
        consequences=("正在代办的页面随即失效", "已经办的事和记录不变，仍写两个人的名字"),
        submit="结束委托",
        danger=True,
        cancel_url=_after(person, row),
    )
    return render(request, "ui/confirm.html", {"page": shape})


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Stand in from now on, in this login, after asking."""
    person, at = asking(request)
    person.stand_in(None)
    row = queries.delegation_to(person, pk, at)
    if row is None:
        raise NotVisible
    if request.method == "POST":
        actions.begin_acting(person, at=at, number=pk)
        request.session[ACTING] = row.pk
        return redirect("/")
    shape = ConfirmShape(
        title=f"代{row.giver.name}办理",
        text=f"接下来您看到、办理的是委托给您的事，直到您点“结束代办”，或者委托到期（{_days(row)}）。",
        consequences=(
            f"每一步都写“{person.name} 代 {row.giver.name} 办”，两个人都能查到",
            "您自己的权限暂时不用，结束代办后恢复",
        ),
        submit="开始代办",
        cancel_url=_HOME,
    )
    return render(request, "ui/confirm.html", {"page": shape})


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Act for oneself again."""
    request.session.pop(ACTING, None)
    return redirect(_HOME)


def _fields(grants: list[Grant]) -> list[Field]:
    offered = tuple((str(g.pk), f"{g.role_title}（{g.unit}）") for g in grants)
    taker, *rest = DELEGATION_FIELDS
    roles = Field("roles", "委托哪些角色", "choices", required=True, choices=offered)
    return [taker, roles, *rest]


def _colleagues(person: Person, at: datetime) -> list[Option]:
    found = queries.people_of(person.unit, at).exclude(login=None).exclude(pk=person.pk)
    return [(str(one.pk), one.name, one.pinyin) for one in found]


def _give(person: Person, form: AnswerForm, at: datetime) -> Delegation:
    given = form.answers
    return actions.delegate(
        person, at=at, taker=queries.person_by_id(int(given["taker"])),
        grants=[int(pk) for pk in given.get("roles") or ()], since=date.fromisoformat(given["since"]),
        until=date.fromisoformat(given["last"]) + timedelta(days=1), reason=given["reason"],
    )  # fmt: skip


def _ending(person: Person, pk: int, at: datetime) -> Delegation:
    row = Delegation.objects.select_related("giver", "taker", "unit", "department").filter(pk=pk)
    found: Delegation | None = row.first()
    if found is None:
        raise NotVisible
    mine = person.pk in (found.giver_id, found.taker_id)
    if not mine and not queries.can(person, "person.appoint", found.unit, at, found.department):
        raise NotVisible
    return found


def _after(person: Person, row: Delegation) -> str:
    mine = person.pk in (row.giver_id, row.taker_id)
    return _HOME if mine else f"/people/{row.giver_id}/"


def _table(
    person: Person, rows: list[Delegation], at: datetime, give: tuple[Action, ...]
) -> Ledger:
    titles = _titles(rows)
    return Ledger(
        title="我的委托和受托",
        key="delegations",
        columns=(
            Column("who", "谁代谁办"), Column("roles", "角色"), Column("when", "起止"),
            Column("reason", "原因", phone=False), Column("state", "状态"), Column("act", ""), Column("end", ""),
        ),
        rows=[_row(person, row, titles, at) for row in rows],
        count=str(len(rows)),
        empty=Empty(
            "还没有委托", "要外出或休假时，点“新建委托”，选一位同事、要委托的角色和起止日期。",
            action=give[0] if give else None,
        ),
    )  # fmt: skip


def _titles(rows: list[Delegation]) -> dict[int, str]:
    numbers = {pk for row in rows for pk in row.grants}
    return {g.pk: g.role_title for g in Grant.objects.filter(pk__in=numbers)}


def _row(person: Person, row: Delegation, titles: dict[int, str], at: datetime) -> Row:
    day = day_of(at)
    over = row.ended_at is not None or row.until <= day
    state = state_of(row, day)
    may = row.taker_id == person.pk and row.stands_on(day) and person.acting is None
    act = Cell("代他办理", href=f"{_HOME}{row.pk}/act") if may else Cell("")
    end = Cell("" if over else "结束", href="" if over else f"{_HOME}{row.pk}/end")
    roles = "、".join(dict.fromkeys(titles[pk] for pk in row.grants if pk in titles))
    cells = (
        Cell(f"{row.taker.name} 代 {row.giver.name}"), Cell(roles), Cell(_days(row)), Cell(row.reason),
        Cell(state, tone="ok" if state == "代办中" else "muted"), act, end,
    )  # fmt: skip
    return Row(str(row.pk), cells, tone="muted" if over else "")


def state_of(row: Delegation, day: date) -> str:
    """In words, as of a day."""
    if row.ended_at is not None:
        return "已结束"
    if row.until <= day:
        return "已到期"
    return "代办中" if row.since <= day else "未开始"


def _days(row: Delegation) -> str:
    return f"{row.since} 至 {row.until - timedelta(days=1)}"
