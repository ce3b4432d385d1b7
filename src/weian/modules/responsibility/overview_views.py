"""The matrix for a commission: one line for each unit, each number leading to the lines behind it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from weian.base.clock import day_of
from weian.modules.responsibility.overview import Line, overview, total
from weian.modules.responsibility.roster import Counts
from weian.org.queries import Unit
from weian.subject.envelope import web
from weian.ui.shapes import Action, Cell, Chip, Column, Empty, Figure, Ledger, Row

_COLUMNS = (
    Column("unit", "单位", width="wide"), Column("posts", "岗位", kind="number"),
    Column("no_list", "没有清单", kind="number"), Column("unsigned", "清单未签字", kind="number"),
    Column("signed", "清单已签字", kind="rate"), Column("people", "人员", kind="number", phone=False),
    Column("no_letter", "没有责任书", kind="number"),
    Column("letter_unsigned", "责任书未签字", kind="number"),
    Column("countersigned", "责任书已签字", kind="rate"),
)  # fmt: skip
_HEAD = (
    "单位", "岗位", "有清单", "清单已签字", "人员", "有责任书", "责任书已签字", "没有清单",
    "清单未签字", "没有责任书", "责任书未签字",
)  # fmt: skip


def gaps(c: Counts) -> dict[str, int]:
    """State of ``roster.STATES`` → how many lines are in it."""
    return {
        "no_list": c.posts - c.listed, "unsigned": c.listed - c.signed,
        "no_letter": c.people - c.lettered, "letter_unsigned": c.lettered - c.countersigned,
    }  # fmt: skip


def show(request: HttpRequest, top: Unit) -> HttpResponse:
    """Every unit that the person may see at or below ``top``."""
    person, at = web.asking(request)
    lines = overview(person, at, top)
    text = request.GET.get("q", "").strip()
    only = request.GET.get("view") == "gaps"
    listed = [x for x in lines if text in x.name and (not only or any(gaps(x.counts).values()))]
    every = total(lines)
    page = Ledger(
        title="责任矩阵",
        subtitle=f"{top.name}及所属单位 · {day_of(at).year} 年",
        key="responsibility",
        columns=_COLUMNS,
        rows=[_row(x, top) for x in listed],
        count=str(len(listed)),
        search=text,
        search_hint="搜索单位",
        views=(Chip("全部", "?", not only), Chip("有缺口", "?view=gaps", only)),
        figures=(
            Figure("清单已签字", str(every.signed), f"/ {every.posts} 个岗位"),
            Figure("责任书已签字", str(every.countersigned), f"/ {every.people} 人"),
        ),
        actions=(
            Action(f"{top}本级", f"/responsibility/?unit={top.pk}&own=1"),
        ),
        export_url=web.narrowed(request, "/responsibility/export", unit=str(top.pk))
        if web.may_export(person, at) else "",
        empty=Empty("没有符合条件的单位", "换一个词，或清除筛选。"),
    )  # fmt: skip
    return render(request, "ui/ledger.html", {"page": page})


def _row(x: Line, top: Unit) -> Row:
    url = f"/responsibility/?unit={x.unit}" + ("&own=1" if x.unit == top.pk else "")
    c = x.counts

    def gap(key: str) -> Cell:
        count = gaps(c)[key]
        return Cell(str(count), f"{url}&state={key}", "soon") if count else Cell("0")

    return Row(
        str(x.unit),
        (
            Cell(x.name), Cell(str(c.posts), url if c.posts else ""), gap("no_list"), gap("unsigned"),
            _rate(c.signed, c.posts), Cell(str(c.people)), gap("no_letter"),
            gap("letter_unsigned"), _rate(c.countersigned, c.people),
        ),
        href=url,
    )  # fmt: skip


def _rate(done: int, whole: int) -> Cell:
    if not whole:
        return Cell("—")
    return Cell(f"{done}/{whole}", tone="ok" if done == whole else "")


def export(request: HttpRequest, top: Unit) -> HttpResponse:
    """The lines as an Excel file."""
    person, at = web.asking(request)
    rows = [
        (
            x.name, c.posts, c.listed, c.signed, c.people, c.lettered, c.countersigned,
            *gaps(c).values(),
        )
        for x in overview(person, at, top)
        for c in (x.counts,)
    ]  # fmt: skip
    return web.spreadsheet(request, f"{top}责任矩阵", _HEAD, rows)
