"""A commission's templates as pages show them."""

from collections.abc import Sequence

from weian.org import queries as org
from weian.report.figures import catalogue, grouped
from weian.report.models import Form
from weian.report.table import Table
from weian.ui.shapes import Action, Cell, Column, Crumb, Empty, Ledger, Row
from weian.ui.shapes.common import Page, Tone

_TONES: dict[str, Tone] = {"draft": "soon", "published": "ok", "retired": "muted"}


def ledger(rows: Sequence[Form], unit: org.Unit) -> Ledger:
    """All versions, the latest of each first."""
    add = Action("上传表样", f"/reports/forms/new/?unit={unit.pk}", primary=True)
    return Ledger(
        title="自定义报表",
        subtitle="上级下发的表样上传一次，指定各处填哪个指标，以后各单位的数字由系统填好。",
        crumbs=(Crumb("下级报送", f"/reports/?unit={unit.pk}"),),
        key="report-forms",
        create=(add,),
        columns=(
            Column("title", "报表", width="wide"), Column("version", "版次", "number"),
            Column("state", "状态", "status"), Column("places", "可填的地方", "number"),
            Column("pointed", "已指定", "number"), Column("file", "表样文件", phone=False),
        ),
        rows=[
            Row(
                str(f.pk),
                (
                    Cell(f.title), Cell(f"第 {f.version} 版"),
                    Cell(Form.State(f.state).label, tone=_TONES[f.state]),
                    Cell(str(len(f.places))), Cell(str(len(f.points))), Cell(f.file_name),
                ),
                f"/reports/forms/{f.pk}/",
            )
            for f in rows
        ],
        count=str(len(rows)),
        empty=Empty("还没有自定义报表", "上级要的报表和系统自带的不一样时，上传它的空表就可以。", add),
    )  # fmt: skip


def page(form: Form) -> Page:
    """The head of the page of one version."""
    more = Action("上传新的一版", f"/reports/forms/new/?unit={form.unit_id}&follows={form.pk}")
    stop = Action(
        "停用", f"/reports/forms/{form.pk}/retire/", method="post", danger=True,
        confirm="停用后不再要求下级报送，确定停用？",
    )  # fmt: skip
    return Page(
        title=form.title,
        subtitle=f"第 {form.version} 版　{Form.State(form.state).label}　{form.file_name}",
        crumbs=(Crumb("自定义报表", f"/reports/forms/?unit={form.unit_id}"),),
        actions=(more, stop) if form.state == Form.State.PUBLISHED else (more,),
    )


def places(form: Form) -> list[dict[str, object]]:
    """Each place with what stands there, in words and as the value of the choice."""
    known, out = catalogue(), []
    for number, place in enumerate(form.places):
        said = form.points.get(place["id"], {})
        figure = known.get(said.get("figure", ""))
        value = said.get("figure") or ("ask!" if said.get("required") else "ask" if said.get("ask") else "")  # fmt: skip
        words = figure.title if figure else "请单位填写" if said.get("ask") else "留空"
        out.append({**place, "number": number, "value": value, "words": words})
    return out


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What may stand at a place, under its headings."""
    asked = [("ask", "请单位填写（可以不填）"), ("ask!", "请单位填写（必填）")]
    return [("由单位填写", asked), *((g, [(f.key, f.title) for f in fs]) for g, fs in grouped())]


def preview(table: Table) -> Ledger:
    """What the system would fill in for one unit."""
    return Ledger(
        title="预览",
        key="form-preview",
        columns=tuple(Column(c.key, c.title) for c in table.columns),
        rows=[Row(str(n), [Cell(text) for text in row]) for n, row in enumerate(table.rows)],
        empty=Empty("还没有指定指标", "在上面给各处选好指标并保存，这里就会列出这个单位的数字。"),
    )
