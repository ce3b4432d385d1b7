"""Making a return of one's own on screen, from its definition to what is accepted."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from weian.report.models import Form

from .papers import letter, sheet
from .test_making import define, form, media

__all__ = ["form", "media"]  # fixtures
pytestmark = pytest.mark.db
DEFINED = {
    "title": "每月动态", "to": "", "kinds": ["township_clinic"], "window": "quarter.week",
    "since": "2026-01-01",
}  # fmt: skip


def test_the_whole_life_on_screen_from_the_definition_to_accepted(
    county: SimpleNamespace, hazard: Any, browse: Any, media: None
) -> None:
    hazard("配电箱未上锁")
    clerk, manager, head = browse("clerk"), browse("manager"), browse("head")
    given = {**DEFINED, "to": str(county.office.pk)}
    lacking = clerk.post("/reports/forms/new/", {**given, "kinds": []})
    assert lacking.status_code == 422
    told = lacking.content.decode()
    assert "还没有说明由谁报送" in told and "每月动态" in told and "2026-01-01" in told
    place = clerk.post("/reports/forms/new/", given)["Location"]
    typed = {"text-0": "主要做法", "text-0-sort": "long", "text-0-must": "1"}
    empty = clerk.post(place, {**typed, "act": "file"})
    assert empty.status_code == 422 and "主要做法" in empty.content.decode()
    bad = SimpleUploadedFile("坏.docx", letter("{% for x in y %}"))
    refused = clerk.post(place, {**typed, "act": "file", "file": bad}).content.decode()
    assert "坏.docx：第 1 段：这里有程序语句" in refused and "主要做法" in refused
    clerk.post(place, {**typed, "act": "file", "file": SimpleUploadedFile("表.xlsx", sheet())})
    page = clerk.get(place).content.decode()
    assert "工作表“汇总表”B3" in page and "1（" not in page
    chosen = {**typed, "place-0": "head.unit", "place-1": "hazards.found", "place-2": "ask!"}
    wrong = clerk.post(place, {**chosen, "act": "cell", "sheet": "汇总表", "ref": "H40"})
    assert wrong.status_code == 422 and "没有 H40 这个单元格" in wrong.content.decode()
    assert 'value="H40"' in wrong.content.decode()
    done = clerk.post(place, {**chosen, "act": "publish"}, follow=True)
    assert "已发布" in done.content.decode()
    form = Form.objects.get()
    due = f"/reports/own.{form.key}/2026-Q3/"
    assert "每月动态" in manager.get("/reports/").content.decode()
    answers = {
        "headline": "第三季度每月动态",
        "p2": "逐一整改，专人盯办。",
        "t0": "每周检查一次配电房。",
    }
    begun = manager.post(due, answers)
    assert begun.status_code == 302, begun.content.decode()
    report = begun["Location"]
    assert "系统自动填写" in manager.get(report).content.decode()
    for who, verb, more in (
        (head, "sign", {}), (manager, "submit", {}), (clerk, "return", {"reason": "做法写得太短"}),
        (head, "sign", {}), (manager, "submit", {}), (clerk, "accept", {}),
    ):  # fmt: skip
        answer = who.post(f"{report}{verb}", more, follow=True)
        assert answer.status_code == 200, (verb, answer.content.decode())
    assert "已接收" in clerk.get(report).content.decode()
    together = clerk.get(f"/reports/collect/own.{form.key}/2026-Q3/together/").content.decode()
    assert "柳林镇卫生院" in together and "每周检查一次配电房。" in together
    revised = clerk.post(f"{place}revise/")["Location"]
    assert "第 2 版" in clerk.get(revised).content.decode()
    assert clerk.post(f"{revised}discard/", follow=True).status_code == 200
    stopped = clerk.post(f"{place}retire/", follow=True).content.decode()
    assert "已停用" in stopped


def test_without_a_template_the_figures_are_chosen_from_the_list(
    county: SimpleNamespace, browse: Any
) -> None:
    form = define(county)
    clerk, place = browse("clerk"), f"/reports/forms/{form.pk}/"
    clerk.post(place, {"pick-0": "hazards.found", "pick-3": "training", "act": "save"})
    page = clerk.get(place).content.decode()
    assert "发现隐患" in page and "下载填好的表样" not in page
    form.refresh_from_db()
    assert [p["id"] for p in form.places] == ["pick:hazards.found", "pick:training"]
    assert page.index('"hazards.found" selected') < page.index('"training" selected')
    assert clerk.get(f"{place}preview/").status_code == 404
    assert clerk.post(place, {"pick-0": "no.such", "act": "save"}).status_code == 422
    assert clerk.get(f"{place}edit/").status_code == 200
    assert "{{发现隐患}}" in clerk.get("/reports/forms/figures/").content.decode()


def test_pages_of_a_return_are_not_there_for_strangers(
    county: SimpleNamespace, form: Form, browse: Any
) -> None:
    assert "排查情况报表" in browse("clerk").get("/reports/forms/").content.decode()
    assert browse("clerk").get(f"/reports/forms/{form.pk}/preview/").content[:2] == b"PK"
    for who in ("manager", "far_clerk", "nurse"):
        for page in ("", "edit/", "preview/"):
            assert browse(who).get(f"/reports/forms/{form.pk}/{page}").status_code == 404
