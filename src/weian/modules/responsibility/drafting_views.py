"""Lists for all holders of a post in one act: choose, look at the words, make; and take back."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from weian.base.clock import TZ
from weian.base.errors import BadInput, NotVisible, Refusal
from weian.base.fields import Field
from weian.modules.responsibility import drafting, matrix
from weian.modules.responsibility.drafting import Wording, key_of, template_for
from weian.modules.responsibility.duty_lists import duty_lists
from weian.modules.responsibility.kinds import POST_DUTY
from weian.modules.responsibility.matrix_lines import NO_POST
from weian.modules.responsibility.matrix_views import asked_of, place_of
from weian.modules.responsibility.roster import Holding, Matrix
from weian.org import queries as org
from weian.org.kinds import POSTS
from weian.org.queries import Person, Unit
from weian.subject.envelope import web
from weian.subject.envelope.asking import Asked, ask
from weian.ui.shapes import Action, Cell, Chip, Column, Crumb, Empty, FormShape, Ledger, Page, Row

_WORDS = ("duties", "scope", "standard", "reward", "edition")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The posts that lack lists; of the one chosen, who gets one and what it will say."""
    person, at = web.asking(request)
    unit = place_of(request, person, at)
    asked_ = asked_of(request, unit, person, at)
    org.require(person, drafting.RIGHT, unit, at, asked_.bound)
    found = matrix.matrix(unit, at, asked_.department)
    lacking = drafting.posts_without(found)
    wanted = request.POST.get("post", request.GET.get("post", next(iter(lacking), "")))
    holders = drafting.bare(found, wanted)
    template = template_for(wanted, request.POST.get("template", request.GET.get("template", "")))
    words = Wording.of(template, wanted)
    context = {
        "page": Page(
            title="批量建责任清单", subtitle=unit.name,
            crumbs=(Crumb("责任矩阵", f"/responsibility/?unit={unit.pk}"),),
        ),
        "posts": _posts(unit, lacking, wanted),
        "empty": _done(unit),
    }  # fmt: skip
    if not holders:
        return render(request, "modules/duty_batch.html", context)
    asked = ask(
        request, _fields(holders), person=person, unit=unit, at=at,
        initial={**words.answers, "people": [str(h.person) for h in holders]},
        more=(("unit", str(unit.pk)), ("post", wanted), ("template", words.template)),
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        if asked.form.is_valid():
            try:
                return _made(request, person, unit, wanted, words.template, asked, found, at)
            except NotVisible:
                raise
            except Refusal as refusal:
                asked.refuse(refusal)
                status = refusal.status
    context["form"] = FormShape(
        title="", form=asked.form, submit="建清单", seen=asked.seen,
        cancel_url=f"/responsibility/?unit={unit.pk}",
        hint="下面的文字从模板带出，先按本单位实际改好再建。建好后每一份还可以单独修改，也可以整批撤销。",
    )  # fmt: skip
    context["templates"] = _templates(unit, wanted, words.template)
    return render(request, "modules/duty_batch.html", context, status=status)


def _fields(holders: list[Holding]) -> list[Field]:
    """Who, then the words of the kind."""
    known = {f.key: f for f in POST_DUTY.fields}
    choices = tuple(
        (str(h.person), f"{h.name}（{h.place}）" if h.place else h.name) for h in holders
    )
    people = Field(
        "people", f"给谁建（{len(holders)} 人还没有）", "choices", required=True, choices=choices
    )
    return [people, *(known[key] for key in _WORDS)]


def _posts(unit: Unit, lacking: dict[str, int], wanted: str) -> list[Chip]:
    return [
        Chip(
            POSTS.get(post, NO_POST), f"?{urlencode({'unit': unit.pk, 'post': post})}",
            post == wanted, str(count),
        )
        for post, count in lacking.items()
    ]  # fmt: skip


def _templates(unit: Unit, post: str, chosen: str) -> list[Chip]:
    return [
        Chip(
            t.title, f"?{urlencode({'unit': unit.pk, 'post': post, 'template': key_of(t)})}",
            key_of(t) == chosen, f"{len(t.duties)} 条",
        )
        for t in duty_lists()
    ]  # fmt: skip


def _done(unit: Unit) -> Empty:
    return Empty(
        "每个岗位都有清单了", "人员或岗位变动后，没有清单的岗位会再列在这里。",
        Action("看责任矩阵", f"/responsibility/?unit={unit.pk}"),
    )  # fmt: skip


def _made(
    request: HttpRequest, person: Person, unit: Unit, post: str, template: str, asked: Asked,
    found: Matrix, at: datetime,
) -> HttpResponse:  # fmt: skip
    answers = asked.answers
    made = drafting.make(
        person, unit=unit, post=post, people={int(pk) for pk in answers["people"]},
        words=drafting.wording_from(template, answers), matrix=found, at=at,
    )  # fmt: skip
    messages.success(request, f"已建好 {len(made)} 份清单，等本人签字。")
    query = urlencode({"unit": unit.pk, "made": at.isoformat()})
    return redirect(f"/responsibility/lists/batch?{query}")


@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest) -> HttpResponse:
    """What one act has made; posting takes all of it back."""
    person, at = web.asking(request)
    unit = place_of(request, person, at)
    asked = asked_of(request, unit, person, at)
    org.require(person, drafting.RIGHT, unit, at, asked.bound)
    made = _moment(request.POST.get("made") or request.GET.get("made", ""))
    back = f"/responsibility/?unit={unit.pk}"
    if request.method == "POST":
        try:
            gone = drafting.take_back(person, unit=unit, made=made, at=at)
        except NotVisible:
            raise
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, f"已撤销 {len(gone)} 份清单。")
        return redirect(back)
    rows = drafting.batch_of(unit, person, made)
    page = Ledger(
        title="刚建好的清单",
        subtitle=f"{unit.name} · {made.astimezone(TZ):%Y-%m-%d %H:%M}",
        crumbs=(Crumb("责任矩阵", back),),
        key="duty-batch",
        columns=(Column("name", "清单", width="wide"), Column("place", "科室"), Column("duties", "职责")),
        rows=[
            Row(
                str(r.pk),
                (Cell(r.name), Cell(str(r.department or "")), Cell(f"{len(r.data['duties'])} 条")),
                href=f"/subjects/{r.pk}/",
            )
            for r in rows
        ],
        count=str(len(rows)),
        actions=_take_back(unit, made, len(rows)),
        empty=Empty("这一批已经撤销，或者都改过了", "回到责任矩阵看现在的情况。", Action("看责任矩阵", back)),
    )  # fmt: skip
    return render(request, "ui/ledger.html", {"page": page})


def _take_back(unit: Unit, made: datetime, count: int) -> tuple[Action, ...]:
    if not count:
        return ()
    return (
        Action(
            "撤销这一批", "/responsibility/lists/batch", method="post", danger=True,
            confirm=f"这 {count} 份清单都会停用，确定撤销吗？",
            hidden=(("unit", str(unit.pk)), ("made", made.isoformat())),
        ),
        Action("看责任矩阵", f"/responsibility/?unit={unit.pk}", primary=True),
    )  # fmt: skip


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise BadInput("duty_list.moment", "地址不完整，请从责任矩阵重新进入。")
    return found
