"""A bank comes as a spreadsheet: options line by line in a cell, and what cannot be asked comes back."""

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from weian.modules.training import paper
from weian.site.importing import actions, running
from weian.site.importing.plan import plan_of
from weian.subject.queries import Subject

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ROWS = (
    {"question": "怎么报警？", "test": "消防知识", "form": "单选", "options": "拨打 119\n拨打 114", "answer": "1"},
    {"question": "先断电还是先用水？", "test": "消防知识、岗位安全知识", "form": "多选",
     "options": "A. 断电\nB. 报告\nC. 用水", "answer": "AB"},
    {"question": "可以堵塞通道。", "test": "消防知识", "form": "判断", "answer": "错"},
    {"question": "答案不在选项里。", "test": "消防知识", "form": "单选", "options": "甲\n乙", "answer": "3"},
)  # fmt: skip


def spreadsheet() -> bytes:
    columns = plan_of("subjects", "question").columns
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append([c.title for c in columns])
    for row in ROWS:
        page.append([row.get(c.key, "") for c in columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_bank_is_imported_and_the_question_that_cannot_be_asked_is_told(
    people: SimpleNamespace, tree: SimpleNamespace, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    content = spreadsheet()
    row = actions.begin(
        people.manager, plan=plan_of("subjects", "question"), unit=tree.hospital, name="题库.xlsx",
        content=io.BytesIO(content), size=len(content), at=AT,
    )  # fmt: skip
    running.check(row, AT)
    assert (row.good, row.bad) == (3, 1)
    assert "答案请写选项的序号" in "".join(why for _, reasons in row.problems for why in reasons)
    actions.take(people.manager, row=row, at=AT)
    row.refresh_from_db()
    running.take(row, AT)
    found = Subject.objects.filter(kind="question").order_by("kept_at", "id")
    items = [paper.item_of(str(q.pk), q.data) for q in found]
    assert [sorted(item.right) for item in items if item] == [["1"], ["1", "2"], ["2"]]
