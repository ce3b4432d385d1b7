"""Backups by night: switchable, and an administrator hears of one that failed, once."""

from pathlib import Path
from typing import Any

import pytest
from procrastinate.contrib.django import app

from weian.notify.models import Notice
from weian.site.backup import jobs

from .conftest import AT, House

pytestmark = pytest.mark.db


def test_they_are_asked_for_periodically() -> None:
    known = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert {"weian.site.backup.jobs.nightly_backup", "weian.site.backup.jobs.weekly_drill"} <= known


@pytest.mark.parametrize(
    ("given", "demo", "expected"),
    [(None, False, True), (None, True, False), ("0", False, False), ("1", True, True)],
)
def test_they_can_be_switched(
    monkeypatch: pytest.MonkeyPatch, settings: Any, given: str | None, demo: bool, expected: bool
) -> None:
    monkeypatch.delenv("WEIAN_NIGHTLY_BACKUP", raising=False)
    if given is not None:
        monkeypatch.setenv("WEIAN_NIGHTLY_BACKUP", given)
    settings.WEIAN_DEMO = demo
    assert jobs.wanted("WEIAN_NIGHTLY_BACKUP") is expected


def test_a_failure_is_told_to_administrators_once_with_its_reason(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEIAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("WEIAN_BACKUPS", str(tmp_path / "none"))
    assert jobs.run("drill", "备份试恢复没有通过", AT) == 1
    assert jobs.run("drill", "备份试恢复没有通过", AT) == 1
    (notice,) = Notice.objects.all()
    assert notice.person.name == "郑系统"
    assert "没有任何备份" in notice.body
