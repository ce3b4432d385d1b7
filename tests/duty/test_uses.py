"""A record says which duties it counts for; a case which duties stand for it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from tests.duty.conftest import AT
from weian.case.actions import open_case
from weian.duty import uses

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_one_record_counts_for_every_clause_that_asks_for_it(
    county: SimpleNamespace, did: Callable[..., Any]
) -> None:
    record = did("inspection", "clinic", "2026-03-02", "clinic_manager", mode="self_check", led_by=county.clinic_head.pk)  # fmt: skip
    found = uses.of_record(county.clinic_manager, record, AT)
    assert {row.title for row in found} == {
        "每月自查（2026年3月）",
        "主要负责人每季度带队检查（2026年第一季度）",
    }
    assert {row.status for row in found} == {"已完成"}
    assert all(row.href.startswith(f"/duties/{county.clinic.pk}/why?") for row in found)


def test_a_record_that_no_clause_asks_for_counts_nowhere(
    county: SimpleNamespace, did: Callable[..., Any]
) -> None:
    record = did("patrol", "clinic", "2026-03-02", "clinic_manager", kind_of="security")
    assert uses.of_record(county.clinic_manager, record, AT) == ()


def test_a_case_names_the_duties_that_stand_for_it(county: SimpleNamespace) -> None:
    case = open_case(
        county.clinic_manager, kind="hazard", unit=county.clinic, at=AT,
        data={"place": "门诊楼", "description": "通道堆物", "category": "fire"},
    )  # fmt: skip
    assert uses.of_case(county.clinic_manager, case, AT) == ()  # no deadline yet, nothing due
