"""What the page of a sealed tip shows and asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from django.http import HttpRequest

from weian.base.clock import TZ
from weian.base.fields import Field
from weian.modules.tips import asking, openings, public_views, queries
from weian.modules.tips.models import SORTS, SealedLetter, SealedTip, TipOpening
from weian.org import queries as org
from weian.org.queries import Person
from weian.subject.envelope import options
from weian.ui.forms import AnswerForm
from weian.ui.shapes import Crumb, Fact, FormShape, Page, TimelineEntry

Opened = list[tuple[SealedLetter, dict[str, Any] | None]]
_FORMS: Final[dict[str, tuple[tuple[Field, ...], str, str]]] = {
    "ask": (asking.ASK, "申请看原文", "提出申请"),
    "answer": (asking.ANSWER, "另一位保管人申请看原文", "答复"),
    "reply": (asking.REPLY, "答复举报人", "封好答复"),
    "release": (asking.RELEASE, "转办：写摘要交给单位核实", "转办"),
    "close": (asking.CLOSE, "不转办，答复后办结", "答复并办结"),
    "pay": (asking.PAY, "兑付奖励：核对查询码", "核对并记下兑付"),
}


@dataclass(frozen=True)
class LetterShown:
    """One letter as the page shows it."""

    title: str
    day: date
    facts: tuple[Fact, ...]
    photos: tuple[str, ...]
    closed: bool


def view_fields(*, sitting: bool) -> tuple[Field, ...]:
    """The reason; the passphrase unless this sitting has it."""
    return (asking.REASON,) if sitting else (asking.REASON, asking.PASSPHRASE)


def form_of(
    request: HttpRequest, name: str, tip: SealedTip, person: Person, at: datetime, *, bound: bool
) -> AnswerForm:
    """One form of the page; the answer begins with what the verified case was answered."""
    fields = _FORMS[name][0]
    initial: dict[str, Any] = {}
    if name == "reply" and (case := queries.case_of(tip)) is not None:
        initial["text"] = case.data.get("reply", "")
    offered = options.providers(fields, person, tip.office, at)
    return asking.form(request, fields, name, bound=bound, initial=initial, providers=offered)


def shape(
    request: HttpRequest, tip: SealedTip, person: Person, at: datetime, *, sitting: bool,
    opened: Opened | None, rejected: dict[str, AnswerForm],
) -> dict[str, Any]:  # fmt: skip
    """Context of ``modules/tips/sealed.html``."""
    case = queries.case_of(tip)
    asked = openings.of_tip(tip)
    two = openings.wanted(tip.office_id)
    own = openings.own(asked, person, at) if two else None
    view = rejected.get("view") or asking.form(
        request, view_fields(sitting=sitting), "view", bound=False
    )
    names = ["reply"]
    if tip.state == "received":
        names += ["release", "close"]
    if queries.rewarded(case) and not tip.paid_on:
        names.append("pay")
    return {
        "page": Page(
            title=f"匿名举报 {tip.handle}", crumbs=(Crumb("匿名举报", "/tips/"),),
            subtitle=f"{tip.day:%Y年%m月%d日}收到 · {tip.state_title}",
        ),
        "facts": _facts(tip, case),
        "letters": [_shown(letter, content) for letter, content in opened or ()],
        "view": FormShape(
            title="", form=view, url=f"/tips/{tip.pk}/open", submit="再看一次" if opened else "看原文",
            hint="看完请点“锁上”。" if sitting else "",
        ) if not two or (own and own.holds(at)) else None,
        "consent": _consent(own, at) if two else "",
        "asks": _form(request, "ask", tip, person, at, rejected) if two and own is None else None,
        "wishes": [
            _wish(request, wish, tip, person, at, rejected)
            for wish in asked if two and wish.waits(at) and wish.asked_by_id != person.pk
        ],
        "forms": [_form(request, n, tip, person, at, rejected) for n in names],
        "views": _views(tip),
    }  # fmt: skip


def _facts(tip: SealedTip, case: Any) -> tuple[Fact, ...]:
    out = [Fact("接收单位", tip.office.name), Fact("状态", tip.state_title)]
    if case is not None:
        out.append(Fact("转办事项", f"{case.number} {case.title}", f"/cases/{case.pk}/"))
    if tip.paid_on:
        out.append(Fact("奖励兑付", f"{tip.paid_on}"))
    return tuple(out)


def _shown(letter: SealedLetter, content: dict[str, Any] | None) -> LetterShown:
    title = SORTS[letter.sort]
    if content is None:
        return LetterShown(title, letter.day, (), (), closed=True)
    if letter.sort == "reply":
        facts: tuple[Fact, ...] = (Fact("内容", str(content["text"]), lines=True),)
    else:
        facts = tuple(_words(content["words"]))
    return LetterShown(title, letter.day, facts, tuple(content.get("photos", ())), closed=False)


def _words(words: dict[str, Any]) -> list[Fact]:
    titles = {f.key: f for f in public_views.FIELDS}
    out = []
    for key, value in words.items():
        field = titles.get(key)
        text = dict(field.choices).get(str(value), str(value)) if field else str(value)
        out.append(Fact(field.title if field else "内容", text, lines=True))
    return out


def _form(
    request: HttpRequest, name: str, tip: SealedTip, person: Person, at: datetime,
    rejected: dict[str, AnswerForm],
) -> FormShape:  # fmt: skip
    form = rejected.get(name) or form_of(request, name, tip, person, at, bound=False)
    _, title, submit = _FORMS[name]
    url = f"/tips/{tip.pk}/{name}"
    return FormShape(
        title=title, form=form, url=url, submit=submit, id=name, opened=name in rejected
    )


def _consent(own: TipOpening | None, at: datetime) -> str:
    """Where one's own wish stands, in words."""
    if own is None:
        return "本委规定看原文要两位保管人。写明原因申请，另一位同意后 24 小时内可以看。"
    if own.holds(at) and own.answered_by:
        return f"{own.answered_by.name}已经同意，{own.until.astimezone(TZ):%m月%d日 %H:%M} 以前可以看。"
    return f"{own.asked_at.astimezone(TZ):%m月%d日 %H:%M} 已经申请，等另一位保管人答复。"


def _wish(
    request: HttpRequest, wish: TipOpening, tip: SealedTip, person: Person, at: datetime,
    rejected: dict[str, AnswerForm],
) -> FormShape:  # fmt: skip
    """What another custodian wants, and the form that answers it."""
    form = _form(request, "answer", tip, person, at, rejected)
    asked = f"{wish.asked_by.name} {wish.asked_at.astimezone(TZ):%m月%d日 %H:%M}：{wish.reason}"
    return replace(form, subtitle=asked, seen=(("opening", str(wish.pk)),))


def _views(tip: SealedTip) -> tuple[TimelineEntry, ...]:
    events = queries.views_of(tip)
    people = org.people_by_ids({e.actor_id for e in events if e.actor_id})
    return tuple(
        TimelineEntry(
            f"{event.at.astimezone(TZ):%Y-%m-%d %H:%M}", people[event.actor_id or 0].name,
            queries.LOOKS[event.verb], note=str(event.given.get("reason", "")),
        )
        for event in events
    )  # fmt: skip
