"""What anybody may open under /tip/: write a tip, read the answer. See ``unseen`` for what is not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from weian.base import clock, fields
from weian.base.errors import BadInput, NotVisible, Refusal
from weian.base.fields import Field
from weian.modules.tips import actions, codes, limits, pictures, progress, queries, tip, work
from weian.modules.tips.unseen import Visitor
from weian.org.queries import Unit

View = Callable[..., HttpResponse]
_STATIC: Final = Path(__file__).resolve().parent.parent / "static" / "modules"
_ASSETS: Final = {
    "tip.css": "text/css; charset=utf-8", "tip.js": "text/javascript; charset=utf-8",
    "tip_work.js": "text/javascript; charset=utf-8",
}  # fmt: skip
_CATEGORIES: Final = next(f.choices for f in tip.TIP.fields if f.key == "category")
FIELDS: Final = (
    Field("whom", "哪个单位、哪个位置", "text", required=True, min=2, max=100),
    Field("category", "哪一类问题", "choice", required=True, choices=_CATEGORIES),
    Field("description", "什么情况", "longtext", required=True, min=5, max=4000),
    Field("when", "什么时候看到的", "text", max=100),
    Field("contact", "联系方式", "text", max=100),
)  # fmt: skip
_FOLLOW: Final = (Field("text", "内容", "longtext", required=True, min=2, max=4000),)
_UNSOLVED: Final = {"answer": "答得不对，或者这一页开得太久了。请再答一次新的题目。"}
_NO_TIP: Final = (
    "没有找到这个查询码对应的举报。请核对 16 位数字；查询码丢了无法找回，可以重新举报。"
)


def open_to_all(view: View) -> View:
    """Without login, and without a token against forged forms: no cookie is read here, so a form
    of another site can do nothing in the name of its visitor."""
    open_view: View = csrf_exempt(login_not_required(view))
    return open_view


@open_to_all
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Who takes tips, and the way to the answers."""
    return _page("index", {"offices": queries.offices(clock.now())})


@open_to_all
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of one office; what is sent is answered with the receipt code."""
    at = clock.now()
    office = queries.office_or_404(pk, at)
    if request.method == "GET":
        return _form(request, office, at)
    try:
        code = _taken(request, office, at)
    except Refusal as refusal:
        return _form(request, office, at, request.POST, refusal)
    return _page("receipt", {"code": codes.shown(code), "office": office})


def _taken(request: HttpRequest, office: Unit, at: datetime) -> str:
    given = request.POST
    words = fields.clean(FIELDS, {f.key: given.get(f.key, "") for f in FIELDS})
    token, number, answer = (given.get(k, "") for k in ("token", "work", "answer"))
    solved = work.solved(token, number, answer, at)
    if solved is None:
        raise BadInput("tip.unsolved", fields=_UNSOLVED)
    photos = pictures.stripped(_photos(request))
    if full := limits.sending(_visitor(request).source, office.pk, solved, at):
        raise TooMany("tip.limit", full)
    return actions.receive(office, words=words, photos=photos, at=at)


class TooMany(Refusal):
    """More than is taken in an hour."""

    status = 429


def _photos(request: HttpRequest) -> list[Any]:
    return [f for f in request.FILES.getlist("photos") if f.size]


def _form(
    request: HttpRequest, office: Unit, at: datetime, given: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "office": office, "visitor": _visitor(request), "task": work.give(at), "given": given or {},
        "categories": _CATEGORIES, "hardest": work.HARDEST, "photos": pictures.MOST,
        "errors": refusal.fields if refusal else {},
        "refused": refusal.message if refusal and not refusal.fields else "",
    }  # fmt: skip
    return _page("form", context, refusal.status if refusal else 200)


@open_to_all
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The answer to whoever knows the code; more may be added, a reward claimed."""
    if request.method == "GET":
        return _page("ask", {})
    at = clock.now()
    if full := limits.asking(_visitor(request).source, at):
        return _page("ask", {"refused": full}, 429)
    with transaction.atomic():
        queries.hush()
        found = queries.by_code(codes.typed(request.POST.get("code", "")) or "0")
        if found is None:
            return _page("ask", {"refused": _NO_TIP})
        told = _followed(request, found, at)
        stand = progress.of(found)
    code = codes.typed(request.POST["code"])
    return _page("status", {"code": code, "stand": stand, "photos": pictures.MOST, **told})


def _followed(request: HttpRequest, found: queries.Found, at: datetime) -> dict[str, Any]:
    """What the sender adds with the code, done or refused, in words for the page."""
    sort = request.POST.get("act", "")
    if sort not in ("addition", "claim"):
        return {}
    typed = request.POST.get("text", "")
    try:
        text = fields.clean(_FOLLOW, {"text": typed})["text"]
        if sort == "claim" and not queries.rewarded(queries.case_of(found.tip)):
            raise BadInput("tip.no_reward", "这件举报还没有决定奖励。")
        photos = pictures.stripped(_photos(request))
        if full := limits.adding(found.tip.pk, at):
            raise TooMany("tip.limit", full)
        actions.add(found, sort=sort, text=str(text), photos=photos, at=at)
    except Refusal as refusal:
        return {"refused": refusal.message, "refused_act": sort, "typed": typed}
    return {"done": "已经收到您的补充。" if sort == "addition" else "已经收到您的领取方式。"}


@open_to_all
@require_GET
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """Style and scripts of these pages, below the same address: so none of it is logged elsewhere."""
    if name not in _ASSETS:
        raise NotVisible()
    return HttpResponse((_STATIC / name).read_bytes(), content_type=_ASSETS[name])


def _visitor(request: HttpRequest) -> Visitor:
    return cast(Any, request).tip_visitor  # type: ignore[no-any-return]  # set by Unseen


def _page(name: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Rendered without the request: nothing of it can get into the page."""
    response = HttpResponse(
        render_to_string(f"modules/tips/{name}.html", dict(context)), status=status
    )
    response.from_tips = True  # type: ignore[attr-defined]  # read by Unseen
    return response
