"""No row without its file, no file for ever without a row, and what a disk forgets is found."""

import os
import signal
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile

from weian.base import attachments, scrubbing, store
from weian.base.clock import TZ
from weian.base.models import Attachment, CalendarDay
from weian.notify.models import Notice
from weian.org import actions as org
from weian.site import upkeep

pytestmark = [pytest.mark.db, pytest.mark.django_db]
AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
#: Puts a file, and is stopped by SIGKILL at a step of it.
_PUT = """
import io, os, signal, sys
from pathlib import Path
import django
from django.conf import settings
settings.configure(MEDIA_ROOT=sys.argv[1])
from weian.base import store
step = int(sys.argv[2])
def trace(frame, event, argument):
    global step
    if frame.f_code.co_filename.endswith("base/store.py"):
        if event == "line":
            step -= 1
            if step == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
sys.settrace(trace)
store.put(io.BytesIO(b"content " * 100_000))
sys.settrace(None)
print("done")
"""


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def house(db: None) -> SimpleNamespace:
    """A unit, an administrator and a way to upload."""
    seed = org.UnitSeed("office", "commission_county", "清河县卫生健康局", "", AT.date())
    unit = org.load_tree(None, at=AT, seeds=[seed])["office"]
    admin = org.appoint(
        None, at=AT, unit=unit, roles=["platform_admin"], name="郑系统", since=AT.date()
    )

    def upload(number: int, owner: tuple[str, object] | None = ("thing", 1)) -> Attachment:
        content = ContentFile(b"%PDF-1.4\n%" + str(number).encode() + b"\n%%EOF", name="a.pdf")
        return attachments.save(content, by=admin, unit=unit, at=AT, owner=owner)

    return SimpleNamespace(unit=unit, admin=admin, upload=upload)


def test_killed_at_any_step_it_is_there_whole_or_not_at_all(files: Path) -> None:
    """Whatever lies under a hash has that hash; what was begun is no more than a part to be swept."""
    killed = 0
    for step in range(1, 60, 3):
        place = files / str(step)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", _PUT, str(place), str(step)], env=environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        killed += done.returncode != 0
        for path in place.glob("??/??/*"):
            assert store.hash_of(path) == path.name
        if done.returncode == 0:
            assert list(place.glob("??/??/*")) and not list(place.glob(".part-*"))
            break
    print(f"files: killed at {killed} steps of storing, 0 files of the wrong content")
    assert killed >= 5


def test_content_that_any_row_names_stays_and_orphans_go(
    house: SimpleNamespace, files: Path
) -> None:
    kept = house.upload(1)
    draft = house.upload(2, owner=None)
    (files / ".part-left").write_bytes(b"half")
    nobodys, _ = store.put(ContentFile(b"nobody names it"))
    old = (AT - timedelta(days=2)).timestamp()
    for path in store.stored_before(float("inf")):
        os.utime(path, (old, old))
    assert set(scrubbing.orphans()) == {nobodys, ".part-left"}
    assert attachments.sweep(AT + timedelta(days=2)) == 3
    assert list(scrubbing.orphans()) == []
    assert [p.name for p in store.stored_before(float("inf"))] == [kept.sha256]
    assert not Attachment.objects.filter(pk=draft.pk).exists()


def test_documents_and_spreadsheets_under_way_are_named_too() -> None:
    assert {("policy_draft", "sha256"), ("site_import", "sha256"), ("site_import", "marked")} < set(
        store.HOLDERS
    )


def test_every_file_is_read_once_in_forty_eight_nights(house: SimpleNamespace) -> None:
    rows = [house.upload(number) for number in range(40)]
    read = 0
    for night in range(scrubbing.NIGHTS):
        found = scrubbing.scrub(scrubbing.share_of(AT + timedelta(days=night)))
        assert (found.missing, found.spoilt) == ([], [])
        read += found.read
    assert read == len(rows)
    assert 1 / scrubbing.NIGHTS >= 0.02


def test_a_lost_and_a_spoilt_file_are_told_to_the_administrators_once(
    house: SimpleNamespace,
) -> None:
    lost, spoilt, _ = (house.upload(number) for number in range(3))
    store.path_of(lost.sha256).unlink()
    store.path_of(spoilt.sha256).write_bytes(b"x")
    found = scrubbing.scrub()
    assert (found.missing, found.spoilt) == ([lost.sha256], [spoilt.sha256])
    assert upkeep.tell_of_files(found, AT) == 1
    assert upkeep.tell_of_files(found, AT) == 0
    notice = Notice.objects.get()
    assert notice.person_id == house.admin.pk
    assert lost.sha256 in notice.body and spoilt.sha256 in notice.body


@pytest.mark.parametrize(
    ("used", "words"),
    [(84, ""), (85, "不多了"), (94, "不多了"), (95, "就要满了"), (100, "就要满了")],
)
def test_a_disk_that_fills_up_is_told(
    house: SimpleNamespace, tmp_path: Path, used: int, words: str
) -> None:
    told = upkeep.tell_of_disk(tmp_path, used, AT)
    assert told == (1 if words else 0)
    assert upkeep.tell_of_disk(tmp_path, used, AT) == 0  # once a day and level
    assert [words in n.title for n in Notice.objects.all()] == ([True] if words else [])


def test_the_disks_of_this_installation_are_known(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    assert upkeep.disks() == [tmp_path]


def test_the_holidays_of_the_next_year_are_asked_for_from_november_once(
    house: SimpleNamespace,
) -> None:
    CalendarDay.objects.filter(day__year__gte=2027).delete()
    assert upkeep.tell_of_calendar(datetime(2026, 10, 31, 23, 59, tzinfo=TZ)) == 0
    assert upkeep.tell_of_calendar(datetime(2026, 11, 6, 8, 0, tzinfo=TZ)) == 1
    assert upkeep.tell_of_calendar(datetime(2026, 11, 7, 8, 0, tzinfo=TZ)) == 0
    notice = Notice.objects.get()
    assert (notice.url, "2027" in notice.title) == ("/workdays/", True)
    CalendarDay.objects.create(day=date(2028, 1, 1), kind="holiday", name="元旦")
    assert upkeep.tell_of_calendar(datetime(2027, 11, 1, 8, 0, tzinfo=TZ)) == 0
