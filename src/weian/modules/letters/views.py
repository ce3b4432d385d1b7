"""Letters: which are due, one letter with its print and its issue, the new draft prefilled."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import quote, urlencode
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weian.base import bounds
from weian.base.errors import NotVisible, Refusal
from weian.case import queries as cases
from weian.case.kinds import kind as kind_of
from weian.case.queries import Case
from weian.case.views.page import shape
from weian.modules.letters import actions, documents, layouts, proposing
from weian.modules.letters.choices import BY_KEY
from weian.modules.letters.ladder import said
from weian.modules.letters.outgoing import ATTACHED, ISSUE_RIGHT, LETTER
from weian.modules.letters.proposing import Due
from weian.org import queries as org
from weian.org.rights import OVERSEE
from weian.subject.envelope import options, showing, web
from weian.subject.envelope.asking import ask
from weian.ui.shapes import (
    Action,
    Cell,
    Column,
    Crumb,
    Empty,
    Fact,
    FormShape,
    Ledger,
    Notice,
    Row,
    Section,
)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ISSUED = "签发后编号，送达收文单位，不能再改。"
_SERVED = "the letter behind a copy that was served with the reader's house"
_COLUMNS = (
    Column("letter", "建议的文书"), Column("hazard", "隐患", width="wide"), Column("unit", "单位"),
    Column("fact", "事实", width="wide"), Column("clause", "依据"), Column("go", "办理"),
)  # fmt: skip


@require_GET
def due(request: HttpRequest) -> HttpResponse:
    """The next letter for each hazard that the ladder names; a person drafts it."""
    person, at = web.asking(request)
    if not options.anywhere(person, OVERSEE, at):
        raise NotVisible()
    found = proposing.due(person, at)
    cited = proposing.in_force(org.unit_by_id(person.unit_id), at)
    page = Ledger(
        title="待发文书",
        subtitle="按“四书”办法逐级推进：系统列出事实和条款，由人起草、他人审核、领导签发。",
        crumbs=(Crumb("公文台账", "/cases/letter/"),),
        key="letters-due",
        columns=_COLUMNS,
        rows=[_row(d, person.unit_id, cited=cited) for d in found],
        count=str(len(found)),
        create=_create(person, at),
        empty=Empty(
            "现在没有该发的文书",
            "重大隐患不能当场整改、逾期未改、约谈后仍未改又发生事故时，会列在这里。",
        ),
    )
    return render(request, "ui/ledger.html", {"page": page})


def _create(person: org.Person, at: datetime) -> tuple[Action, ...]:
    draft = Action("起草公文", f"/cases/letter/new?unit={person.unit_id}", primary=True)
    unit = org.unit_by_id(person.unit_id)
    own = unit.group == "commission" and org.can(person, layouts.RIGHT, unit, at)
    return (draft, Action("公文版式", "/letters/layouts/")) if own else (draft,)


def _row(d: Due, issuer: int, *, cited: bool) -> Row:
    kind = BY_KEY[d.proposal.letter]
    hazard = d.hazard
    return Row(
        f"{hazard.pk}-{kind.key}",
        (
            Cell(kind.title), Cell(hazard.title, href=f"/cases/{hazard.pk}/", sub=hazard.number),
            Cell(str(hazard.unit)), Cell(d.proposal.fact),
            Cell(d.proposal.clause if cited else f"参照 {d.proposal.clause}"),
            Cell("起草", href=f"/cases/letter/new?{urlencode(_start(d, issuer, cited=cited))}"),
        ),
    )  # fmt: skip


def _start(d: Due, issuer: int, *, cited: bool) -> dict[str, str]:
    """The draft with what is known; as its basis the clause of the ladder where that is in force, else
    that by which the hazard was graded. Whom a proposal goes to is chosen: the health authority of the area
    or the government, never the unit itself."""
    hazard, kind = d.hazard, BY_KEY[d.proposal.letter]
    to = hazard.unit_id if kind.to_unit else None
    start = {
        "unit": str(issuer),
        "kind_of": kind.key,
        "addressees": str(to or ""),
        "title": f"关于{hazard.unit}{hazard.title}的{kind.heading}"[:80],
        "facts": f"{said(hazard.opened_on)}，{hazard.place or ''}发现：{hazard.title}（{hazard.number}）。{d.proposal.fact}。",
        "basis": d.proposal.clause if cited else str(hazard.data.get("basis") or ""),
        "hazards": hazard.number,
    }
    if kind.key == "rectification" and hazard.due_on:
        start["reply_by"] = hazard.due_on.isoformat()
    if not kind.to_unit:
        start["about_unit"] = str(hazard.unit_id)
    return start


@require_GET
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of a letter: that of every case, with its print, its service and its issue."""
    person, at = web.asking(request)
    letter = _letter(request, pk)
    page = shape(letter, kind_of("letter"), person, at)
    own = [
        Action("看 PDF", f"/letters/{pk}/pdf", icon="print"),
        Action("下载 Word", f"/letters/{pk}/word", icon="download"),
    ]
    issue = None
    if letter.state == "reviewed" and org.can(person, ISSUE_RIGHT, letter.unit, at):
        issue = Action(
            "签发", f"/letters/{pk}/issue", method="post", primary=True,
            confirm="签发后编号并送达收文单位，不能再修改。确定签发吗？",
            hidden=(("version", str(letter.version)),),
        )  # fmt: skip
    sections = (*page.sections, *_service(letter))
    if letter.state == "issued" and org.can(person, ISSUE_RIGHT, letter.unit, at):
        own.append(Action("撤回", f"/letters/{pk}/withdraw", danger=True))
    page = replace(
        page, actions=tuple(own), sections=sections, next=issue or page.next,
        next_hint=_ISSUED if issue else page.next_hint,
        notices=(*page.notices, *_layout_notices(letter)),
    )  # fmt: skip
    return render(request, "ui/case.html", {"page": page})


