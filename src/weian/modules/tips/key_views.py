"""Keys of custodians, and the superior's page: which keys, who looked at what, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weian.base.clock import TZ
from weian.base.errors import Forbidden, NotVisible, Refusal
from weian.modules.tips import asking, key_actions, openings, queries, unlocking
from weian.modules.tips.models import TipKey
from weian.modules.tips.queries import KEEP, OVERSEE
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.subject.envelope import options, web
from weian.ui.forms import to_form_errors
from weian.ui.shapes import (
    Action,
    Cell,
    Column,
    Crumb,
    Empty,
    Fact,
    Figure,
    FormShape,
    Ledger,
    Notice,
    Page,
    Row,
    Section,
)

_MOST: Final = 200
_COLUMNS: Final = (
    Column("at", "时间", kind="date"), Column("who", "谁"), Column("what", "做什么"), Column("tip", "举报代号"),
    Column("reason", "原因", width="wide"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """One's own keys, and a new one."""
    person, at = web.asking(request)
    offices = queries.offices_of(person, KEEP, at)
    if not offices:
        raise Forbidden("tip.not_custodian", "只有举报保管人有举报密钥。")
    keys = queries.keys_of(person)
    fields = asking.NEXT_KEY if keys else asking.KEY
    form = asking.form(request, fields, "key", bound=request.method == "POST")
    if request.method == "POST":
        typed = {k: asking.raw(request, "key", k) for k in ("passphrase", "again", "old")}
        try:
            key_actions.make_key(person, office=org.unit_by_id(offices[0]), at=at, **typed)
        except Refusal as refusal:
            form.is_valid()
            to_form_errors(form, refusal)
        else:
            messages.success(request, "密钥已经生成。请领导在“举报监督”页核对指纹后启用。")
            return redirect("/tips/keys/")
    waits = any(key.state == "待启用" for key in keys)
    page = FormShape(
        title="我的举报密钥",
        subtitle="举报用它加密，只有您的口令打得开。系统管理员、备份、数据库都没有口令。",
        crumbs=(Crumb("匿名举报", "/tips/"),),
        form=form,
        submit="生成新密钥" if keys else "生成密钥",
    )
    context = {"page": page, "keys": [_key(key) for key in keys], "waits": waits}
    return render(request, "modules/tips/keys.html", context, status=422 if form.errors else 200)


def _key(key: TipKey, *, oversee: bool = False) -> Section:
    facts = [
        Fact("指纹", key_actions.fingerprint(bytes(key.public))), Fact("状态", key.state),
        Fact("生成", f"{key.made_at.astimezone(TZ):%Y-%m-%d %H:%M}"),
    ]  # fmt: skip
    if key.confirmed_at and key.confirmed_by:
        facts.append(
            Fact("启用", f"{key.confirmed_at.astimezone(TZ):%Y-%m-%d} {key.confirmed_by.name}")
        )
    if key.ended_at:
        facts.append(Fact("停用", f"{key.ended_at.astimezone(TZ):%Y-%m-%d}"))
    title = f"{key.person.name}（{key.office}）" if oversee else f"{key.office}"
    return Section(title, tuple(facts), action=_turn(key) if oversee else None)


def _turn(key: TipKey) -> Action | None:
    if key.ended_at:
        return None
    if key.confirmed_at:
        return Action(
            "停用", f"/tips/oversight/{key.pk}/end", method="post", danger=True,
            confirm="停用后新的举报不再用这把密钥加密；以前的举报，持有人凭口令仍能打开。确定停用吗？",
        )  # fmt: skip
    return Action(
        "启用", f"/tips/oversight/{key.pk}/confirm", method="post", primary=True,
        confirm="请当面或打电话核对指纹，确认这把密钥是保管人本人生成的。核对无误再启用。",
    )  # fmt: skip


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """End the sitting."""
    response = redirect("/tips/")
    unlocking.forget(request, response)
    messages.success(request, "已经锁上，再看原文要重新输口令。")
    return response


