"""One item of a draft: decided by a button, corrected by a form, split at a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from weian.base.errors import BadInput, Conflict, Refusal
from weian.org import queries as org
from weian.policy.drafting import actions, parting
from weian.policy.drafting import queries as drafts
from weian.policy.drafting.answers import missing
from weian.policy.drafting.questions import HANGING, SELDOM, fields, judged_fields
from weian.policy.drafting.showing import SURE, sureness
from weian.policy.models import Draft, DraftItem
from weian.policy.views.common import CRUMBS, asking
from weian.policy.views.drafts import HOME, draft_url
from weian.ui.forms import AnswerForm, form_class, to_form_errors
from weian.ui.shapes import Crumb, FormShape, Page

_KEPT: Final = ("question", "reason", "req")  # what the form of the obligation does not ask
_STOPS: Final = "，；、。：（"


@require_POST
def decide(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """A button of a card: back to the next that is open."""
    person, at = asking(request)
    draft = drafts.draft_or_404(person, pk, at)
    item = drafts.item_or_404(draft, number)
    decision, version = request.POST.get("decision", ""), _number(request.POST.get("version"))
    try:
        if decision == "merge":
            goal = actions.merge(person, draft=draft, number=number, version=version, at=at)
            return _back(request, draft, goal.number)
        actions.decide(
            person, draft=draft, number=number, decision=decision, version=version, at=at
        )  # fmt: skip
    except Conflict as refusal:
        messages.error(request, refusal.message)
        return _back(request, draft, number)
    except BadInput as refusal:
        messages.warning(
            request, refusal.message if not refusal.fields else "；".join(refusal.fields.values())
        )
        sort = "?as=judged" if decision == "judged" else ""
        needs_form = decision in ("accept", "judged")
        return (
            redirect(f"{_url(draft, number)}{sort}")
            if needs_form
            else _back(request, draft, number)
        )
    if not decision:
        return _back(request, draft, number)
    following = drafts.first_open(draft, item.end)
    return _back(request, draft, following.number if following else number)


def _url(draft: Draft, number: int) -> str:
    return f"{draft_url(draft)}items/{number}/"


def _number(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 9 else -1


def _back(request: HttpRequest, draft: Draft, number: int) -> HttpResponse:
    shown = request.POST.get("show") or request.GET.get("show") or "asks"
    shown = shown if shown in ("asks", "open", "others") else "asks"
    return redirect(f"{draft_url(draft)}?show={shown}&at={number}#i-{number}")


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """The grammar of the pack as a form; saved, it is accepted (or judged with ``?as=judged``)."""
    person, at = asking(request)
    draft = drafts.draft_or_404(person, pk, at)
    item = drafts.item_or_404(draft, number)
    judged = request.GET.get("as") == "judged"
    refresh = "refresh" in request.POST
    form = _form(request, item, judged, refresh)
    version, status = _number(request.POST.get("version")), 200
    if request.method == "POST" and not refresh:
        status = 422
        if form.is_valid():
            try:
                answers = _answers(item, form.answers, judged)
                actions.decide(
                    person, draft=draft, number=number, decision="judged" if judged else "accept",
                    version=version, at=at, answers=answers,
                )  # fmt: skip
                following = drafts.first_open(draft, item.end)
                return _back(request, draft, following.number if following else number)
            except Refusal as refusal:
                to_form_errors(form, refusal)
                status = refusal.status
    context = {
        "page": _page(draft, item, form, judged, version if status != 200 else item.version),
        "item": item, "judged": judged, "said": SURE[sureness(item.confidence)],
        "lacking": () if judged else missing(item.content),
    }  # fmt: skip
    return render(request, "policy/correct.html", context, status=status)


def _form(request: HttpRequest, item: DraftItem, judged: bool, refresh: bool) -> AnswerForm:
    if judged:
        return form_class(judged_fields())(request.POST or None, initial=dict(item.content))
    given = _given(request.POST) if request.method == "POST" else item.content
    asked = fields(given, drafts.asked(item))
    made = form_class(asked)
    if request.method != "POST":
        return made(None, initial=dict(item.content))
    fitting = _fitting(request.POST, {f.key: {k for k, _ in f.choices} for f in asked if f.choices})
    if not refresh:
        return made(fitting)
    lists = {f.key for f in asked if f.is_list}
    plain = {k: fitting.getlist(k) if k in lists else fitting.get(k) for k in fitting}
    return made(None, initial=plain)


def _given(post: QueryDict) -> dict[str, Any]:
    """What the questions hang on."""
    plain = {k: post.get(k) for k in ("record", "each", "measure")}
    return {**plain, **{k: post.getlist(k) for k in ("also", "kinds")}}


def _fitting(given: QueryDict, offered: Mapping[str, set[str]]) -> QueryDict:
    """Without conditions and columns of a kind that was chosen before."""
    out = given.copy()
    for key in HANGING:
        if key in out:
            out.setlist(key, [v for v in out.getlist(key) if v in offered.get(key, ())])
    return out


def _answers(item: DraftItem, given: Mapping[str, Any], judged: bool) -> dict[str, Any]:
    if judged:
        return {**item.content, **given}
    return {**{k: item.content[k] for k in _KEPT if k in item.content}, **given}


def _page(draft: Draft, item: DraftItem, form: AnswerForm, judged: bool, version: int) -> FormShape:
    back = f"{draft_url(draft)}?at={item.number}#i-{item.number}"
    return FormShape(
        title="作为人工评判" if judged else "改这一项",
        subtitle=item.clause,
        crumbs=(*CRUMBS, Crumb("把文件变成制度包", HOME), Crumb(str(draft), back)),
        form=form,
        submit="保存为人工评判" if judged else "保存并采纳",
        cancel_url=back,
        seen=(("version", str(version)),),
        seldom=SELDOM,
    )


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Choose where the words are parted; each part is read anew."""
    person, at = asking(request)
    draft = drafts.draft_or_404(person, pk, at)
    item = drafts.item_or_404(draft, number)
    document = drafts.document_of(draft.sha256)
    text = document.text if document else ""
    if request.method == "POST":
        try:
            _split(request, person, draft, item, text, at)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        return _back(request, draft, number)
    cuts = [
        {"at": c, "before": text[item.start : c], "after": text[c : item.end]}
        for c in _cuts(item, text)
    ]
    context = {
        "page": Page(title="拆成两项", subtitle=item.clause, crumbs=(*CRUMBS, Crumb(str(draft), draft_url(draft)))),
        "item": item, "cuts": cuts, "back": f"{draft_url(draft)}?at={number}#i-{number}",
        "words": text[item.start : item.end].strip().strip("，；。"),
    }  # fmt: skip
    return render(request, "policy/split.html", context)


def _cuts(item: DraftItem, text: str) -> Iterator[int]:
    for place in range(item.start + 2, item.end - 2):
        if text[place] in _STOPS:
            yield place + 1


def _split(
    request: HttpRequest, person: org.Person, draft: Draft, item: DraftItem, text: str, at: datetime
) -> None:
    cut = max(_number(request.POST.get("cut")), 0)
    parts = parting.parts_of(item, text, cut, draft)
    actions.split(
        person, draft=draft, number=item.number, cut=cut, at=at, parts=parts,
        version=_number(request.POST.get("version")),
    )  # fmt: skip
