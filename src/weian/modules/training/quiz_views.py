"""The pages of tests: which there are for me, the paper, and what was wrong in it. No script needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible
from weian.base.fields import Field
from weian.modules.training import paper, taking
from weian.modules.training.choices import TESTS
from weian.modules.training.paper import Item
from weian.modules.training.taking import Sitting
from weian.org.queries import Person, Unit
from weian.subject.envelope import options, web
from weian.subject.queries import Subject
from weian.ui.forms import AnswerForm, form_class
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
    Page,
    Row,
)  # fmt: skip

_SALT = "weian.quiz.paper"
_SHEET = "weian.quiz.sheet"
_FRESH = 24 * 3600  # seconds for which a paper that was given out is taken
_INDEX = "/training/"
_COLUMNS = (
    Column("name", "考试", width="wide"), Column("asked", "题目和合格分"), Column("used", "我考了"),
    Column("mine", "我的成绩"), Column("go", "办理"),
)  # fmt: skip
_PASSED = Column("passed", "本单位合格")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The tests of one's unit and where one stands with each."""
    person, at = web.asking(request)
    wanted = request.GET.get("test", "")
    found = [q for q in taking.quizzes(person, at) if wanted in ("", q.data.get("test"))]
    keeps = options.may(person, "subject.keep", person.unit, at)
    known = _Kept.of(person.unit, at) if keeps and found else None
    page = Ledger(
        title="考试和培训档案",
        subtitle=str(person.unit),
        key="quizzes",
        columns=(*_COLUMNS, _PASSED) if keeps else _COLUMNS,
        rows=[_row(x, known) for x in taking.sittings(person, found, at)],
        actions=_actions(person, at, keeps),
        empty=_nothing(keeps),
    )  # fmt: skip
    return render(request, "ui/ledger.html", {"page": page})


def _actions(person: Person, at: datetime, keeps: bool) -> tuple[Action, ...]:
    own = Action("我的培训档案", f"/training/file/{person.pk}", icon="person")
    if not keeps:
        return (own,)
    covers = Action("谁还没有培训", "/training/coverage/")
    questions = Action("题库", "/subjects/question/")
    return (
        own,
        covers,
        questions,
        Action("新建考试", "/subjects/quiz/new", primary=True, icon="plus"),
    )


def _nothing(keeps: bool) -> Empty:
    if keeps:
        new = Action("新建考试", "/subjects/quiz/new", primary=True)
        told = "先在题库登记或导入试题，再新建一项考试：抽几道题、多少分合格、每人最多考几次。"
        return Empty("还没有手机考试", told, new)
    return Empty("现在没有要考的试", "本单位安排了手机考试，会出现在这里。")


@dataclass(frozen=True)
class _Kept:
    """What whoever sets the tests sees besides: who has passed, and how full the bank is."""

    passed: Mapping[str, int]
    people: int
    stock: Mapping[str, int]

    @classmethod
    def of(cls, unit: Unit, at: datetime) -> _Kept:
        return cls(*taking.passed(unit, at), taking.stock(unit, at))

    def short(self, quiz: Subject) -> str:
        """Said where the bank has fewer questions than a paper is to have."""
        there = self.stock.get(str(quiz.data["test"]), 0)
        return f"题库只有 {there} 题" if there < int(str(quiz.data["asked"])) else ""


