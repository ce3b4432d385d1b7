"""The drill passes a sound backup and fails on one changed byte, one missing file, one altered row."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from weian.site.backup import drilling, manifest, places
from weian.site.backup.drilling import Report

from .conftest import AT, House

pytestmark = pytest.mark.db


def drill(house: House) -> Report:
    return drilling.drill(house.newest, house.data, AT)


def faults(report: Report) -> str:
    return "；".join(f"{step.title}：{fault}" for step in report.steps for fault in step.faults)


def test_a_sound_backup_passes_and_the_report_is_signed(house: House) -> None:
    house.back_up()
    report = drill(house)
    assert report.passed, faults(report)
    assert [step.title for step in report.steps] == [
        "备份文件与清单一致", "附件逐个核对指纹", "恢复到临时数据库", "行数和内容摘要",
        "日志前后相扣", "打开页面",
    ]  # fmt: skip
    (kept,) = (house.backups / places.DRILLS).iterdir()
    assert drilling.verify_report(kept, house.data)
    assert json.loads(kept.read_text("utf-8").rsplit("\n", 2)[0])["passed"] is True
    kept.write_text(kept.read_text("utf-8").replace("true", "false"), "utf-8")
    assert not drilling.verify_report(kept, house.data)


@pytest.mark.parametrize("part", ["database.dump", "files.txt", "manifest.json"])
def test_one_changed_byte_fails(house: House, spoil: Callable[[Path], None], part: str) -> None:
    house.back_up()
    spoil(house.newest / part)
    assert not drill(house).passed


def test_one_changed_byte_in_a_file_fails(house: House, spoil: Callable[[Path], None]) -> None:
    house.back_up()
    spoil(house.file())
    report = drill(house)
    assert not report.passed
    assert f"文件 {house.file().name} 的内容已损坏" in faults(report)


def test_one_missing_file_fails(house: House) -> None:
    house.back_up()
    gone = house.file()
    gone.unlink()
    report = drill(house)
    assert not report.passed
    assert f"缺少文件 {gone.name}" in faults(report)


@pytest.mark.parametrize("part", ["database.dump", "files.txt", "manifest.json", "manifest.hmac"])
def test_one_missing_part_fails(house: House, part: str) -> None:
    house.back_up()
    (house.newest / part).unlink()
    assert not drill(house).passed


def test_a_backup_of_a_tampered_log_fails(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE base_event SET given_text = '{}' WHERE seq = 2")
    house.back_up()
    report = drill(house)
    assert not report.passed
    assert "日志第 2 条有问题" in faults(report)


def test_a_list_signed_with_another_key_fails(house: House) -> None:
    house.back_up()
    (house.data / manifest.KEY_FILE).write_text("0" * 64)
    report = drill(house)
    assert not report.passed
    assert "签名不符" in faults(report)


def test_a_table_that_comes_back_otherwise_fails(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The list is of the database as it is, the dump of an emptier one: signed, whole, and wrong.
    made = house.back_up()
    tables = dict(made.tables)
    name = '"public"."case_case"'
    tables[name] = tables[name]._replace(rows=4)
    wrong = type(made)(**{**vars(made), "tables": tables})
    manifest.write(house.newest, wrong, manifest.known_key(house.data))
    report = drill(house)
    assert not report.passed
    assert f"数据表 {name} 应有 4 行，实有 3 行" in faults(report)
