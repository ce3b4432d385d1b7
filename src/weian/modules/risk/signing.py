"""风险清单签发: the head reads what the list says and what has changed, and signs."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from weian.base import ids
from weian.base.errors import NotVisible, Refusal
from weian.modules.risk import acting, board, freezing, lists, lookup, marks, wording
from weian.modules.risk.records import RISK_LIST_SIGNOFF
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.record.queries import Record
from weian.subject.envelope import web
from weian.subject.envelope.filtering import number
from weian.subject.queries import Subject
from weian.ui.humane import exact
from weian.ui.shapes import Action, Chip, Fact, Figure, Notice, Page, Section

_SCOPES = dict(next(f for f in RISK_LIST_SIGNOFF.fields if f.key == "scope").choices)


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The list of a unit, a department or a post against the one signed last."""
    person, at = web.asking(request)
    asked = request.POST.get("unit") or request.GET.get("unit")
    unit = lookup.house_or_404(person, asked, at)
    org.require(person, "read", unit, at)
    scope = _scope(request, unit, at)
    status = 200
    if request.method == "POST":
        try:
            return _signed(request, person, unit, scope, at)
        except NotVisible:
            raise
        except Refusal as refusal:
            messages.error(request, refusal.message)
            status = refusal.status
    points = freezing.points_in(unit, at, scope)
    last = lookup.last_signoff(unit, scope)
    signs = person.unit_id == unit.pk and org.can(person, lookup.SIGN, unit, at)
    context = {
        "page": Page(
            title="风险清单签发",
            subtitle=unit.name,
            tabs=board.tabs(person, unit, "signing", at),
            notices=_notices(last, points, signs),
        ),
        "views": _views(unit, scope, at),
        "figures": tuple(
            Figure(title, str(n), "个")
            for (key, title), n in zip(board.SHORT, lists.counts(points), strict=True)
            if n or key != "none"
        ),
        "points": [(p.name, p.level or "none", wording.TITLES[p.level]) for p in points],
        "changes": _changes(last, points),
        "last": _last(last),
        "signs": signs and not freezing.problem(points),
        "scope": scope,
        "unit": unit,
        "digest": marks.digest(marks.line(p) for p in points),
        "once": str(ids.uuid7()),
        "reported_to": last.data.get("reported_to", "") if last else "",
    }
    return render(request, "modules/risk_signing.html", context, status=status)


def _scope(request: HttpRequest, unit: Unit, at: datetime) -> dict[str, object]:
    """Which list: the unit's unless a department of it or a post is named."""
    asked = request.POST if request.method == "POST" else request.GET
    if department := number(asked.get("department")):
        found = org.departments_of(unit, at).filter(pk=department).first()
        if found is None:
            raise NotVisible()
        return {"scope": "department", "listed_department": found.pk}
    if post := asked.get("post", "").strip()[:100]:
        return {"scope": "post", "post": post}
    return {"scope": "unit"}


def _signed(
    request: HttpRequest, person: Person, unit: Unit, scope: dict[str, object], at: datetime
) -> HttpResponse:
    made = acting.sign_off(
        person, unit=unit, scope=scope, digest=request.POST.get("digest", ""), at=at,
        reported_to=request.POST.get("reported_to", "").strip()[:200],
        idempotency_key=request.POST.get("once", "")[:80] or None,
    )  # fmt: skip
    messages.success(request, f"已签发：{made.title}，共 {made.data['points']} 个风险点。")
    return redirect(f"/records/{made.pk}")


def _views(unit: Unit, scope: dict[str, object], at: datetime) -> list[Chip]:
    base = f"/risks/signing/?unit={unit.pk}"
    every = lookup.points_of(unit, at)
    departments = {p.department_id: str(p.department) for p in every if p.department_id}
    posts = lists.posts(every)
    return [
        Chip("全单位", base, scope["scope"] == "unit"),
        *(
            Chip(name, f"{base}&department={pk}", scope.get("listed_department") == pk)
            for pk, name in departments.items()
        ),
        *(Chip(f"岗位：{p}", f"{base}&post={p}", scope.get("post") == p) for p in posts),
    ]


def _notices(last: Record | None, points: list[Subject], signs: bool) -> tuple[Notice, ...]:
    why = freezing.problem(points)
    out = [Notice(why, kind="warning")] if why else []
    if not points:
        return tuple(out)
    if last is None:
        out.append(Notice("这份清单还没有签发过。主要负责人签发后才能上报。"))
    elif last.data.get("digest") == marks.digest(marks.line(p) for p in points):
        out.append(Notice("清单与最近一次签发的完全一致。", kind="done"))
    if not signs:
        out.append(Notice("由本单位主要负责人登录后签发。"))
    return tuple(out)


def _changes(last: Record | None, points: list[Subject]) -> tuple[tuple[str, list[str]], ...]:
    """What is other than in the list signed last, in words; nothing before the first."""
    if last is None:
        return ()
    now = marks.read_all([marks.line(p) for p in points])
    found = marks.compare(marks.read_all(last.data.get("frozen")), now)
    told = (
        ("新增", [f"{one.name}，{one.colour}" for one in found.added]),
        ("等级变化", [f"{one.name}：{was.colour} → {one.colour}" for was, one in found.graded]),
        ("内容变化", [f"{one.name}，{one.colour}" for one in found.changed]),
        ("不再列入", [f"{one.name}，{one.colour}" for one in found.gone]),
    )
    return tuple(pair for pair in told if pair[1])


def _last(last: Record | None) -> Section | None:
    if last is None:
        return None
    numbers = [
        f"{title} {last.data.get(key, 0)}"
        for key, title in (("major", "红"), ("orange", "橙"), ("yellow", "黄"), ("blue", "蓝"))
    ]
    signer = org.people_by_ids([int(str(last.data["signer"]))])
    named = next((p.name for p in signer.values()), "—")
    named, entered = (last.who if last.by_id in signer else named), last.who
    facts = (
        Fact("签发人", named, hint=f"由{entered}登记" if entered != named else ""),
        Fact("签发时间", exact(last.happened_at)),
        Fact("清单", f"{last.data.get('points', 0)} 个风险点", hint=" · ".join(numbers)),
        Fact("报送单位", str(last.data.get("reported_to") or "没有填写")),
        Fact("校验码", str(last.data.get("digest") or "—")),
    )
    return Section("最近一次签发", facts, action=Action("查看记录", f"/records/{last.pk}"))