def _row(sitting: Sitting, known: _Kept | None) -> Row:
    quiz, most = sitting.quiz, sitting.most
    short = known.short(quiz) if known else ""
    used = f"{sitting.used} 次" + (f"，最多 {most} 次" if most else "")
    score = "—" if sitting.best is None else f"{sitting.best:g} 分"
    word = "" if sitting.best is None else "合格" if sitting.passed else "不合格"
    last = quiz.data.get("closes_on")
    address = f"/training/test/{quiz.pk}"
    go = Cell("再考一次" if sitting.used else "开始答题", href=address)
    ended = "已合格" if sitting.passed else "次数已用完" if sitting.worn else "已截止"
    return Row(
        str(quiz.pk),
        (
            Cell(quiz.name, sub=f"{last} 截止" if last else ""),
            Cell(
                f"{quiz.data['asked']} 题，{quiz.data['pass_mark']} 分合格",
                sub=short, tone="soon" if short else "",
            ),
            Cell(used),
            Cell(score, sub=word, tone="ok" if sitting.passed else ""),
            go if sitting.open else Cell(ended),
            *([Cell(f"{known.passed.get(str(quiz.pk), 0)} / {known.people} 人")] if known else []),
        ),
    )  # fmt: skip


@require_GET
def by_topic(request: HttpRequest, topic: str) -> HttpResponse:
    """The only test on something, or the list of those on it."""
    person, at = web.asking(request)
    if topic not in dict(TESTS):
        raise NotVisible()
    found = [q for q in taking.quizzes(person, at) if q.data.get("test") == topic]
    if len(found) == 1:
        return redirect(f"/training/test/{found[0].pk}")
    return redirect(f"{_INDEX}?test={topic}")


