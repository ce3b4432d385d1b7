"""A person's training file, on screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.base.fields import present
from weian.modules import printing
from weian.modules.training import history
from weian.modules.training.history import TrainingFile
from weian.modules.training.kinds import CERTIFICATE, TEST_RESULT, TRAINING
from weian.org import proof
from weian.org import queries as org
from weian.org.kinds import EMPLOYMENT, POSTS
from weian.org.queries import Person
from weian.record.kinds import RecordKind
from weian.record.queries import Record
from weian.subject.envelope import web
from weian.ui.shapes import Action, Cell, Column, Crumb, Empty, Fact, Figure, Ledger, Page, Row

_TRAININGS = (
    Column("day", "日期", kind="date"), Column("topic", "培训内容", width="wide"), Column("hours", "学时", kind="number"),
    Column("method", "方式"), Column("trigger", "时机"),
)  # fmt: skip
_TESTS = (
    Column("day", "日期", kind="date"), Column("test", "考试内容", width="wide"), Column("score", "成绩", kind="number"),
    Column("passed", "结果"), Column("form", "形式"),
)  # fmt: skip
_PAPERS = (
    Column("cert", "证书", width="wide"), Column("code", "编号"), Column("until", "有效期至", kind="date"),
    Column("state", "状态"),
)  # fmt: skip


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything on one page."""
    viewer, at = web.asking(request)
    person = history.person_or_404(viewer, pk, at)
    found, own = history.file_of(person), viewer.pk == pk
    linked = history.opens(viewer, person, at)
    page = Page(
        title=f"{person.name}的培训档案",
        subtitle=_where(person),
        crumbs=(Crumb("考试和培训档案", "/training/"),),
        actions=(Action("打印", f"/training/file/{pk}/print", icon="print"),),
    )
    context = {
        "page": page, "figures": _figures(found, day_of(at)), "facts": _facts(person, at),
        "tables": _tables(found, day_of(at), linked), "years": _years(found),
        "empty": _nothing(own),
    }  # fmt: skip
    return render(request, "modules/training_file.html", context)


def _where(person: Person) -> str:
    return f"{person.unit} · {person.department}" if person.department else str(person.unit)


def _facts(person: Person, at: datetime) -> tuple[Fact, ...]:
    posts = "、".join(dict.fromkeys(POSTS.get(a.post, a.post) for a in org.posts_of(person, at)))
    left = (Fact("离岗日期", str(person.until)),) if person.until else ()
    return (
        Fact("岗位", posts or "—"), Fact("用工形式", EMPLOYMENT.get(person.employment, "—")),
        Fact("到岗日期", str(person.since)), *left,
    )  # fmt: skip


def _figures(found: TrainingFile, today: date) -> tuple[Figure, ...]:
    year = next((y for y in found.years if y[0] == today.year), (today.year, 0, 0.0))
    return (
        Figure("今年培训", str(year[1]), "次"), Figure("今年学时", f"{year[2]:g}", "学时"),
        Figure("考试", str(len(found.tests)), "次"), Figure("证书", str(len(found.certificates)), "个"),
    )  # fmt: skip


def _years(found: TrainingFile) -> tuple[Fact, ...]:
    return tuple(Fact(f"{y} 年", f"{times} 次，{hours:g} 学时") for y, times, hours in found.years)


def _nothing(own: bool) -> Empty:
    who = "您" if own else "本人"
    told = f"培训登记里的参加人员有{who}、考过试、登记了证书，都会自动归到这里，不用另外填写。"
    return Empty("还没有培训、考试和证书", told)


def _tables(found: TrainingFile, today: date, linked: bool) -> list[Ledger]:
    made = (
        ("参加的培训", _TRAININGS, [(r, _training(r)) for r in found.trainings]),
        ("考试成绩", _TESTS, [(r, _test(r)) for r in found.tests]),
        ("证书", _PAPERS, [(r, _paper(r, today)) for r in found.certificates]),
    )
    return [
        Ledger(
            title=title, columns=columns,
            rows=[Row(str(r.pk), cells, href=f"/records/{r.pk}" if linked else "") for r, cells in rows],
        )
        for title, columns, rows in made
        if rows
    ]  # fmt: skip


def _said(kind: RecordKind, record: Record, key: str) -> str:
    field = next(f for f in kind.fields if f.key == key)
    return present(field, record.data.get(key))


def _training(record: Record) -> tuple[Cell, ...]:
    hours = "" if record.amount is None else f"{float(record.amount):g}"
    return (
        Cell(str(record.happened_on)), Cell(_said(TRAINING, record, "topic")), Cell(hours),
        Cell(_said(TRAINING, record, "method") or "—"), Cell(_said(TRAINING, record, "trigger") or "—"),
    )  # fmt: skip


def _test(record: Record) -> tuple[Cell, ...]:
    passed = record.data.get("passed")
    word = "—" if passed is None else "合格" if passed else "不合格"
    return (
        Cell(str(record.happened_on)), Cell(_said(TEST_RESULT, record, "test")),
        Cell("" if record.amount is None else f"{float(record.amount):g}"),
        Cell(word, tone="ok" if passed else "" if passed is None else "overdue"),
        Cell(_said(TEST_RESULT, record, "form") or "—"),
    )  # fmt: skip


def _paper(record: Record, today: date) -> tuple[Cell, ...]:
    over = record.valid_until is not None and record.valid_until < today
    return (
        Cell(_said(CERTIFICATE, record, "cert")), Cell(record.number or "—"),
        Cell(str(record.valid_until or "—")),
        Cell("已过期" if over else "有效", tone="overdue" if over else "ok"),
    )  # fmt: skip


@require_GET
def on_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The file to print and put away."""
    viewer, at = web.asking(request)
    person = history.person_or_404(viewer, pk, at)
    if viewer.pk != pk:
        proof.demand(request)
    found, today = history.file_of(person), day_of(at)
    years: Sequence[Fact] = _years(found)
    facts = [
        ("单位和科室", _where(person)),
        *((f.label, f.value) for f in (*_facts(person, at), *years)),
    ]
    tables = [
        printing.Table(
            t.title, [c.title for c in t.columns], [3 if c.width == "wide" else 2 for c in t.columns],
            [[("!" if c.tone == "overdue" else "") + c.text for c in row.cells] for row in t.rows],
        )
        for t in _tables(found, today, linked=False)
    ]  # fmt: skip
    foot = f"{today} 打印。由培训、考试和证书登记自动汇总。"
    return printing.printed(f"{person.name}培训档案", tables, facts=facts, foot=foot)
