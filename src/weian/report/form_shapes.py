"""A commission's own returns as pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from weian.org import queries as org
from weian.report import terms as kept_terms
from weian.report.figures import catalogue, grouped
from weian.report.models import Form
from weian.report.table import Table
from weian.ui.shapes import Action, Cell, Column, Crumb, Empty, Fact, Ledger, Row
from weian.ui.shapes.common import Page, Tone

BY_HAND: Final = "由单位填写"
BLANK_TEXTS: Final = 3
MOST_PICKS: Final = 60
_BLANK_PICKS: Final = 5
_NAMED: Final = 8
_TONES: dict[str, Tone] = {"draft": "soon", "published": "ok", "retired": "muted"}


def ledger(rows: Sequence[Form], unit: org.Unit) -> Ledger:
    """All versions, the latest of each first."""
    add = Action("定义报表", f"/reports/forms/new/?unit={unit.pk}", primary=True)
    known = Action("可用的指标", f"/reports/forms/figures/?unit={unit.pk}")
    return Ledger(
        title="自定义报表",
        subtitle="说明谁报、什么时候报，指定填哪些指标，以后各单位的数字由系统填好。",
        crumbs=(Crumb("下级报送", f"/reports/?unit={unit.pk}"),),
        key="report-forms",
        create=(add, known),
        columns=(
            Column("title", "报表", width="wide"), Column("version", "版次", "number"),
            Column("state", "状态", "status"), Column("when", "什么时候报"),
            Column("pointed", "内容", "number"), Column("file", "表样文件", phone=False),
        ),
        rows=[_row(form) for form in rows],
        count=str(len(rows)),
        empty=Empty("还没有自定义报表", "上级要的报表和系统自带的不一样时，在这里定义一张就可以。", add),
    )  # fmt: skip


def _row(form: Form) -> Row:
    said = [p for p in form.points.values() if not p.get("blank")]
    cells = (
        Cell(form.title), Cell(f"第 {form.version} 版"),
        Cell(Form.State(form.state).label, tone=_TONES[form.state]),
        Cell(kept_terms.read(form.terms).when_words),
        Cell(f"{len(said) + len(form.texts)} 项"), Cell(form.file_name or "不用表样"),
    )  # fmt: skip
    return Row(str(form.pk), cells, f"/reports/forms/{form.pk}/")


def figures_ledger(unit: org.Unit) -> Ledger:
    """Every named figure: its title is also the name by which a template may ask for it."""
    rows = [
        Row(
            f.key, (Cell(f.title), Cell(group), Cell(f.unit or "文字"), Cell("{{" + f.title + "}}"))
        )
        for group, found in grouped()
        for f in found
    ]
    return Ledger(
        title="可用的指标", key="report-figures", count=str(len(rows)),
        subtitle="表样里写上右边的名称，上传后系统自动认出；也可以在页面上逐处选择。",
        crumbs=(Crumb("自定义报表", f"/reports/forms/?unit={unit.pk}"),),
        columns=(
            Column("title", "指标", width="wide"), Column("group", "分组"), Column("unit", "单位"),
            Column("name", "表样里的写法"),
        ),
        rows=rows,
    )  # fmt: skip


def page(form: Form) -> Page:
    """The head of the page of one version."""
    place = f"/reports/forms/{form.pk}/"
    more = Action("修改为新的一版", f"{place}revise/", method="post")
    stop = Action(
        "停用", f"{place}retire/", method="post", danger=True,
        confirm="停用后不再要求下级报送，确定停用？",
    )  # fmt: skip
    drop = Action(
        "删除草稿", f"{place}discard/", method="post", danger=True,
        confirm="删除后不能恢复，确定删除这份草稿？",
    )  # fmt: skip
    actions = {"draft": (drop,), "published": (more, stop), "retired": (more,)}[form.state]
    return Page(
        title=form.title,
        subtitle=f"第 {form.version} 版　{Form.State(form.state).label}",
        crumbs=(Crumb("自定义报表", f"/reports/forms/?unit={form.unit_id}"),),
        actions=actions,
    )


def terms(form: Form, below: Sequence[org.Unit]) -> tuple[Fact, ...]:
    """Who files it, to whom and when, in words."""
    said = kept_terms.read(form.terms)
    who = said.who_words
    if said.units:
        more = f"等 {len(below)} 个单位" if len(below) > _NAMED else ""
        who = "、".join(u.name for u in below[:_NAMED]) + more
    elif below:
        who = f"{who}（现有 {len(below)} 个单位）"
    since = said.since.isoformat() if said.since else "还没有填写"
    return (
        Fact("谁报", who), Fact("报给", form.unit.name), Fact("什么时候报", said.when_words),
        Fact("从哪天起", since), *((Fact("填报说明", form.help),) if form.help else ()),
    )  # fmt: skip


def places(form: Form, points: Mapping[str, Mapping[str, Any]]) -> list[dict[str, object]]:
    """Each place with what stands there, in words and as the value of the choice."""
    known, out = catalogue(), []
    for number, place in enumerate(form.places):
        said = points.get(place["id"], {})
        figure = known.get(said.get("figure", ""))
        words = figure.title if figure else "请单位填写" if said.get("ask") else "留空"
        open_name = place.get("by") == "name" and not said
        out.append(
            {**place, "number": number, "value": _value(said), "words": words, "open": open_name}
        )
    return out


def in_order(form: Form) -> dict[str, Mapping[str, Any]]:
    """What stands at the places, in the order of the places."""
    return {p["id"]: form.points[p["id"]] for p in form.places if p["id"] in form.points}


def _value(said: Mapping[str, Any]) -> str:
    if said.get("ask"):
        return "ask!" if said.get("required") else "ask"
    return "blank" if said.get("blank") else str(said.get("figure", ""))


@dataclass(frozen=True)
class Pick:
    """A figure of a return without a template; ``value`` "" for a line still free."""

    number: int
    value: str
    words: str


def picks(points: Mapping[str, Mapping[str, Any]]) -> list[Pick]:
    """The chosen figures, then some free lines."""
    known = catalogue()
    keys = [str(said.get("figure", "")) for said in points.values() if said.get("figure")]
    free = [""] * min(_BLANK_PICKS, MOST_PICKS - len(keys))
    return [Pick(n, k, known[k].title if k in known else "") for n, k in enumerate([*keys, *free])]


def texts(asked: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What is asked in words, then some free lines."""
    rows = [*asked, *({"title": "", "long": True} for _ in range(BLANK_TEXTS))]
    return [{**row, "number": number} for number, row in enumerate(rows)]


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What may stand at a place, under its headings."""
    asked = [("ask", "请单位填写（可以不填）"), ("ask!", "请单位填写（必填）")]
    return [(BY_HAND, asked), *((g, [(f.key, f.title) for f in fs]) for g, fs in grouped())]


def preview(table: Table) -> Ledger:
    """What the system would fill in for one unit."""
    return Ledger(
        title="预览",
        key="form-preview",
        columns=tuple(Column(c.key, c.title) for c in table.columns),
        rows=[Row(str(n), [Cell(text) for text in row]) for n, row in enumerate(table.rows)],
        empty=Empty("还没有指定指标", "在上面选好指标并保存，这里就会列出这个单位的数字。"),
    )
