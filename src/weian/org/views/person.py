"""The page of one person: where they work, what they are appointed to, what they may do."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weian.base.clock import day_of
from weian.base.errors import NotVisible
from weian.org import actions, proof, queries
from weian.org.kinds import EMPLOYMENT, POSTS
from weian.org.models import Appointment, Grant, Person
from weian.org.views.common import asking, day_given, traces, unit_crumbs, until_words
from weian.ui.shapes import (
    Action,
    Cell,
    Column,
    ConfirmShape,
    Crumb,
    Empty,
    Fact,
    Ledger,
    MessageShape,
    Row,
    Section,
    SubjectShape,
)


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One person."""
    viewer, at = asking(request)
    person = queries.person_or_404(viewer, pk, at)
    day = day_of(at)
    department = person.department
    basics = (
        Fact("单位", str(person.unit), href=f"/units/{person.unit_id}/"),
        Fact("科室", str(department or ""), href=f"/units/{department.pk}/" if department else ""),
        Fact("用工性质", EMPLOYMENT[person.employment]),
        Fact("电话", person.phone),
        Fact("邮箱", person.email),
        Fact("到岗", str(person.since)),
        Fact("账号", _account(person)),
        Fact("统一认证账号", (person.external_id or "") if settings.OIDC_ISSUER else ""),
    )
    lent = _lent(viewer, person, at)
    shape = SubjectShape(
        title=person.name,
        crumbs=(
            *unit_crumbs(viewer, person.unit, at),
            Crumb(str(person.unit), f"/units/{person.unit_id}/"),
            Crumb("人员", f"/people/?unit={person.unit_id}"),
        ),
        state="" if person.works_on(day) else f"{person.until} 起已离开",
        tone="muted",
        actions=(*_actions(viewer, person, at), *traces(viewer, at, f"person={person.pk}")),
        sections=(Section("基本情况", tuple(fact for fact in basics if fact.value)), *lent),
        records=_offices(viewer, person, at),
    )
    return render(request, "org/page.html", {"page": shape})


@require_http_methods(["GET", "POST"])
def end_office(request: HttpRequest, pk: int, sort: str, number: int) -> HttpResponse:
    """End a post or a role, after asking."""
    viewer, at = asking(request)
    person = queries.person_or_404(viewer, pk, at)
    row = _office_of(person, sort, number)
    queries.require(viewer, "person.appoint", person.unit, at, person.department)
    title = row.role_title if isinstance(row, Grant) else POSTS[row.post]
    if request.method == "POST":
        on = day_given(request.POST.get("on")) or day_of(at)
        if isinstance(row, Grant):
            actions.end_grant(viewer, at=at, grant=row, on=on)
        else:
            actions.end_appointment(viewer, at=at, appointment=row, on=on)
        messages.success(request, f"{person.name}不再担任{title}。")
        return redirect(f"/people/{person.pk}/")
    words = (
        "角色结束后立即不能再查看和办理。"
        if sort == "role"
        else "岗位结束后，按岗位认定的责任不再算在他名下。"
    )
    shape = ConfirmShape(
        title=f"结束{person.name}的“{title}”",
        text=f"从今天（{day_of(at)}）起不再担任。{words}以往的记录不变。",
        submit="结束",
        danger=True,
        cancel_url=f"/people/{person.pk}/",
    )
    return render(request, "ui/confirm.html", {"page": shape})


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody leaves, after asking."""
    viewer, at = asking(request)
    person = queries.person_or_404(viewer, pk, at)
    queries.require(viewer, "person.appoint", person.unit, at, person.department)
    if request.method == "POST":
        actions.leave(viewer, at=at, person=person, on=day_given(request.POST.get("on")))
        messages.success(request, f"已登记{person.name}离开。")
        return redirect(f"/people/{person.pk}/")
    shape = ConfirmShape(
        title=f"登记{person.name}离开",
        text=f"从今天（{day_of(at)}）起不再在岗。",
        consequences=("全部岗位和系统角色同时结束", "账号立即不能登录", "以往的记录和姓名保留不变"),
        submit="登记离开",
        danger=True,
        cancel_url=f"/people/{person.pk}/",
    )
    return render(request, "ui/confirm.html", {"page": shape})


@never_cache
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """A new first password, shown once."""
    viewer, at = asking(request)
    person = queries.person_or_404(viewer, pk, at)
    queries.require(viewer, "person.appoint", person.unit, at, person.department)
    if request.method == "POST":
        password = actions.reset_password(viewer, at=at, person=person)
        return password_page(request, person, password)
    shape = ConfirmShape(
        title=f"重置{person.name}的密码",
        text="会生成一个新的初始密码，本人首次登录时必须改掉。",
        consequences=("原密码立即失效", "已登录的设备全部退出", "因输错密码被锁的，同时解锁"),
        submit="重置密码",
        cancel_url=f"/people/{person.pk}/",
    )
    return render(request, "ui/confirm.html", {"page": shape})


@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever typed the password wrongly too often may try again at once."""
    viewer, at = asking(request)
    person = queries.person_or_404(viewer, pk, at)
    actions.unlock_login(viewer, at=at, person=person)
    messages.success(request, f"{person.name}可以重新登录了。")
    return redirect(f"/people/{person.pk}/")


@require_http_methods(["GET", "POST"])
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """Log somebody out wherever they are logged in, after asking."""
    viewer, at = asking(request)
    person = queries.person_or_404(viewer, pk, at)
    queries.require(viewer, "person.appoint", person.unit, at, person.department)
    if request.method == "POST":
        count = actions.end_sessions(viewer, at=at, person=person)
        messages.success(request, f"{person.name}登录的 {count} 台设备已全部退出。")
        return redirect(f"/people/{person.pk}/")
    shape = ConfirmShape(
        title=f"结束{person.name}的全部登录",
        text="手机丢失、账号可能被别人用时办理。密码不变，怀疑密码泄露的请同时重置密码。",
        consequences=("所有设备下一次操作就要重新登录", "正在填写、没有保存的内容可能丢失"),
        submit="全部退出",
        danger=True,
        cancel_url=f"/people/{person.pk}/",
    )
    return render(request, "ui/confirm.html", {"page": shape})


