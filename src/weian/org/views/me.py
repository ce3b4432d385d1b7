"""One's own account: who one is here, where one is logged in."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weian.base.clock import TZ
from weian.base.errors import NotVisible
from weian.org import proof, queries
from weian.org.kinds import POSTS
from weian.org.user_agent import words_for
from weian.org.views.common import asking
from weian.ui.humane import ago
from weian.ui.shapes import (
    Action,
    Cell,
    Column,
    ConfirmShape,
    Fact,
    Ledger,
    Row,
    Section,
    SubjectShape,
)


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """One's own page."""
    person, at = asking(request)
    posts = "、".join(POSTS[row.post] for row in queries.posts_of(person, at))
    roles = "、".join(f"{row.role_title}（{row.unit}）" for row in queries.grants_of(person, at))
    facts = (
        Fact("单位", str(person.unit)),
        Fact("科室", str(person.department or "")),
        Fact("岗位", posts),
        Fact("系统角色", roles),
        Fact("登录名", person.login or ""),
    )
    shape = SubjectShape(
        title=person.name,
        actions=(
            Action("修改密码", "/account/password", primary=True),
            Action("二次验证", "/account/second/"),
            *((Action("当班 PIN", "/account/pin"),) if proof.works_shifts(person, at) else ()),
            Action("委托代办", "/me/delegations/"),
            Action("我的责任清单", "/responsibility/mine/"),
            Action("接口令牌", "/me/tokens"),
            Action("退出登录", "/logout", method="post"),
        ),
        sections=(Section("我的信息", tuple(fact for fact in facts if fact.value)),),
        records=_sessions(request),
    )
    return render(request, "org/page.html", {"page": shape})


@require_http_methods(["GET", "POST"])
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Log a device out, after asking."""
    person, _ = asking(request)
    session = UserSession.objects.filter(user=person, pk=pk).first()
    if session is None:
        raise NotVisible
    device = words_for(session.user_agent)
    if request.method == "POST":
        session.end()
        messages.success(request, f"“{device}”已退出登录。")
        return redirect("/me/")
    shape = ConfirmShape(
        title="退出这台设备",
        text=f"{device}（{session.ip}）要重新登录才能继续使用。",
        submit="退出",
        cancel_url="/me/",
    )
    return render(request, "ui/confirm.html", {"page": shape})


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Log all devices out but this one."""
    person, _ = asking(request)
    others = [s for s in UserSession.objects.purge_and_list(person) if not _is_this(request, s)]
    for session in others:
        session.end()
    messages.success(request, f"已退出另外 {len(others)} 台设备。")
    return redirect("/me/")


def _sessions(request: HttpRequest) -> Ledger:
    person, at = asking(request)
    sessions = UserSession.objects.purge_and_list(person)
    rows = [
        Row(
            str(session.pk),
            (
                Cell(words_for(session.user_agent)),
                Cell(session.ip),
                Cell(ago(session.created_at, at), title=f"{session.created_at.astimezone(TZ):%Y-%m-%d %H:%M}"),
                Cell("本设备", tone="ok") if _is_this(request, session)
                else Cell("退出", href=f"/me/sessions/{session.pk}"),
            ),
        )
        for session in sessions
    ]  # fmt: skip
    others = Action(
        "退出其他设备", "/me/sessions/end", method="post", confirm="其他设备都要重新登录，确定吗？"
    )
    return Ledger(
        title="登录中的设备",
        key="sessions",
        columns=(Column("device", "设备"), Column("ip", "地址"), Column("since", "登录时间"), Column("end", "")),
        rows=rows,
        count=str(len(rows)),
        create=(others,) if len(rows) > 1 else (),
    )  # fmt: skip


def _is_this(request: HttpRequest, session: UserSession) -> bool:
    return bool(session.session_key == request.session.session_key)
