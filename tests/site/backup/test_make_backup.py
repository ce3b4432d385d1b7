"""A backup is whole or not there, says what it holds, and goes when its time has come."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from weian.base.attachments import Attachment
from weian.base.models import ChainHead, Event
from weian.site.backup import making, manifest, places, pool, programs
from weian.site.backup.places import BackupFault

from .conftest import AT, House

pytestmark = pytest.mark.db


def test_a_backup_says_what_it_holds(house: House) -> None:
    made = house.back_up()
    assert made == manifest.read(house.newest, manifest.known_key(house.data))
    assert made.tables['"public"."base_event"'].rows == Event.objects.count() > 0
    assert made.chain == (ChainHead.objects.get().seq, ChainHead.objects.get().hash)
    assert (made.files, made.missing) == (1, ())
    assert pool.hash_of(house.newest / "database.dump") == made.contents["database.dump"]


def test_the_digest_of_a_table_follows_its_content_and_not_its_order(house: House) -> None:
    table = '"public"."org_unit"'
    first = house.back_up().tables[table]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE org_unit SET name = name")  # the rows now lie elsewhere
    moved = house.back_up(AT + timedelta(seconds=1)).tables[table]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE org_unit SET name = name || '。' WHERE kind = 'township_clinic'")
    changed = house.back_up(AT + timedelta(seconds=2)).tables[table]
    assert moved == first
    assert changed.rows == first.rows
    assert changed.digest != first.digest


def test_a_backup_that_fails_leaves_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEIAN_BACKUP_URL", url_of_a_role_that_may_not())
    with pytest.raises(BackupFault, match="导出数据库没有成功"):
        house.back_up()
    assert places.all_of(house.backups) == []
    assert list(house.backups.glob(f"{places.UNFINISHED}*")) == []


def url_of_a_role_that_may_not() -> str:
    place = programs.source()
    with psycopg.connect(**place) as superuser:
        superuser.execute("DROP ROLE IF EXISTS stranger")
        superuser.execute("CREATE ROLE stranger LOGIN")
    return f"postgresql://stranger@/{place['dbname']}?host={place['host']}"


def test_a_missing_file_is_named_and_the_rest_is_saved(house: House) -> None:
    row = Attachment.objects.get()
    pool.path_of(house.media, row.sha256).unlink()
    made = house.back_up()
    assert made.missing == (row.sha256,)
    assert len(list(making.faults_of(made))) == 1
    assert made.tables['"public"."case_case"'].rows == 3


def test_a_spoilt_file_of_the_pool_is_replaced_by_the_next_backup(
    house: House, spoil: Callable[[Path], None]
) -> None:
    house.back_up()
    spoil(house.file())
    assert house.back_up(AT + timedelta(days=1)).missing == ()
    assert pool.hash_of(house.file()) == house.file().name


def test_old_backups_go_with_the_files_that_only_they_had(house: House) -> None:
    house.back_up()
    kept = house.file()
    Attachment.objects.all().delete()
    pool.path_of(house.media, kept.name).unlink()
    for days in (1, 2):
        house.back_up(AT + timedelta(days=days))
    assert making.thin_out(house.backups, keep=2, months=0) == ["weian-20261121-023000"]
    assert not kept.exists()


def test_the_first_of_each_month_stays_longer(tmp_path: Path) -> None:
    days = ["20260901", "20260915", "20261001", "20261120", "20261121"]
    all_ = [tmp_path / f"weian-{day}-023000" for day in days]
    assert places.superfluous(all_, keep=1, months=2) == [all_[0], all_[1]]
    assert places.superfluous(all_, keep=2, months=0) == all_[:3]
    assert places.superfluous(all_, keep=9, months=0) == []


def test_what_an_interrupted_backup_left_is_cleared_away(house: House) -> None:
    house.back_up()
    left = house.backups / f"{places.UNFINISHED}weian-20261120-023000"
    left.mkdir()
    assert making.thin_out(house.backups, keep=2, months=0) == []
    assert not left.exists()
