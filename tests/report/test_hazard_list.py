"""The list of hazards: which come in, what stands in each column, what to put right first."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.clock import TZ
from weian.base.errors import BadInput
from weian.base.models import Setting
from weian.case import actions as cases
from weian.report import queries
from weian.report.hazard_list import COLUMNS, Hazard, columns_from, problems_of, table_of

TODAY = date(2026, 9, 28)


def hazard(**more: Any) -> Hazard:
    known: dict[str, Any] = {
        "id": "h", "opened_on": date(2026, 9, 1), "unit": "柳林镇卫生院", "department": "门诊部",
        "place": "库房", "title": "配电箱未上锁", "category": "electrical", "grade": "ordinary",
        "state": "planned", "due_on": date(2026, 9, 30), "closed_on": None, "assignee": "韩平",
        "verified_by": "", "data": {"measures": "加锁并贴标识", "amount": "3000.00"},
    }  # fmt: skip
    return Hazard(**{**known, **more})


def test_every_column_is_filled_from_the_case() -> None:
    row = table_of("清单", [hazard()], COLUMNS).rows[0]
    assert row == (
        "1", "2026-09-01", "柳林镇卫生院", "门诊部", "库房", "配电箱未上锁", "用电", "一般", "",
        "加锁并贴标识", "韩平", "3000", "2026-09-30", "整改中", "", "",
    )  # fmt: skip


@pytest.mark.parametrize(("amount", "shown"), [("0.00", "0"), ("1250.50", "1250.5"), (None, "")])
def test_money_stands_without_its_unit(amount: str | None, shown: str) -> None:
    row = table_of("清单", [hazard(data={"amount": amount})], COLUMNS).rows[0]
    assert row[11] == shown


def test_what_is_not_graded_yet_says_so() -> None:
    assert table_of("清单", [hazard(grade="")], COLUMNS).rows[0][7] == "待定"


def test_a_commission_may_choose_and_name_the_columns() -> None:
    columns = columns_from([{"key": "hazard", "title": "存在问题"}, {"key": "due_on", "width": 9}])
    assert [(c.key, c.title, c.width) for c in columns] == [
        ("hazard", "存在问题", 28), ("due_on", "整改时限", 9),
    ]  # fmt: skip
    assert columns_from(None) == COLUMNS
    with pytest.raises(BadInput, match="colour"):
        columns_from([{"key": "colour"}])


def test_what_a_superior_would_send_back_is_named_with_its_row() -> None:
    bare = hazard(grade="", assignee="", due_on=None, data={})
    late = hazard(due_on=date(2026, 9, 20))
    done = hazard(closed_on=date(2026, 9, 21), due_on=date(2026, 9, 20))
    spot = hazard(data={"spot": True}, assignee="", due_on=None)
    found = problems_of([hazard(), bare, late, done, spot], TODAY)
    assert [(p.row, p.text) for p in found] == [
        (2, "还没有级别、责任人、整改措施、整改时限"),
        (3, "已超过整改时限 9月20日 周日"),
    ]


@pytest.mark.django_db
def test_hazards_of_the_period_come_in_and_those_still_open_then(
    county: SimpleNamespace, hazard: Any, due_of: Any
) -> None:
    before, after = datetime(2026, 6, 20, 9, tzinfo=TZ), datetime(2026, 10, 3, 9, tzinfo=TZ)
    hazard("一直没改", at=before)
    ended = hazard("上季度作废", at=before)
    given = {"reason": "false_alarm", "note": "不是隐患"}
    cases.act(
        county.head, case=ended, verb="void", given=given, at=before + timedelta(days=1),
        version=None,
    )  # fmt: skip
    hazard("本季度发现")
    hazard("别的单位的", unit="other")
    hazard("下季度发现", at=after)
    later = after + timedelta(days=1)
    table = queries.draft_of(county.clinic, due_of("clinic", at=later), later).table
    assert table is not None
    assert [row[5] for row in table.rows] == ["一直没改", "本季度发现"]


@pytest.mark.django_db
def test_the_nearest_commission_above_sets_the_columns(county: SimpleNamespace) -> None:
    assert queries.columns_for(county.clinic) == COLUMNS
    Setting.objects.create(
        key=queries.COLUMNS_SETTING, unit_id=county.city.pk, value=[{"key": "hazard"}]
    )
    Setting.objects.create(
        key=queries.COLUMNS_SETTING, unit_id=county.office.pk, value=[{"key": "due_on"}]
    )
    assert [c.key for c in queries.columns_for(county.clinic)] == ["due_on"]
    Setting.objects.filter(unit_id=county.office.pk).delete()
    assert [c.key for c in queries.columns_for(county.clinic)] == ["hazard"]
