"""One's own duty lists and letters, to read on a phone and to sign with one button."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from weian.base.clock import day_of
from weian.base.errors import Conflict, Refusal
from weian.modules.responsibility import signing
from weian.modules.responsibility.duties import LEVELS
from weian.modules.responsibility.duty_lists import plain
from weian.modules.responsibility.kinds import LEVELS as LETTERS
from weian.modules.responsibility.matrix_lines import sign_words
from weian.modules.responsibility.signing import Mine, Paper, Pledge
from weian.org.kinds import POSTS
from weian.org.queries import Person, names_of
from weian.subject.envelope import web
from weian.ui.humane import exact
from weian.ui.shapes import Crumb, Empty, Notice, Page

URL = "/responsibility/mine/"
_LONG = (("scope", "责任范围"), ("standard", "考核标准"), ("reward", "奖惩办法"))
_SHOWN = 20  # units named of the letters that one signs for the side above


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Read, or sign all that waits and was on the page."""
    person, at = web.asking(request)
    if request.method == "POST":
        return _sign(request, person, at)
    found = signing.mine(person, at)
    waiting = found.unsigned
    may = signing.may_sign(person, at)
    context = {
        "page": Page(
            title="我的责任清单与责任书", subtitle=f"{person.name} · {day_of(at).year} 年",
            crumbs=(Crumb("我的", "/me/"),), notices=_notices(found, may),
        ),
        "papers": [_paper(p) for p in found.papers],
        "pledges": _pledges(found),
        "seen": [x.key for x in waiting] if may else [],
        "count": len(waiting),
        "empty": Empty(
            "还没有写明您的责任清单", "请本单位安全管理员按您的岗位建好清单，建好后在这里阅读、签字。"
        ),
    }  # fmt: skip
    return render(request, "modules/my_duties.html", context)


def _sign(request: HttpRequest, person: Person, at: datetime) -> HttpResponse:
    try:
        made = signing.sign(person, seen=request.POST.getlist("seen"), at=at)
    except Conflict as refusal:
        messages.error(request, refusal.message)
    except Refusal as refusal:
        messages.error(request, "；".join(refusal.fields.values()) or refusal.message)
    else:
        if made:
            messages.success(request, f"已签字 {len(made)} 项（{exact(at)}）。")
        else:
            messages.info(request, "没有要签字的，前面已经签过了。")
    return redirect(URL)


def _notices(found: Mine, may: bool) -> tuple[Notice, ...]:
    if not found.unsigned:
        return ()
    if not may:
        why = "您的账号没有登记本人记录的权限，请联系本单位安全管理员。"
        return (Notice(why, "现在不能签字", "warning"),)
    stale = [p.row.name for p in found.papers if p.standing.stale]
    return (Notice("、".join(stale), "签过字的清单改了，请重新阅读", "warning"),) if stale else ()


def _paper(paper: Paper) -> dict[str, object]:
    data = paper.row.data
    duties = data.get("duties")
    post = POSTS.get(str(data.get("post") or ""), "")
    level = dict(LEVELS).get(str(data.get("level") or ""), "")
    return {
        "name": paper.row.name, "href": f"/subjects/{paper.row.pk}/",
        "sub": " · ".join(t for t in (level, post if post != paper.row.name else "") if t),
        "duties": [plain(str(d)) for d in duties] if isinstance(duties, list) else [],
        "facts": [(title, data[key]) for key, title in _LONG if data.get(key)],
        "sign": sign_words(paper.signed, stale=paper.standing.stale),
    }  # fmt: skip


def _pledges(found: Mine) -> list[dict[str, object]]:
    names = names_of(
        ("person", str(x.data["counterpart"]))
        for p in found.pledges for x in p.letters if x.data.get("counterpart")
    )  # fmt: skip
    return [_pledge(p, {key: name for (_, key), name in names.items()}) for p in found.pledges]


def _pledge(pledge: Pledge, names: dict[str, str]) -> dict[str, object]:
    title = f"{pledge.deal.year} 年{dict(LETTERS).get(pledge.deal.level, '')}责任书"
    first = pledge.letters[0]
    other = names.get(str(first.data.get("counterpart") or ""), "")
    if pledge.upper:
        units = list(dict.fromkeys(str(x.unit) for x in pledge.letters))
        told = "、".join(units[:_SHOWN]) + (
            f" 等 {len(units)} 个单位" if len(units) > _SHOWN else ""
        )
        sub = f"您是上一级签字人，对方：{told}"
    else:
        sub = f"上一级签字人：{other}" if other else ""
    return {
        "title": title, "code": pledge.deal.code, "sub": sub, "targets": pledge.targets,
        "letters": [(f"/records/{x.pk}", x.title) for x in pledge.letters]
        if len(pledge.letters) <= _SHOWN and not pledge.upper else [],
        "sign": sign_words(pledge.signed),
    }  # fmt: skip