def _layout_notices(letter: Case) -> tuple[Notice, ...]:
    """That the print is not in the layout of the Word file, where the server cannot make it so."""
    if layouts.printable() or documents.own_layout(letter) is None:
        return ()
    return (Notice(layouts.NOT_PRINTABLE),)


def _letter(request: HttpRequest, pk: UUID) -> Case:
    person, at = web.asking(request)
    letter = cases.case_or_404(person, pk, at)
    if letter.kind != "letter":
        raise NotVisible()
    return letter


def _service(letter: Case) -> tuple[Section, ...]:
    """With whom it is and how far: received when and by whom, answered or not."""
    copies = actions.served(letter) if letter.state != "drafted" else []
    if not copies:
        return ()
    states = kind_of("incoming_letter").flow.states
    facts = tuple(
        Fact(str(copy.unit), states[copy.state], href=f"/cases/{copy.pk}/") for copy in copies
    )
    return (Section("送达和答复", facts),)


@require_POST
def issue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign and send it out."""
    person, at = web.asking(request)
    letter = _letter(request, pk)
    version = request.POST.get("version", "")
    done = actions.issue(
        person, letter=letter, version=int(version) if version.isdecimal() else None, at=at
    )
    messages.success(request, f"已签发，文号 {done.data['letter_number']}。")
    return redirect(f"/letters/{pk}")


@require_GET
def as_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To print."""
    letter = _letter(request, pk)
    return sent(
        documents.as_pdf(letter), "application/pdf", f"{letter.data['title']}.pdf", "inline"
    )


@require_GET
def as_word(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To change."""
    letter = _letter(request, pk)
    return sent(documents.as_word(letter), WORD, f"{letter.data['title']}.docx", "attachment")


@require_GET
def received(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of a letter with its addressee."""
    person, at = web.asking(request)
    copy = cases.case_or_404(person, pk, at)
    if copy.kind != "incoming_letter":
        raise NotVisible()
    page = shape(copy, kind_of(copy.kind), person, at)
    first, *rest = page.sections
    facts = tuple(fact for fact in first.facts if fact.label != "原件")  # it has a button
    page = replace(
        page, actions=(Action("看原件", f"/letters/in/{pk}/original", icon="print"),),
        sections=(replace(first, facts=facts), *rest, *_attached(copy)),
    )  # fmt: skip
    return render(request, "ui/case.html", {"page": page})


def _attached(copy: Case) -> tuple[Section, ...]:
    """What came with the letter."""
    data = _original(copy).data
    with bounds.everything(_SERVED):
        files = showing.stored(ATTACHED, data)
        found = showing.shown(ATTACHED, data, {}, files, f"/letters/in/{copy.pk}/files/")
    return (Section("附件", (), found.photos, found.files),) if files else ()


def _original(copy: Case) -> Case:
    key = UUID(str(copy.data["letter"]))
    with bounds.everything(_SERVED):
        return cases.by_ids([key])[key]


@require_GET
def attachment(request: HttpRequest, pk: UUID, number: UUID) -> FileResponse:
    """A file that came with a letter, for its addressee; nothing else that stands with the letter."""
    person, at = web.asking(request)
    copy = cases.case_or_404(person, pk, at)
    if copy.kind != "incoming_letter" or str(number) not in _original(copy).data.get("files", ()):
        raise NotVisible()
    with bounds.everything(_SERVED):
        return web.file_of(("case", copy.pk), [str(number)], number)


@require_GET
def original(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The letter itself for its addressee, as PDF."""
    person, at = web.asking(request)
    copy = cases.case_or_404(person, pk, at)
    if copy.kind != "incoming_letter":
        raise NotVisible()
    with bounds.everything(_SERVED):
        content = documents.as_pdf(_original(copy))
    return sent(content, "application/pdf", f"{copy.title}.pdf", "inline")


def sent(content: bytes, kind: str, name: str, how: str) -> HttpResponse:
    """A file that nobody in between keeps."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """By a new letter only."""
    person, at = web.asking(request)
    letter = _letter(request, pk)
    org.require(person, ISSUE_RIGHT, letter.unit, at)
    asked = ask(request, LETTER.step_fields["withdraw"], person=person, unit=letter.unit, at=at)
    status = 200
    if request.method == "POST":
        status = 422
        if asked.form.is_valid():
            try:
                actions.withdraw(person, letter=letter, version=None, at=at, **asked.answers)
            except NotVisible:
                raise
            except Refusal as refusal:
                asked.refuse(refusal)
                status = refusal.status
            else:
                messages.success(request, "已撤回，收文单位已看到。")
                return redirect(f"/letters/{pk}")
    page = FormShape(
        title="撤回公文", subtitle=letter.title, form=asked.form, submit="撤回", danger=True,
        cancel_url=f"/letters/{pk}", seen=asked.seen, crumbs=(Crumb("公文台账", "/cases/letter/"),),
        hint="已签发的文书不能修改，只能签发一份新的文书来撤回。请填写新文书的文号。",
    )  # fmt: skip
    return render(request, "ui/form.html", {"page": page}, status=status)
