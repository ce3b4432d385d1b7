"""Restores a backup into an empty place; whatever is not empty is left as it is."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg

from weian.site.backup import checking, digests, making, pool, programs
from weian.site.backup.manifest import Manifest
from weian.site.backup.places import POOL, BackupFault
from weian.site.database import OWNER_ROLE, WEB_ROLE

_MAY_ALL = """
    SELECT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
       AND (SELECT count(*) = 2 FROM pg_roles WHERE rolname = ANY(%s))
"""


def refuse_unless_empty(place: Mapping[str, Any], media: Path) -> None:
    """Raises BackupFault when there is a table or a file: a restore never overwrites."""
    with psycopg.connect(**place) as connection:
        found = digests.tables(connection)
    if found:
        raise BackupFault(
            f"目标数据库里已有 {len(found)} 张数据表，没有改动。恢复只能进空的地方："
            "请另建一个数据库，或用 WEIAN_DATA 指定一个新的数据文件夹。"
        )
    if next(pool.stored(media), None) is not None:
        raise BackupFault(f"{media} 里已有文件，没有改动。请指定一个空的数据文件夹。")


def refuse_damaged(backup: Path, noted: Manifest, files: Path) -> None:
    """Raises BackupFault, naming the first faults, before anything is written."""
    faults = list(checking.contents_faults(backup, noted))
    if not faults:  # the list of files is right
        faults = list(checking.file_faults(backup, files))
    if faults:
        raise BackupFault(f"备份 {backup.name} 有 {len(faults)} 处损坏：" + "；".join(faults[:5]))


def fill_database(backup: Path, place: Mapping[str, Any]) -> None:
    """The dump into the empty database; owners and grants as they were, if both roles exist."""
    with psycopg.connect(**place) as connection:
        row = connection.execute(_MAY_ALL, [[OWNER_ROLE, WEB_ROLE]]).fetchone()
    programs.restore(place, backup / "database.dump", whole=bool(row and row[0]))


def fill_files(backup: Path, media: Path) -> int:
    """The files of the backup into the store; how many."""
    kept = making.listed(backup)
    for sha256, _ in kept:
        target = pool.path_of(media, sha256)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(pool.path_of(backup.parent / POOL, sha256), target)
        target.chmod(0o600)
    return len(kept)


def check_restored(
    backup: Path, noted: Manifest, place: Mapping[str, Any], media: Path
) -> list[str]:
    """What of the restored database and files is not as in the backup."""
    with psycopg.connect(**place, autocommit=True) as connection:
        faults = [*checking.database_faults(connection, noted)]
        faults += checking.chain_faults(connection, noted)
    return [*faults, *checking.file_faults(backup, media)]
