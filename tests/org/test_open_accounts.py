"""Accounts for all of a unit in one act, and a list to hand out."""

import io
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from weian.base.models import Event
from weian.org import actions
from weian.org.models import Person

pytestmark = pytest.mark.db
AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
SINCE = date(2024, 1, 1)


def test_all_of_a_unit_get_accounts_in_one_act(
    tree: SimpleNamespace, someone: Any, browse: Any
) -> None:
    manager = someone("safety_manager", tree.hospital)
    asked = browse(manager)
    for name in ("张伟", "张伟", "欧阳雪"):
        actions.appoint(None, at=AT, unit=tree.hospital, name=name, since=SINCE)
    page = asked.get(f"/units/{tree.hospital.pk}/accounts")
    assert "没有账号" in page.context["page"].subtitle
    answer = asked.post(f"/units/{tree.hospital.pk}/accounts")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = {row[2]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert {"zhangwei", "zhangwei2", "ouyangxue"} <= rows.keys()
    person = Person.objects.get(login="zhangwei2")
    assert person.check_password(rows["zhangwei2"][3]) and person.must_change_password
    assert Event.objects.filter(verb="person.create_login").count() == len(rows)
    assert not Person.objects.filter(unit=tree.hospital, login=None, until=None).exclude(
        pk=manager.pk
    )
    assert "都有账号" in asked.get(f"/units/{tree.hospital.pk}/accounts").context["page"].title


def test_accounts_for_others_are_not_to_be_had(
    tree: SimpleNamespace, someone: Any, browse: Any
) -> None:
    manager, nurse = someone("safety_manager", tree.hospital), someone("staff", tree.hospital)
    assert browse(nurse).get(f"/units/{tree.hospital.pk}/accounts").status_code == 403
    assert browse(manager).get(f"/units/{tree.clinic.pk}/accounts").status_code == 404
    assert browse(manager).post(f"/units/{tree.clinic.pk}/accounts").status_code == 404
