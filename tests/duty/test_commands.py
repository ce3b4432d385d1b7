"""``weian duties`` and ``weian rebuild-duties``."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from tests.duty.conftest import AT
from weian.duty.models import Standing
from weian.site.cli import call

pytestmark = pytest.mark.db


@pytest.fixture(autouse=True)
def stand_still(time_machine: Any) -> None:
    time_machine.move_to(AT, tick=False)


def test_duties_as_json(county: SimpleNamespace, did: Any, capsys: Any) -> None:
    kept = did("patrol", "clinic", "2026-03-09 20:00", "clinic_manager", kind_of="fire")
    arguments = ("--unit", str(county.clinic.pk), "--on", "2026-03-09", "--json")
    assert call("duties", *arguments, "--all") == 0
    found = {d["key"]: d for d in json.loads(capsys.readouterr().out)}
    duty = found[f"trial#daily-patrol|{county.clinic.pk}||2026-03-09"]
    assert (duty["status"], duty["evidence"]) == ("met", [str(kept.pk)])
    assert duty["place"] == "一、日常（一）" and duty["why"]
    assert call("duties", *arguments) == 0
    assert len(json.loads(capsys.readouterr().out)) < len(found)


def test_duties_as_text(county: SimpleNamespace, capsys: Any) -> None:
    assert call("duties", "--unit", "柳林镇卫生院") == 0
    assert "依据：《试行安全生产责任办法》" in capsys.readouterr().out


def test_a_unit_that_does_not_exist(county: SimpleNamespace, capsys: Any) -> None:
    assert call("duties", "--unit", "无此单位") == 1
    assert "没有找到单位" in capsys.readouterr().err


def test_rebuild_says_how_much_and_how_fast(county: SimpleNamespace, capsys: Any) -> None:
    assert call("rebuild-duties") == 0
    assert "每秒" in capsys.readouterr().out
    assert Standing.objects.exists()
