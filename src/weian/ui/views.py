"""The icon; the gallery: every shape with invented contents. They read and write nothing."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static

from weian.ui.gallery import common, forms, lists, packs, sheets
from weian.ui.shapes import Page

SAMPLES: dict[str, tuple[str, Callable[[], Page]]] = {
    "todo": ("todo", lists.todo),
    "todo-empty": ("todo", lists.todo_empty),
    "ledger": ("ledger", lists.ledger),
    "ledger-empty": ("ledger", lists.ledger_empty),
    "board": ("board", lists.board),
    "calendar": ("calendar", lists.calendar),
    "case": ("case", sheets.case),
    "case-waiting": ("case", sheets.case_waiting),
    "record": ("record", sheets.record),
    "subject": ("subject", sheets.subject),
    "duty": ("duty", sheets.duty),
    "pack": ("pack", packs.pack),
    "compare": ("compare", packs.compare),
    "form": ("form", forms.form),
    "form-rejected": ("form", forms.form_rejected),
    "confirm": ("confirm", forms.confirm),
    "message": ("message", forms.message),
}


@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:
    """Where a browser looks for the icon of what cannot name one, as a printed sheet."""
    return redirect(static("ui/icon.svg"))


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """One sample, chosen by ``?shape=``; ``?say=1`` adds messages, ``?on=`` looks at another day."""
    name = request.GET.get("shape", "todo")
    if name not in SAMPLES:
        raise Http404
    template, make = SAMPLES[name]
    if request.GET.get("say"):
        messages.success(request, "已提交。整改人会收到提醒。")
        messages.error(request, "没有提交：两张照片打不开，请重新拍照。")
    context = {
        "page": make(),
        "shell": common.shell(_day(request)),
        "nav": common.nav(template),
        "notice_count": 3,
    }
    return render(request, f"ui/{template}.html", context)


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return common.TODAY
