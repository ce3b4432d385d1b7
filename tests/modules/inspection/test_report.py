"""The written report is made from the record: nobody types it again."""

from types import SimpleNamespace
from typing import Any

import pypdfium2

from weian.modules.inspection.actions import Finding, inspect
from weian.modules.inspection.kinds import INSPECTION
from weian.record.actions import submit

from ..conftest import AT

FIRE = Finding({"place": "住院楼 3 层", "description": "消火栓无水", "category": "fire"})


def report(people: SimpleNamespace, *findings: Finding) -> Any:
    head = people.head
    data = {"mode": "led", "topic": "fire", "led_by": head.pk, "result": "总体正常，两处要改。"}
    return inspect(head, unit=head.unit, happened_at=AT, at=AT, data=data, findings=findings).record


def text(answer: Any) -> str:
    paper = pypdfium2.PdfDocument(answer.content)
    return "".join(page.get_textpage().get_text_range() for page in paper)


def test_it_says_what_was_looked_at_and_what_was_found(people: SimpleNamespace, pages: Any) -> None:
    record = report(people, FIRE)
    browser = pages(people.head)
    where = f"/inspection/{record.pk}/report.pdf"
    assert INSPECTION.paper.format(pk=record.pk) == where
    answer = browser.get(where)
    assert answer["Content-Type"] == "application/pdf"
    said = text(answer)
    for word in (
        "安全生产检查情况报告",
        "总体正常",
        "消火栓无水",
        "楼 3 层",
        record.data["hazards"][0],
    ):
        assert word in said, said


def test_an_inspection_without_findings_says_so(people: SimpleNamespace, pages: Any) -> None:
    record = report(people)
    assert "没有查出隐患" in text(pages(people.head).get(f"/inspection/{record.pk}/report.pdf"))


def test_only_who_may_see_the_record_gets_it(people: SimpleNamespace, pages: Any) -> None:
    where = f"/inspection/{report(people).pk}/report.pdf"
    assert pages(people.other).get(where).status_code == 404
    assert pages(people.clerk).get(where).status_code == 200


def test_another_kind_of_record_has_no_such_report(people: SimpleNamespace, pages: Any) -> None:
    patrol = submit(
        people.guard, kind="patrol", unit=people.guard.unit, happened_at=AT, at=AT,
        data={"kind_of": "fire"},
    )  # fmt: skip
    assert pages(people.head).get(f"/inspection/{patrol.pk}/report.pdf").status_code == 404
