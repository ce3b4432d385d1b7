"""Makes a backup: database, files and list, whole or not at all."""

import os
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import psycopg

from weian.site.backup import digests, manifest, places, pool, programs
from weian.site.backup.manifest import DUMP, FILES, Manifest
from weian.site.backup.places import BackupFault


def make(data: Path, media: Path, folder: Path, at: datetime) -> Manifest:
    """Back up the installation into ``folder``. Raises BackupFault; nothing is left behind then.

    A file that is gone does not keep the rest from being saved: the list names it as missing.
    """
    name = places.name_of(at)
    unfinished = folder / f"{places.UNFINISHED}{name}"
    (folder / places.POOL).mkdir(parents=True, exist_ok=True, mode=0o700)
    if (folder / name).exists():
        raise BackupFault(f"备份 {name} 已经有了，请一秒后再试。")
    unfinished.mkdir(mode=0o700)
    try:
        made = _fill(unfinished, name, media, folder / places.POOL, at)
        manifest.write(unfinished, made, manifest.key(data))
        _sync(unfinished)
        unfinished.rename(folder / name)
        _sync_folder(folder)
    except OSError as error:
        raise BackupFault(f"备份没有做成：{error.strerror}（{error.filename}）。") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return made


def thin_out(folder: Path, keep: int, months: int) -> list[str]:
    """Remove backups past their time, then files that none of the rest names; names of what went."""
    gone = places.superfluous(places.all_of(folder), keep, months)
    for path in gone:
        shutil.rmtree(path)
    for path in folder.glob(f"{places.UNFINISHED}*"):
        shutil.rmtree(path, ignore_errors=True)
    named = {sha for path in places.all_of(folder) for sha, _ in listed(path)}
    pool.prune(folder / places.POOL, named)
    return [path.name for path in gone]


def listed(backup: Path) -> list[tuple[str, int]]:
    """The files of a backup: hash and size."""
    lines = (backup / FILES).read_text("ascii").splitlines()
    return [(line[:64], int(line[65:])) for line in lines]


def _fill(folder: Path, name: str, media: Path, files: Path, at: datetime) -> Manifest:
    place = programs.source()
    with psycopg.connect(**place, autocommit=True) as connection:
        digests.begin(connection)
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        version = connection.info.server_version
        programs.dump(place, folder / DUMP, str(row[0]), version)
        tables = digests.of_database(connection)
        head, named = digests.chain_head(connection), digests.named_files(connection)
        connection.execute("COMMIT")
    # After the snapshot: whatever a row of it names was on the disk before the row was.
    kept, missing = _take(media, files, named)
    (folder / FILES).write_text("".join(f"{sha} {size}\n" for sha, size in kept), "ascii")
    contents = {part: pool.hash_of(folder / part) for part in (DUMP, FILES)}
    return Manifest(
        name=name, made_at=at.isoformat(timespec="seconds"), server=f"PostgreSQL {version // 10_000}",
        contents=contents, tables=tables, chain=head, files=len(kept),
        file_bytes=sum(size for _, size in kept), missing=tuple(missing),
    )  # fmt: skip


def _take(media: Path, files: Path, named: set[str]) -> tuple[list[tuple[str, int]], list[str]]:
    kept, missing = [], []
    for sha256 in sorted({*pool.stored(media), *named}):
        size = pool.take(media, files, sha256)
        if size is not None:
            kept.append((sha256, size))
        elif sha256 in named:
            missing.append(sha256)
    return kept, missing


def _sync(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def faults_of(made: Manifest) -> Iterable[str]:
    """What the maker should know, one line each."""
    return (f"附件 {sha256} 的内容缺失或损坏，没有备份到。" for sha256 in made.missing)