@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The paper of the next attempt; handed in it is marked and shown with what was wrong."""
    person, at = web.asking(request)
    quiz = taking.quiz_or_404(person, pk, at)
    sitting = taking.sittings(person, [quiz], at)[0]
    if request.method == "POST":
        return _hand_in(request, person, sitting, at)
    if not sitting.open:
        return _over(request, sitting)
    items = taking.drawn(sitting, person, at)
    return _paper(request, person, sitting, items, _form(items)(), sitting.used + 1)


def _over(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    page = Page(
        title=sitting.quiz.name, crumbs=_crumbs(),
        notices=(Notice(taking.refusal(sitting), kind="done" if sitting.passed else "info"),),
        actions=(Action("返回", _INDEX),),
    )  # fmt: skip
    return render(request, "modules/quiz_result.html", {"page": page})


def _paper(
    request: HttpRequest, person: Person, sitting: Sitting, items: Sequence[Item],
    form: AnswerForm, number: int, status: int = 200,
) -> HttpResponse:  # fmt: skip
    quiz, most = sitting.quiz, sitting.most
    told = {"q": str(quiz.pk), "p": person.pk, "n": number, "i": [item.id for item in items]}
    left = f"，最多 {most} 次" if most else ""
    short = len(items) < int(str(quiz.data["asked"]))
    page = FormShape(
        title=quiz.name,
        subtitle=f"共 {len(items)} 题，满分 100 分，{quiz.data['pass_mark']} 分合格 · 第 {number} 次{left}",
        crumbs=_crumbs(),
        form=form,
        submit="交卷",
        cancel_url=_INDEX,
        draft=f"quiz-{quiz.pk}-{person.pk}-{number}",
        seen=(("paper", signing.dumps(told, salt=_SALT, compress=True)),),
        notices=(Notice(f"题库里现在只有 {len(items)} 道题。"),) if short and items else (),
    )
    empty = None
    if not items:
        why = "题库里还没有用于这项考试、能作答的试题。请联系本单位安全管理员登记或导入试题。"
        empty = Empty("还不能考", why)
    return render(request, "modules/quiz.html", {"page": page, "empty": empty}, status=status)


def _hand_in(request: HttpRequest, person: Person, sitting: Sitting, at: datetime) -> HttpResponse:
    address = f"/training/test/{sitting.quiz.pk}"
    told = _told(request.POST.get("paper", ""), sitting, person)
    if told is None:
        messages.warning(request, "试卷已经超过一天没有交，请重新作答。")
        return redirect(address)
    items = taking.items_of(told["i"])
    form = _form(items)(request.POST)
    if not form.is_valid():
        for missing in form.errors:  # nothing but "not answered" can be wrong with a chosen option
            form.errors[missing] = form.error_class(["这道题还没有作答。"])
        return _paper(request, person, sitting, items, form, told["n"], 422)
    given = {item.id: _picked(form.answers.get(f"q{at_}")) for at_, item in enumerate(items, 1)}
    sheet = {"p": person.pk, "i": told["i"], "a": [given.get(key) for key in told["i"]]}
    shown = f"{address}/result?sheet={signing.dumps(sheet, salt=_SHEET, compress=True)}"
    try:
        taking.hand_in(person, sitting=sitting, number=told["n"], items=items, given=given, at=at)
    except (Conflict, Forbidden, BadInput) as refused:
        score = paper.mark(items, given).score
        if (
            refused.code == "quiz.handed_in"
            and taking.handed(person, sitting.quiz, told["n"]) == score
        ):
            return redirect(shown)  # tapped twice
        messages.warning(request, refused.message)
        return redirect(_INDEX)
    return redirect(shown)


def _told(text: str, sitting: Sitting, person: Person) -> dict[str, Any] | None:
    """What the paper says that we gave out; None if it is not one of this person and test, or old."""
    try:
        told: dict[str, Any] = signing.loads(text, salt=_SALT, max_age=_FRESH)
    except signing.BadSignature:
        return None
    return told if (told["q"], told["p"]) == (str(sitting.quiz.pk), person.pk) else None


def _form(items: Sequence[Item]) -> type[AnswerForm]:
    return form_class(
        [
            Field(
                f"q{number}", f"{number}. {item.text}",
                "choices" if item.form == "multiple" else "choice", required=True,
                choices=item.options,
                help="多选题，选全、选对才得分。" if item.form == "multiple" else "",
            )
            for number, item in enumerate(items, 1)
        ]
    )  # fmt: skip


def _picked(answer: object) -> tuple[str, ...]:
    return tuple(map(str, answer)) if isinstance(answer, list) else (str(answer),)


@require_GET
def result(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was wrong in the paper just handed in, with what is right. Shown to who handed it in."""
    person, at = web.asking(request)
    quiz = taking.quiz_or_404(person, pk, at)
    try:
        sheet = signing.loads(request.GET.get("sheet", ""), salt=_SHEET)
    except signing.BadSignature:
        raise NotVisible() from None
    if sheet["p"] != person.pk:
        raise NotVisible()
    sitting = taking.sittings(person, [quiz], at)[0]
    given: Mapping[str, Sequence[str]] = {
        key: picked or () for key, picked in zip(sheet["i"], sheet["a"], strict=True)
    }
    marked = paper.mark(taking.items_of(sheet["i"]), given)
    passed = marked.score >= float(str(quiz.data["pass_mark"]))
    words = f"{marked.score:g} 分，{'合格' if passed else '不合格'}"
    detail = (
        f"共 {len(given)} 题，答对 {marked.right} 题，{quiz.data['pass_mark']} 分合格。成绩已登记。"
    )
    again = (Action("再考一次", f"/training/test/{quiz.pk}", primary=True),) if sitting.open else ()
    page = Page(
        title=quiz.name, crumbs=_crumbs(), actions=(*again, Action("返回", _INDEX)),
        notices=(Notice(detail, title=words, kind="done" if passed else "warning"),),
    )  # fmt: skip
    wrong = [(item.text, _explained(item, picked)) for item, picked in marked.wrong]
    return render(request, "modules/quiz_result.html", {"page": page, "wrong": wrong})


def _explained(item: Item, picked: Sequence[str]) -> tuple[Fact, ...]:
    facts = [
        Fact("您选了", item.titles(picked) or "没有作答", tone="overdue"),
        Fact("正确答案", item.titles(item.right), tone="ok"),
    ]
    return (*facts, Fact("解析", item.why, lines=True)) if item.why else tuple(facts)


def _crumbs() -> tuple[Crumb, ...]:
    return (Crumb("考试和培训档案", _INDEX),)