@require_GET
def oversight(request: HttpRequest) -> HttpResponse:
    """For the superior: keys, and every look at an original."""
    person, at = web.asking(request)
    offices = _overseen(person, at)
    views = list(queries.views_at(offices)[:_MOST])
    people = org.people_by_ids({e.actor_id for e in views if e.actor_id})
    keys = queries.keys_at(offices)
    page = Page(
        title="举报监督",
        subtitle="这里看不到举报内容，只看密钥由谁保管、谁在什么时候因为什么看过原文。",
        notices=_waiting(keys),
    )
    looked = Ledger(
        title="申请、同意和看原文的记录",
        columns=_COLUMNS,
        rows=[_look(event, people) for event in views],
        empty=Empty("还没有人看过原文", "保管人每看一次，这里多一行，谁也改不了。"),
    )
    year = queries.guarded(queries.received(offices, at.year))
    context = {
        "page": page, "keys": [_key(key, oversee=True) for key in keys], "looked": looked,
        "twos": [_two(office) for office in dict.fromkeys(key.office for key in keys)],
        "figures": (Figure(f"{at.year} 年收到", f"{year} 件"),),
        "empty": Empty("还没有密钥", "先在“单位与人员”授予一到两人“举报保管人”，由他们各自生成密钥，再在这里启用。"),
    }  # fmt: skip
    return render(request, "modules/tips/oversight.html", context)


def _overseen(person: Person, at: datetime) -> list[int]:
    if not options.anywhere(person, OVERSEE, at):
        raise Forbidden("tip.no_oversight", "举报监督由委（局）领导办理。")
    return queries.offices_of(person, OVERSEE, at)


def _waiting(keys: list[TipKey]) -> tuple[Notice, ...]:
    if not any(key.state == "待启用" for key in keys):
        return ()
    return (Notice("核对指纹后启用，举报页才用它加密。", "有密钥等待启用", "warning"),)


def _look(event: Any, people: dict[int, Person]) -> Row:
    return Row(
        str(event.seq),
        (
            Cell(f"{event.at.astimezone(TZ):%Y-%m-%d %H:%M}"), Cell(people[event.actor_id].name),
            Cell(queries.LOOKS[event.verb]), Cell(event.object_id.replace("-", "")[:8].upper()), Cell(str(event.given.get("reason", ""))),
        ),
    )  # fmt: skip


def _two(office: Unit) -> Section:
    """Whether one custodian may look alone, and the button that changes it."""
    on = openings.wanted(office.pk)
    change = Action(
        "改为一位就可以看" if on else "改为要两位保管人",
        "/tips/oversight/two", method="post", hidden=(("office", str(office.pk)), ("on", "" if on else "1")),
        confirm="关闭后每位保管人可以自己看原文（照样写原因、记日志）。确定关闭吗？" if on
        else "打开后每次看原文都要另一位保管人先同意，管 24 小时。确定打开吗？",
    )  # fmt: skip
    said = "要另一位保管人先同意，同意管 24 小时" if on else "一位保管人写明原因就可以看"
    return Section(f"双人开启（{office}）", (Fact("看原文", said),), action=change)


@require_POST
def two(request: HttpRequest) -> HttpResponse:
    """Want two custodians for a look, or one."""
    person, at = web.asking(request)
    on, asked = bool(request.POST.get("on")), str(request.POST.get("office", ""))
    offices = {str(pk): pk for pk in _overseen(person, at)}
    if asked not in offices:
        raise NotVisible()
    openings.want(person, office=org.unit_by_id(offices[asked]), on=on, at=at)
    messages.success(request, "已经打开双人开启。" if on else "已经关闭双人开启。")
    return redirect("/tips/oversight/")


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a key into use."""
    person, at = web.asking(request)
    key = key_actions.confirm(person, pk=pk, at=at)
    messages.success(request, f"{key.person.name}的密钥已经启用，举报页用它加密。")
    return redirect("/tips/oversight/")


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a key out of use."""
    person, at = web.asking(request)
    key = key_actions.end(person, pk=pk, at=at)
    messages.success(request, f"{key.person.name}的密钥已经停用。")
    return redirect("/tips/oversight/")
