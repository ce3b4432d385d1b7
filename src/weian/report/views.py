"""Pages of reports: the unit's own, one report, and what a commission collects."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weian.base import clock
from weian.base.errors import BadInput, NotVisible, Refusal
from weian.org import queries as org
from weian.report import actions, documents, making, queries, shapes, shapes_of_lists
from weian.report.due import Due
from weian.report.pages import prepare_page, return_page, step_form, words_form
from weian.report.table import from_content
from weian.subject.envelope.web import file_of
from weian.ui.forms import AnswerForm, to_form_errors
from weian.ui.inputs import UPLOADS
from weian.ui.shapes import Chip, Crumb

PERIODS_SHOWN = 8  # collections listed per kind of report: two years of quarters


def asked(request: HttpRequest) -> tuple[org.Person, org.Unit, datetime]:
    """Who asks, for which unit (``unit`` of the address, else their own), and when."""
    person, at = cast(org.Person, request.user), clock.now()
    named = request.POST.get("unit") or request.GET.get("unit")
    unit = org.unit_or_404(person, named, at) if named else org.unit_by_id(person.unit_id)
    return person, unit, at


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What the unit reports; for a commission, what it collects, and its own beside it."""
    person, unit, at = asked(request)
    if unit.group == "commission" and not request.GET.get("own"):
        return _collections(request, person, unit, at)
    org.require(person, "report.submit", unit, at)
    if not queries.of_the_house(person, unit, at):
        return redirect("/reports/")
    known, moment = queries.returns_of(unit, person, at), queries.wall(at)
    rows = [
        shapes.own_row(due, known.get((due.kind.key, due.period)), unit.pk, moment)
        for due in sorted(
            queries.dues_of(unit, at),
            key=lambda d: shapes.in_order(d, _sent(known.get((d.kind.key, d.period))), moment),
        )
    ]
    views = _sides(unit, at, own=True) if unit.group == "commission" else ()
    return render(request, "ui/ledger.html", {"page": shapes.own_ledger(rows, views)})


def _collections(
    request: HttpRequest, person: org.Person, unit: org.Unit, at: datetime
) -> HttpResponse:
    org.require(person, "report.review", unit, at)
    moment = queries.wall(at)
    found = sorted(
        queries.collections(unit, person, at, PERIODS_SHOWN),
        key=lambda c: shapes.in_order(c.due, not c.missing, moment),
    )
    rows = [shapes.collection_row(c, moment) for c in found]
    page = shapes.collections_ledger(rows, _sides(unit, at, own=False))
    return render(request, "ui/ledger.html", {"page": page})


def _sides(unit: org.Unit, at: datetime, *, own: bool) -> tuple[Chip, ...]:
    """What comes up, what goes up for a commission that reports as well, and its own templates."""
    place = f"/reports/?unit={unit.pk}"
    forms = Chip("自定义报表", f"/reports/forms/?unit={unit.pk}")
    if not own and not queries.dues_of(unit, at):
        return Chip("下级报送", place, active=True), forms
    up = Chip("本级上报", f"{place}&own=1", active=own)
    return Chip("下级报送", place, active=not own), up, forms


def _sent(case: queries.Case | None) -> bool:
    return case is not None and case.state in ("submitted", "accepted")


@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, kind: str, period: str) -> HttpResponse:
    """The report of a period before it is begun: what it would say, and the button to begin.

    Whoever looks from above is led to what came of it.
    """
    person, unit, at = asked(request)
    above = queries.is_above(person, unit, at) and not queries.of_the_house(person, unit, at)
    if request.method == "GET" and above:
        return redirect(f"/reports/collect/{kind}/{period}/")
    org.require(person, "report.submit", unit, at)
    due = queries.due_or_404(unit, kind, period, at)
    found = queries.returns_of(unit, person, at).get((kind, due.period))
    if found is not None:
        return redirect(f"/reports/{found.pk}/")
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    context = prepare_page(unit, due, at, *posted)
    if request.method != "POST":
        return render(request, "report/return.html", context)
    try:
        case = _begin(person, unit, due, context, at)
        return redirect(f"/reports/{case.pk}/")
    except Refusal as refusal:
        if "form" not in context:
            raise
        if context["form"].form.is_valid():  # else it says the same by itself
            to_form_errors(context["form"].form, refusal)
        return render(request, "report/return.html", context, status=refusal.status)


def _begin(
    person: org.Person, unit: org.Unit, due: Due, context: dict[str, Any], at: datetime
) -> queries.Case:
    if "form" not in context:
        return actions.prepare(person, unit=unit, due=due, at=at)
    form = context["form"].form
    if not form.is_valid():
        raise BadInput("report.form", "有内容没有填好，请看各项的说明。")
    answers = form.answers
    return actions.prepare(
        person, unit=unit, due=due, at=at, headline=str(answers.pop("headline", "")),
        answers=answers, files=uploads_of(form),
    )  # fmt: skip


def uploads_of(form: AnswerForm) -> dict[str, list[Any]]:
    """New files by the key of their field."""
    return {f.key: given for f in form.grammar if f.type in UPLOADS and (given := form.uploads(f.key))}  # fmt: skip


