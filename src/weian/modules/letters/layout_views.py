"""Pages on which a commission replaces the layout of its letters."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weian.base import clock
from weian.base.errors import NotVisible, Refusal
from weian.base.fields import Field
from weian.modules.letters import documents, layouts, titles, word
from weian.modules.letters.choices import BY_KEY, KINDS, LetterKind
from weian.modules.letters.ladder import said
from weian.modules.letters.slots import NAMES, NEEDED
from weian.modules.letters.views import WORD, sent
from weian.org import queries as org
from weian.subject.envelope import web
from weian.ui.forms import form_class, to_form_errors
from weian.ui.shapes import Action, Cell, Column, Crumb, FormShape, Ledger, Notice, Row

_HOME: Final = Crumb("公文版式", "/letters/layouts/")
_FILE: Final = (
    Field("file", "版式文件", "files", required=True, max=1,
          help="本局的 .docx 文件，5 MB 以内，不含宏。要填的地方写上 {{标题}} 这样的字段。"),
)  # fmt: skip
_BOTH: Final = "每种文书可以换成本局自己的版式，Word 和 PDF 都照它排。"
_WORD_ONLY: Final = "每种文书可以换成本局自己的版式。服务器没有装 LibreOffice，换了的只用于 Word，PDF 仍按国标版式。"


def _asking(request: HttpRequest) -> tuple[org.Person, org.Unit, datetime]:
    """A commission's own people who set its rules; for others the pages are not there."""
    person, at = web.asking(request)
    unit = org.unit_by_id(person.unit_id)
    if unit.group != "commission" or not org.can(person, layouts.RIGHT, unit, at):
        raise NotVisible
    return person, unit, at


def _kind(key: str) -> LetterKind:
    if key not in BY_KEY:
        raise NotVisible
    return BY_KEY[key]


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every kind of letter with the layout in force."""
    _, unit, _ = _asking(request)
    rows = []
    for kind in KINDS:
        own = layouts.in_force(unit, kind.key)
        since = said(own.recorded_at.astimezone(clock.TZ).date()) if own else ""
        name = layouts.file_of(own).name if own else "国标版式（自带）"
        cells = (Cell(kind.title), Cell(name), Cell(since))
        rows.append(Row(kind.key, cells, f"/letters/layouts/{kind.key}/"))
    page = Ledger(
        title="公文版式", subtitle=_BOTH if layouts.printable() else _WORD_ONLY,
        crumbs=(Crumb("公文台账", "/cases/letter/"),), key="letter-layouts",
        columns=(Column("kind", "文书", width="wide"), Column("file", "现用版式"), Column("since", "从哪天起")),
        rows=rows, count=str(len(rows)),
    )  # fmt: skip
    return render(request, "ui/ledger.html", {"page": page})


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, key: str) -> HttpResponse:
    """Upload a layout of one's own, look at it, go back."""
    person, unit, at = _asking(request)
    kind = _kind(key)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = form_class(_FILE, {})(*posted)
    if request.method == "POST" and form.is_valid():
        file = form.uploads("file")[0]
        given = {"name": str(file.name), "content": file.read()}
        try:
            layouts.put_in_force(person, unit=unit, kind=key, at=at, **given)
            messages.success(request, "已启用。请看看样张。")
            return redirect(f"/letters/layouts/{key}/")
        except Refusal as refusal:
            to_form_errors(form, refusal)
    page = _page(unit, kind, form)
    return render(request, "ui/form.html", {"page": page}, status=422 if form.errors else 200)


def _page(unit: org.Unit, kind: LetterKind, form: Any) -> FormShape:
    own, place = layouts.in_force(unit, kind.key), f"/letters/layouts/{kind.key}/"
    looks = (
        Action("看 PDF 样张", f"{place}preview?as=pdf", icon="print"),
        Action("下载 Word 样张", f"{place}preview", icon="download"),
    )
    back = Action("恢复国标版式", f"{place}back", method="post")
    needed = "、".join(f"{{{{{name}}}}}" for name in NEEDED)
    others = "、".join(f"{{{{{name}}}}}" for name in NAMES if name not in NEEDED)
    return FormShape(
        title=f"{kind.title}：版式",
        subtitle=f"现在用的是“{layouts.file_of(own).name}”。" if own else "现在用的是自带的国标版式。",
        form=form, url=place, submit="上传并启用", cancel_url="/letters/layouts/", crumbs=(_HOME,),
        actions=(*looks, back) if own else looks,
        notices=(*((Notice(layouts.NOT_PRINTABLE),) if own and not layouts.printable() else ()),
                 Notice(f"必须有的字段：{needed}。可以用的还有：{others}。"
                        "{{正文}}单独成段，各段照这一段的样子排。"),),
    )  # fmt: skip


@require_POST
def back(request: HttpRequest, key: str) -> HttpResponse:
    """The shipped layout again."""
    person, unit, at = _asking(request)
    layouts.back_to_shipped(person, unit=unit, kind=_kind(key).key, at=at)
    messages.success(request, "已恢复国标版式。")
    return redirect(f"/letters/layouts/{key}/")


@require_GET
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """A sample letter in the layout in force, as Word or as it is printed."""
    _, unit, at = _asking(request)
    kind = _kind(key)
    own, shown = layouts.in_force(unit, key), _sample(unit, kind, at)
    if request.GET.get("as") == "pdf":
        content = documents.printed(shown, own if own and layouts.printable() else None)
        return sent(content, "application/pdf", f"{kind.title}样张.pdf", "inline")
    content = layouts.written(own, shown) if own else word.written(shown)
    return sent(content, WORD, f"{kind.title}样张.docx", "attachment")


def _sample(unit: org.Unit, kind: LetterKind, at: datetime) -> dict[str, Any]:
    """A letter that says of itself that it is a sample."""
    day = said(at.astimezone(clock.TZ).date())
    body = (
        (1, "一、事由"), (0, "这是一份样张，用来核对版式，不是真的公文。"),
        (0, "事由和事实在这里，一行一段；较长的段落会自动换行，请看看行距、字体和页边距是否合适。"),
        (1, "二、要求"), (0, "（一）第一项要求。"), (0, "（二）第二项要求。"),
        (1, "三、依据"), (0, "文件名称和条款。"),
    )  # fmt: skip
    return {
        "issuer": unit.name, "number": f"{unit.short_name or unit.name}安{kind.mark}〔样张〕1号",
        "title": f"关于核对版式的{kind.heading}",
        "lines": titles.lines(f"关于核对版式的{kind.heading}"), "to": "收文单位",
        "paragraphs": [{"level": level, "text": text} for level, text in body],
        "attachments": ["第一个附件", "第二个附件"], "date": day, "signer": unit.name,
        "copies": "抄送单位", "printed": f"{day}印发", "mark": "样张",
    }  # fmt: skip
