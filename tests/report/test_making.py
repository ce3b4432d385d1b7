"""A commission makes a return of its own from its superior's template."""

from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from weian.base.errors import BadInput, Conflict, Forbidden
from weian.report import actions, making, queries
from weian.report.models import Form

from .conftest import AT
from .papers import letter, sheet

pytestmark = pytest.mark.db
POINTS = {
    "0!B1": {"figure": "head.unit"},
    "0!B3": {"figure": "hazards.found"},
    "0!B4": {"figure": "hazards.rate"},
    "0!B5": {"ask": "主要做法", "required": True},
}


@pytest.fixture
def form(county: SimpleNamespace, settings: Any, tmp_path: Any) -> Form:
    """Uploaded and pointed, not yet published."""
    settings.MEDIA_ROOT = tmp_path
    made = making.upload(
        county.clerk,
        unit=county.office,
        title="排查情况报表",
        name="表样.xlsx",
        content=sheet(),
        at=AT,
    )
    return making.point(county.clerk, form=made, points=POINTS, at=AT)


def publish(county: SimpleNamespace, form: Form) -> Form:
    since = date(2026, 1, 1)
    return making.publish(county.clerk, form=form, period="quarter", since=since, at=AT)


def test_what_is_published_is_owed_filled_signed_and_consolidated(
    county: SimpleNamespace, form: Form, hazard: Any, browse: Any
) -> None:
    hazard("配电箱未上锁")
    form = publish(county, form)
    key = f"own.{form.key}"
    due = queries.due_or_404(county.clinic, key, "2026-Q3", AT)
    assert (due.title, due.opens.date()) == ("2026年第三季度排查情况报表", date(2026, 9, 24))
    with pytest.raises(BadInput) as refused:
        actions.prepare(county.manager, unit=county.clinic, due=due, at=AT)
    assert list(refused.value.fields.values()) == ["请填写主要做法。"]
    field = due.kind.asks[0].key
    case = actions.prepare(
        county.manager, unit=county.clinic, due=due, at=AT, answers={field: "=逐一整改"}
    )
    case = actions.sign(county.head, case=case, version=None, at=AT)
    case = actions.submit(county.manager, case=case, version=None, at=AT)
    case = actions.review(county.clerk, case=case, verb="accept", given={}, version=None, at=AT)
    answer = browse("clerk").get(f"/reports/{case.pk}/filled/")
    page = load_workbook(BytesIO(answer.content))["汇总表"]
    shown = [page[ref].value for ref in ("B1", "B3", "B4", "B5")]
    assert shown == ["柳林镇卫生院", 1, "0.0%（0/1）", "=逐一整改"]
    assert page["B5"].data_type != "f"
    assert browse("clerk").get(f"/reports/{case.pk}/filled/").content == answer.content
    found = queries.collection(county.office, due.kind, "2026-Q3", county.clerk, AT)
    table = queries.consolidated(found, "汇总")
    assert table is not None and table.rows[1][0] == "柳林镇卫生院"
    assert table.rows[1][-1] == "=逐一整改"
    told = {t.kind.key: t for t in queries.collections(county.office, county.clerk, AT, 8) if t.due.period == "2026-Q3"}  # fmt: skip
    assert told[key].accepted == 1 and told[key].expected == 3


def test_a_new_version_keeps_the_points_that_are_still_there(
    county: SimpleNamespace, form: Form
) -> None:
    first = publish(county, form)
    with pytest.raises(Conflict, match="不能再改"):
        making.point(county.clerk, form=first, points={}, at=AT)
    second = making.upload(
        county.clerk, unit=county.office, title=form.title, name="新表样.xlsx", content=sheet(),
        at=AT, follows=first,
    )  # fmt: skip
    assert (second.version, second.points) == (2, POINTS)


def test_an_unknown_figure_is_refused_with_its_place_and_nothing_is_lost(
    county: SimpleNamespace, form: Form
) -> None:
    points = {**POINTS, "0!B3": {"figure": "no.such"}}
    with pytest.raises(BadInput) as refused:
        making.point(county.clerk, form=form, points=points, at=AT)
    assert refused.value.fields == {"0!B3": "“发现隐患数”：没有“no.such”这个指标，请从列表中选择。"}
    assert Form.objects.get(pk=form.pk).points == POINTS


def test_a_bad_template_is_refused_with_its_place(county: SimpleNamespace, form: Form) -> None:
    with pytest.raises(BadInput) as refused:
        making.upload(
            county.clerk, unit=county.office, title="坏表样", name="坏.docx", at=AT,
            content=letter("{{ a.b }}"),
        )  # fmt: skip
    assert "坏.docx：第 1 段：“{{a.b}}”不能识别" in refused.value.fields["file"]
    assert Form.objects.count() == 1


def test_an_institution_makes_no_returns(county: SimpleNamespace, form: Form) -> None:
    with pytest.raises(Forbidden):
        making.upload(
            county.head, unit=county.clinic, title="自己的表", name="a.xlsx", content=sheet(), at=AT
        )


def test_the_way_through_the_pages(county: SimpleNamespace, form: Form, browse: Any) -> None:
    clerk, place = browse("clerk"), f"/reports/forms/{form.pk}/"
    assert "排查情况报表" in clerk.get("/reports/forms/").content.decode()
    page = clerk.get(place).content.decode()
    assert "发现隐患数" in page and "下载填好的表样" in page
    data = {"title": "简表", "file": SimpleUploadedFile("a.docx", letter())}
    made = clerk.post("/reports/forms/new/", data)
    assert made.status_code == 302
    chosen = {"place-1": "hazards.found", "place-2": "ask!"}
    clerk.post(made["Location"], chosen)
    assert Form.objects.get(title="简表").points == {
        "name:隐患数": {"figure": "hazards.found"},
        "cell:0.1.1": {"ask": "培训场次／数量", "required": True},
    }
    assert clerk.get(f"{made['Location']}preview/").content[:2] == b"PK"
    wrong = clerk.post(f"{place}publish/", {"period": "quarter", "since": ""})
    assert wrong.status_code == 422 and "请填写从哪天起执行" in wrong.content.decode()
    done = clerk.post(f"{place}publish/", {"period": "month", "since": "2026-01-01"}, follow=True)
    assert "已发布" in done.content.decode()
    stopped = clerk.post(f"{place}retire/", follow=True).content.decode()
    assert "已停用" in stopped
    for who, status in (("manager", 404), ("far_clerk", 404), ("nurse", 404)):
        assert browse(who).get(place).status_code == status
