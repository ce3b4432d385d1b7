"""One's tokens: made, shown once, revoked."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from weian.base import clock
from weian.base.errors import Refusal
from weian.base.fields import Field
from weian.org.queries import Person
from weian.site.api import tokens
from weian.site.models import ApiToken
from weian.ui.forms import AnswerForm, form_class, to_form_errors
from weian.ui.humane import ago
from weian.ui.shapes import Action, Cell, Column, Crumb, Empty, FormShape, Ledger, Row

_ASKED = (Field("name", "给哪个程序用", "text", required=True, max=60, help="例如：医院信息平台"),)
_COLUMNS = (
    Column("name", "用途"), Column("created", "生成", kind="date"),
    Column("used", "最近使用", kind="date"),
)  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The tokens that work, and a form for a new one, whose secret this answer alone shows."""
    person, at = cast(Person, request.user), clock.now()
    asked = form_class(_ASKED, {})
    form, secret, status = asked(request.POST or None), "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                secret = tokens.issue(person, name=form.answers["name"], at=at)[1]
                form, status = asked(), 201
            except Refusal as refusal:
                to_form_errors(form, refusal)
                status = refusal.status
    context = {
        "page": _form(form),
        "secret": secret,
        "table": _table(person),
        "tokens": [_revocable(row) for row in tokens.standing(person)],
    }
    return render(request, "site/tokens.html", context, status=status)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """It stops working at once."""
    row = tokens.revoke(cast(Person, request.user), number=pk, at=clock.now())
    messages.success(request, f"“{row.name}”的令牌已撤销。")
    return redirect("/me/tokens")


def _form(form: AnswerForm) -> FormShape:
    return FormShape(
        title="接口令牌",
        subtitle="程序带上令牌调用接口，能看到、能办的与您本人一样。用法见 /api/docs。",
        crumbs=(Crumb("我的", "/me/"),),
        actions=(Action("接口文档", "/api/docs"),),
        form=form,
        submit="生成令牌",
    )


def _table(person: Person) -> Ledger:
    at = clock.now()
    rows = [
        Row(
            str(row.pk),
            (
                Cell(row.name),
                Cell(ago(row.created_at, at)),
                Cell(ago(row.last_used, at) if row.last_used else "还没有用过"),
            ),
        )
        for row in tokens.standing(person)
    ]
    empty = Empty("还没有令牌", "需要让程序取数或上报时再生成。")
    return Ledger(title="使用中的令牌", key="tokens", columns=_COLUMNS, rows=rows, empty=empty)


def _revocable(row: ApiToken) -> Action:
    return Action(
        f"撤销“{row.name}”", f"/me/tokens/{row.pk}/revoke", method="post", danger=True,
        confirm=f"撤销后，使用“{row.name}”令牌的程序立即不能再调用。确定撤销？",
    )  # fmt: skip
