"""A restore fills an empty place, refuses any other, and proves that the result is the same."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from weian.site.backup import manifest, places, pool

from .conftest import House

pytestmark = pytest.mark.db


@pytest.fixture
def empty(house: House) -> Iterator[Path]:
    """A new data folder with nothing but the key kept elsewhere."""
    with tempfile.TemporaryDirectory(prefix="weian-test-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        house.back_up()
        shutil.copyfile(house.data / manifest.KEY_FILE, folder / manifest.KEY_FILE)
        yield folder


def weian(folder: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """The command as typed on the new machine."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("WEIAN_")}
    return subprocess.run(
        [sys.executable, "-m", "weian.site.cli", *arguments], input=typed, text=True,
        env={**environment, "WEIAN_DATA": str(folder), "WEIAN_LOG": "json"},
        capture_output=True, check=False,
    )  # fmt: skip


def test_an_empty_place_gets_everything_and_a_second_restore_is_refused(
    house: House, empty: Path
) -> None:
    place = ("--from", str(house.backups))
    done = weian(empty, "restore", *place, typed=f"{house.newest.name}\n")
    assert done.returncode == 0, done.stderr
    assert "与备份逐项相同" in done.stdout
    assert [
        pool.hash_of(pool.path_of(empty / "files", sha)) for sha in pool.stored(empty / "files")
    ]
    assert weian(empty, "verify-log").returncode == 0
    again = weian(empty, "restore", *place, "--yes")
    assert again.returncode == 1
    assert "没有改动" in again.stderr
    # The new place is backed up in its turn, and the backup tried.
    assert weian(empty, "backup").returncode == 0
    assert json.loads((places.chosen(empty / "backups") / "manifest.json").read_text("utf-8"))


def test_nothing_is_restored_unless_the_name_is_typed(house: House, empty: Path) -> None:
    done = weian(empty, "restore", "--from", str(house.backups), typed="是\n")
    assert done.returncode == 1
    assert "没有恢复" in done.stdout
    assert list(pool.stored(empty / "files")) == []


def test_files_that_are_there_are_left_alone(house: House, empty: Path) -> None:
    there = pool.path_of(empty / "files", "0" * 64)
    there.parent.mkdir(parents=True)
    there.write_text("有用")
    done = weian(empty, "restore", "--from", str(house.backups), "--yes")
    assert done.returncode == 1
    assert "已有文件" in done.stderr
    assert there.read_text() == "有用"


def test_a_damaged_backup_is_refused_before_anything_is_written(
    house: House, empty: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(house.file())
    done = weian(empty, "restore", "--from", str(house.backups), "--yes")
    assert done.returncode == 1
    assert "损坏" in done.stderr
    assert not (empty / "postgres").exists()


def test_without_the_key_it_says_which_file_is_wanted(house: House, empty: Path) -> None:
    (empty / manifest.KEY_FILE).unlink()
    done = weian(empty, "restore", "--from", str(house.backups), "--yes")
    assert done.returncode == 1
    assert "backup_key" in done.stderr


def test_without_a_backup_it_says_so(empty: Path) -> None:
    done = weian(empty, "restore", "--yes")
    assert done.returncode == 1
    assert "没有任何备份" in done.stderr
