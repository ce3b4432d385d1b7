"""The page on which an inspector, or the unit itself, answers what no machine can."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from weian.base.clock import day_of
from weian.base.errors import NotVisible, Refusal
from weian.modules.assessment import judging
from weian.modules.assessment.judging import ANSWERS, Question
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.subject.envelope import web
from weian.subject.envelope.pages import unit_or_page
from weian.ui.humane import exact
from weian.ui.shapes import Crumb, Figure, Notice, Page

_RIGHT, _TITLE = "record.submit", "评判"


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """All questions of a unit's documents; what was typed stays when it is refused."""
    person, at = web.asking(request)
    unit = unit_or_page(request, person, _RIGHT, _TITLE, at) if "unit" not in request.GET else None
    if isinstance(unit, HttpResponse):
        return unit
    unit = unit or org.unit_or_404(person, request.GET["unit"], at)
    source = judging.source_for(person, unit, at)
    error, status = "", 200
    if request.method == "POST":
        try:
            done = judging.answer(person, unit=unit, given=_given(request), at=at)
        except NotVisible:
            raise
        except Refusal as refusal:
            error, status = refusal.message, refusal.status
        else:
            messages.success(request, f"已登记 {len(done)} 条评判。" if done else "没有新的评判。")
            return redirect(request.get_full_path())
    return _page(request, person, unit, source, error, status)


def _given(request: HttpRequest) -> dict[str, tuple[str, str]]:
    """Answers and notes by question."""
    out = {}
    for name in request.POST:
        if name.startswith("a:"):
            key = name[2:]
            out[key] = request.POST[name], request.POST.get(f"n:{key}", "")
    return out


def _page(
    request: HttpRequest, person: Person, unit: Unit, source: str, error: str, status: int
) -> HttpResponse:
    _, at = web.asking(request)
    found = judging.questions(unit, person, at, day_of(at).year)
    counts = judging.judged(found)
    left = request.GET.get("left") == "1"
    listed = [q for q in found if not (left and q.answer)]
    typed = _given(request) if request.method == "POST" else {}
    page = Page(
        title=f"{_TITLE}：{unit}",
        subtitle=f"{dict(judging.SOURCES)[source]} · {day_of(at).year} 年。系统算得出的不在这里问。",
        crumbs=(Crumb("考核", f"/assessment/?unit={unit.pk}"),),
        notices=(Notice(error, kind="error"),) if error else (),
    )
    context = {
        "page": page, "documents": _grouped(listed, typed), "answers": ANSWERS, "unit": unit,
        "left": left, "figures": _figures(counts),
    }  # fmt: skip
    return render(request, "modules/judging.html", context, status=status)


def _figures(counts: judging.Judged) -> tuple[Figure, ...]:
    return (
        Figure("已评判", str(counts.answered), f"/ {counts.asked} 题"),
        Figure("做到", str(counts.yes), "题", tone="ok" if counts.yes else ""),
        Figure("部分做到", str(counts.partly), "题"),
        Figure("没有做到", str(counts.no), "题", tone="overdue" if counts.no else ""),
    )


def _grouped(
    found: Sequence[Question], typed: dict[str, tuple[str, str]]
) -> list[tuple[str, list[tuple[str, str, list[dict[str, object]]]]]]:
    """Document → clause → questions, in their order."""
    out = []
    for document, questions in groupby(found, key=lambda q: q.document):
        clauses = []
        for (article, summary), asked in groupby(questions, key=lambda q: (q.article, q.summary)):
            clauses.append((article, summary, [_row(q, typed) for q in asked]))
        out.append((document, clauses))
    return out


def _row(q: Question, typed: dict[str, tuple[str, str]]) -> dict[str, object]:
    before = q.answer
    said, note = typed.get(q.key, (q.said, str(before.data.get("note") or "") if before else ""))
    who = before.who if before else "系统"
    told = f"{who}，{exact(before.happened_at)}" if before else ""
    return {"q": q, "said": said, "note": note, "told": told}
