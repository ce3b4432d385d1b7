"""Accounts for all of a unit who have none: one act, and a list to hand out."""

from __future__ import annotations

from typing import Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from weian.base.errors import NotVisible
from weian.org import actions, proof, queries, rolls
from weian.org.views.common import asking, spreadsheet, unit_crumbs
from weian.ui.shapes import Action, FormShape, MessageShape

AT_ONCE: Final = 100  # each password takes some 30 ms to hash
_RIGHT: Final = "person.appoint"


@never_cache
@require_http_methods(["GET", "POST"])
def several(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then answer with the names and first passwords: no other copy of them is kept."""
    person, at = asking(request)
    unit = queries.unit_or_404(person, pk, at)
    queries.require(person, _RIGHT, unit, at)
    if unit.kind == "department" or not unit.is_login:
        raise NotVisible
    proof.demand(request)
    waiting = rolls.without_account(unit, at).exclude(pk=person.pk)
    if request.method == "POST":
        chosen = list(waiting.select_related("unit", "department")[:AT_ONCE])
        lines = [
            (made.name, str(made.department or ""), made.login, password)
            for made, password in actions.open_accounts(person, at=at, people=chosen)
        ]
        columns = ("姓名", "科室", "登录名", "初始密码（首次登录时修改）")
        return spreadsheet(request, f"{unit}账号单", columns, lines, right=_RIGHT)
    back = f"/people/?unit={unit.pk}"
    count = waiting.count()
    if not count:
        done = MessageShape(
            title="都有账号了", text=f"“{unit}”在岗的人员都已开通账号。",
            actions=(Action("返回", back, primary=True),),
        )  # fmt: skip
        return render(request, "ui/message.html", {"page": done})
    now = min(count, AT_ONCE)
    shape = FormShape(
        title=f"为“{unit}”批量开通账号",
        subtitle=f"还有 {count} 人没有账号。这一次为按姓名排在前面的 {now} 人开通，登录名取姓名的拼音。"
        "点“开通并下载”后得到一份账号单，初始密码只在这份表里出现，请打印裁开发给本人，然后删除文件。",
        form=forms.Form(),
        submit="开通并下载",
        cancel_url=back,
        crumbs=unit_crumbs(person, unit, at),
    )
    return render(request, "ui/form.html", {"page": shape})
