"""Restore a backup into an empty database and an empty data folder."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from weian.site import embedded
from weian.site.backup import manifest, places, programs, restoring
from weian.site.backup.manifest import Manifest
from weian.site.backup.places import POOL, BackupFault


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which backup, and that it is meant."""
    parser.add_argument("name", nargs="?", default="", help="the newest unless given")
    parser.add_argument("--from", dest="folder", type=Path, help="folder of backups")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(args: argparse.Namespace) -> int:
    """Check the backup, ask, restore, compare; 1 with the reason when it is refused."""
    folder = args.folder.resolve() if args.folder else places.backups_folder(settings.DATA)
    try:
        backup = places.chosen(folder, args.name)
        noted = manifest.read(backup, manifest.known_key(settings.DATA))
        restoring.refuse_damaged(backup, noted, folder / POOL)
        with _database() as place:
            restoring.refuse_unless_empty(place, settings.MEDIA_ROOT)
            if not args.yes and not _meant(backup, noted, place):
                sys.stdout.write("没有恢复。\n")
                return 1
            return _restore(backup, noted, place)
    except BackupFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 1


@contextmanager
def _database() -> Iterator[dict[str, Any]]:
    """The empty database to fill: the embedded one, made here while nobody else runs, or the given."""
    if not embedded.wanted():
        yield programs.source()
        return
    with embedded.only_one(settings.DATA):
        cluster = embedded.cluster_of(settings.DATA)
        cluster.prepare()
        server = cluster.start()
        try:
            cluster.wait(server)
            cluster.prepare_database()
            yield programs.source()
        finally:
            cluster.stop(server)


def _meant(backup: Path, noted: Manifest, place: dict[str, Any]) -> bool:
    target = place.get("host") or "本机"
    sys.stdout.write(
        f"将把 {noted.made_at} 做的备份恢复到数据库 {place.get('dbname')}（{target}）"
        f"和文件夹 {settings.MEDIA_ROOT}。\n请输入备份名 {backup.name} 确认，其他任意键取消："
    )
    sys.stdout.flush()
    return sys.stdin.readline().strip() == backup.name


def _restore(backup: Path, noted: Manifest, place: dict[str, Any]) -> int:
    restoring.fill_database(backup, place)
    count = restoring.fill_files(backup, settings.MEDIA_ROOT)
    faults = restoring.check_restored(backup, noted, place, settings.MEDIA_ROOT)
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    if faults:
        return 1
    rows = sum(table.rows for table in noted.tables.values())
    sys.stdout.write(
        f"恢复完成：{len(noted.tables)} 张表，{rows} 行，文件 {count} 个，与备份逐项相同；"
        f"日志到第 {noted.chain[0]} 条，前后相扣。\n"
        "现在可以启动：weian run --no-demo。\n"
    )
    return 0