@require_GET
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One report: where it stands, what it says, what may be done next."""
    person, at = cast(org.Person, request.user), clock.now()
    case = queries.return_or_404(person, pk, at)
    return render(request, "report/return.html", return_page(case, person, at))


_DONE = {
    "revise": "已保存修改。", "sign": "已签字，内容已冻结。", "unsign": "已撤回签字。", "submit": "已报送。", "return": "已退回。",
    "accept": "已接收。", "correct": "已转为更正，改好后重新签字报送。", "adopt": "已采用，单位会收到通知。",
}  # fmt: skip
_ASKING = ("return", "revise", "correct")  # verbs with a form, which keeps its text when refused


@require_POST
def step(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    """Rewrite, sign, take back, submit, return, accept, correct or adopt."""
    person, at = cast(org.Person, request.user), clock.now()
    case = queries.return_or_404(person, pk, at)
    if verb not in _DONE:
        raise NotVisible
    form = _form(request, case, verb)
    try:
        _take(request, person, case, verb, form, at)
    except BadInput as refusal:
        if form is None:
            messages.error(request, "；".join(refusal.fields.values()) or refusal.message)
            return redirect(f"/reports/{pk}/")
        if form.is_valid():  # else it says the same by itself
            to_form_errors(form, refusal)
        context = return_page(case, person, at, {verb: form})
        return render(request, "report/return.html", context, status=refusal.status)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _DONE[verb])
    return redirect(f"/reports/{pk}/")


def _form(request: HttpRequest, case: queries.Case, verb: str) -> AnswerForm | None:
    if verb == "revise":
        kind = queries.kind_or_404(queries.kind_key(case))
        return words_form(kind, request.POST, request.FILES, headline=False)
    return step_form(verb, request.POST) if verb in _ASKING else None


def _take(
    request: HttpRequest, person: org.Person, case: queries.Case, verb: str,
    form: AnswerForm | None, at: datetime,
) -> None:  # fmt: skip
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else None
    if verb == "sign":
        actions.sign(person, case=case, version=version, at=at)
    elif verb == "revise" and form is not None:
        if not form.is_valid():
            raise BadInput("report.form", "有内容没有填好，请看各项的说明。")
        files = uploads_of(form)
        had = queries.answers_of(case)
        kept = {f.key: had[f.key] for f in form.grammar if f.type in UPLOADS and f.key in had and f.key not in files}  # fmt: skip
        actions.revise(
            person, case=case, answers={**form.answers, **kept}, version=version, at=at, files=files
        )
    elif verb == "correct":
        reason = request.POST.get("correcting", "")
        actions.correct(person, case=case, reason=reason, version=version, at=at)
    elif verb == "submit":
        actions.submit(person, case=case, version=version, at=at)
    elif verb == "unsign":
        actions.take_back(person, case=case, version=version, at=at)
    else:
        given = {k: v for k in ("reason", "opinion") if (v := request.POST.get(k, ""))}
        actions.review(person, case=case, verb=verb, given=given, version=version, at=at)


@require_GET
def download(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """The frozen report as a file; before signing there is none."""
    person, at = cast(org.Person, request.user), clock.now()
    case = queries.return_or_404(person, pk, at)
    frozen = queries.seen_by(person, case, at).frozen
    if frozen is None:
        messages.info(request, "签字以后才能导出。")
        return redirect(f"/reports/{pk}/")
    unit, table = frozen.content["unit"], from_content(frozen.content)
    data = documents.WRITERS[form](table, unit=unit, day=frozen.day, signer=frozen.signer)
    return documents.attachment(data, f"{unit}{table.title}", form)


@require_GET
def picture(request: HttpRequest, pk: UUID, number: UUID) -> FileResponse:
    """A picture of the version that the person may see."""
    person, at = cast(org.Person, request.user), clock.now()
    case = queries.return_or_404(person, pk, at)
    table = queries.seen_by(person, case, at).table
    if table is None or str(number) not in table.pictures:
        raise NotVisible
    return file_of(("return", case.pk), table.pictures, number)


@require_GET
def behind_figure(request: HttpRequest, pk: UUID, place: str) -> HttpResponse:
    """The list behind one figure of a report, as it was counted."""
    person, at = cast(org.Person, request.user), clock.now()
    case = queries.return_or_404(person, pk, at)
    table = queries.seen_by(person, case, at).table
    page = shapes_of_lists.behind_page(
        table, place, person, at, Crumb(case.title, f"/reports/{pk}/")
    )
    return render(request, "ui/ledger.html", {"page": page})


@require_GET
def filled(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The superior's own template with the frozen values in its places."""
    person, at = cast(org.Person, request.user), clock.now()
    case = queries.return_or_404(person, pk, at)
    frozen = queries.seen_by(person, case, at).frozen
    form = frozen.content.get("form") if frozen else None
    if frozen is None or not form:
        raise NotVisible
    data = making.fill(form, form["values"])
    name = f"{frozen.content['unit']}{frozen.content['title']}"
    return documents.attachment(data, name, form["media"])