@require_http_methods(["GET", "POST"])
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a second factor that its owner has lost, after asking."""
    viewer, at = asking(request)
    person = queries.person_or_404(viewer, pk, at)
    queries.require(viewer, "person.appoint", person.unit, at, person.department)
    if request.method == "POST":
        actions.reset_second_factor(viewer, at=at, person=person)
        messages.success(request, f"{person.name}的二次验证已重置。")
        return redirect(f"/people/{person.pk}/")
    shape = ConfirmShape(
        title=f"重置{person.name}的二次验证",
        text="本人手机和备用码都丢失时才用。请先当面确认是本人。",
        consequences=("验证器和备用码立即作废", "已登录的设备全部退出", "本人登录后可以重新开通"),
        submit="重置",
        danger=True,
        cancel_url=f"/people/{person.pk}/",
    )
    return render(request, "ui/confirm.html", {"page": shape})


def password_page(request: HttpRequest, person: Person, password: str) -> HttpResponse:
    """The only place that ever shows a password."""
    shape = MessageShape(
        title="请把初始密码交给本人",
        text=f"{person.name} · 登录名 {person.login} · 初始密码 {password}",
        why="密码只显示这一次，系统里不保存原文。本人首次登录时会被要求修改。",
        actions=(Action("完成", f"/people/{person.pk}/", primary=True),),
    )
    return render(request, "ui/message.html", {"page": shape})


def _lent(viewer: Person, person: Person, at: datetime) -> tuple[Section, ...]:
    """Who stands in for them and for whom they do, now and later; whoever may end one finds it here."""
    may = queries.can(viewer, "person.appoint", person.unit, at, person.department)
    facts = tuple(
        Fact(
            f"{row.taker.name} 代 {row.giver.name}",
            f"{row.since} 至 {row.until - timedelta(days=1)}，{row.reason}",
            href=f"/me/delegations/{row.pk}/end" if may or viewer.pk in (row.giver_id, row.taker_id) else "",
            hint="可以结束" if may else "",
        )
        for row in queries.delegations_of(person, at)
        if row.ended_at is None and row.until > day_of(at)
    )  # fmt: skip
    return (Section("委托代办", facts),) if facts else ()


def _account(person: Person) -> str:
    if not person.login:
        return "未开通"
    return f"{person.login}（待改初始密码）" if person.must_change_password else person.login


def _actions(viewer: Person, person: Person, at: datetime) -> tuple[Action, ...]:
    may = queries.can(viewer, "person.appoint", person.unit, at, person.department)
    if not may or not person.works_on(day_of(at)):
        return ()
    base = f"/people/{person.pk}"
    account = (
        [Action("重置密码", f"{base}/reset"), Action("结束全部登录", f"{base}/sessions/end")]
        if person.login
        else []
    )
    if person.login and proof.is_locked(person, at):
        account.append(Action("解除锁定", f"{base}/unlock", method="post"))
    if person.login and proof.has_second_factor(person):
        account.append(Action("重置二次验证", f"{base}/second"))
    if person.login and settings.OIDC_ISSUER:
        account.append(Action("统一认证账号", f"{base}/external"))
    if not person.login and person.unit.is_login:
        account = [Action("开通账号", f"{base}/account")]
    if viewer.pk == person.pk:
        account = []
    return (
        Action("任命", f"{base}/appoint", primary=True),
        Action("更正", f"{base}/edit"),
        *account,
        Action("离开", f"{base}/leave", danger=True),
    )


def _office_of(person: Person, sort: str, number: int) -> Appointment | Grant:
    rows = person.grants if sort == "role" else person.appointments
    row = rows.filter(pk=number).first()
    if row is None:
        raise NotVisible
    found: Appointment | Grant = row
    return found


def _offices(viewer: Person, person: Person, at: datetime) -> Ledger:
    day = day_of(at)
    may = queries.can(viewer, "person.appoint", person.unit, at, person.department)
    posts = person.appointments.select_related("unit", "department").order_by("-since", "-pk")
    grants = person.grants.select_related("unit").order_by("-since", "-pk")
    rows = [
        *(
            _row("post", "岗位", POSTS[p.post], str(p.department or p.unit), p, day, may)
            for p in posts
        ),
        *(_row("role", "系统角色", g.role_title, str(g.unit), g, day, may) for g in grants),
    ]
    rows.sort(key=lambda row: row.tone == "muted")
    return Ledger(
        title="岗位与角色",
        key="person-offices",
        columns=(Column("title", "名称"), Column("kind", "种类"), Column("place", "在哪里"), Column("when", "起止"), Column("end", "")),
        rows=rows,
        count=str(len(rows)),
        empty=Empty("还没有岗位", "任命后按岗位认定责任；系统角色决定能看什么、能办什么。"),
    )  # fmt: skip


def _row(
    sort: str, kind: str, title: str, place: str, row: Appointment | Grant, day: date, may: bool
) -> Row:
    over = row.until is not None and row.until <= day
    end = Cell("结束", href=f"/people/{row.person_id}/offices/{sort}/{row.pk}/end")
    when = until_words(row.since, row.until, day)
    return Row(
        f"{sort}-{row.pk}",
        (Cell(title), Cell(kind), Cell(place), Cell(when), end if may and not over else Cell("")),
        tone="muted" if over else "",
    )
