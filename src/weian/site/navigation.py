"""The frame around every page: what the role's work is, where the person is, what waits."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest

from weian.base import clock
from weian.notify.queries import unread_count
from weian.org import queries as org
from weian.org.kinds import ROLES
from weian.site import unlocking
from weian.ui.shapes import Action, NavItem, Shell

#: Title, address, icon, the right that shows it, and the addresses that belong to it.
ENTRIES: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("待办", "/", "todo", "", ("/todo/", "/calendar/")),
    ("看板", "/board/", "board", "board.read", ("/duties/", "/boards/")),
    ("隐患", "/cases/hazard/", "hazard", "", ("/hazard/", "/cases/hazard")),
    ("检查巡查", "/records/inspection/", "inspect", "record.submit", ("/inspection/", "/records/patrol")),
    ("风险", "/risks/", "warning", "read", ("/risks", "/subjects/risk_point")),
    ("培训考试", "/training/", "train", "", ("/records/training", "/records/drill")),
    ("台账", "/ledgers/", "ledger", "", ("/records/", "/subjects/")),
    ("上报", "/reports/", "report", "report.submit", ("/cases/return",)),
    ("责任", "/responsibility/", "people", "read", ("/responsibility",)),
    ("考核", "/assessment/", "board", "board.read", ("/judging/",)),
    ("专项整治", "/campaigns/", "calendar", "board.read", ("/subjects/special_campaign",)),
    ("公文", "/letters/due/", "log", "case.act:oversee", ("/letters/", "/cases/letter")),
    ("匿名举报", "/tips/", "warning", "tip.keep", ()),
    ("举报监督", "/tips/oversight/", "log", "tip.oversee", ()),
    ("单位与人员", "/units/", "unit", "read", ("/people/",)),
    ("制度包", "/packs/", "pack", "read", ()),
    ("设置", "/settings/", "settings", "setting.keep:rules", ()),
    ("工作日历", "/workdays/", "calendar", "setting.keep", ()),
    ("日志", "/log/", "log", "log.read", ()),
)  # fmt: skip


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of ``base.html``; nothing personal for somebody who is not logged in."""
    person = getattr(request, "user", None)
    if not isinstance(person, org.Person):
        return {"shell": Shell(login_url="/login"), "nav": (), "notice_count": 0}
    at = clock.now()
    grants = org.grants_of(person, at)
    rights = {e[3] for e in ENTRIES if e[3] and org.reach_of(grants, e[3])}
    return {
        "shell": _shell(request, person, grants, at),
        "nav": _nav(request.path, rights),
        "notice_count": unread_count(person),
    }


def _nav(path: str, rights: set[str]) -> tuple[NavItem, ...]:
    nearest = _nearest(path)
    return tuple(_entry(e, path, nearest) for e in ENTRIES if not e[3] or e[3] in rights)


def _entry(entry: tuple[str, str, str, str, tuple[str, ...]], path: str, nearest: str) -> NavItem:
    title, url, icon, _, kin = entry
    active = path == url if url == "/" else path.startswith(url)
    return NavItem(title, url, icon, active or (nearest == url and path.startswith(kin)))


def _nearest(path: str) -> str:
    """The entry with the longest address that the path belongs to, so that only one is lit."""
    best, length = "", 0
    for _, url, _, _, kin in ENTRIES:
        for prefix in (url, *kin):
            if prefix != "/" and path.startswith(prefix) and len(prefix) > length:
                best, length = url, len(prefix)
    return best


def _shell(
    request: HttpRequest, person: org.Person, grants: Iterable[org.Grant], at: datetime
) -> Shell:
    roles = dict.fromkeys(ROLES[g.role].title for g in grants)
    unit = person.unit
    return Shell(
        unit=unit.name,
        person=person.name,
        role="、".join(roles),
        on=day_asked(request, at.date()),
        today=at.date(),
        dated=request.path in ("/", "/board/")
        or request.path.startswith(("/duties/", "/calendar/", "/campaigns/")),
        search_url="/search/",
        search_text=request.GET.get("q", "") if request.path == "/search/" else "",
        report_url="/hazard/new" if org.reach_of(tuple(grants), "case.report") else "",
        scan_url="/patrol/" if org.reach_of(tuple(grants), "record.submit:patrol") else "",
        me_url="/me/",
        notices_url="/notices/",
        logout_url="/logout",
        account_links=(
            NavItem("我的", "/me/"),
            NavItem("委托代办", "/me/delegations/"),
            NavItem("修改密码", "/account/password"),
        ),
        acting=_acting(person),
        acting_end=Action("结束代办", "/me/acting/end", method="post") if person.acting else None,
        unlock=unlocking.way_out(request),
    )


def _acting(person: org.Person) -> str:
    """What the strip on every page says to whoever stands in for another."""
    if person.acting is None:
        return ""
    last = person.acting.until - timedelta(days=1)
    return f"您正在代 {person.acting.giver.name} 办理（到 {last:%m-%d} 为止），每一步都记两个人的名字。"


def day_asked(request: HttpRequest, today: date) -> date:
    """The day in ``?on=``; today when it is missing or no day."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today
