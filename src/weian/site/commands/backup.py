"""Back up database and files into a folder, signed; remove backups past their time."""

import argparse
import os
import sys
import time
from pathlib import Path

from django.conf import settings

from weian.base import clock
from weian.site.backup import making, places
from weian.site.backup.places import BackupFault

KEEP, MONTHS = 14, 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and how many to keep."""
    keep = int(os.environ.get("WEIAN_BACKUP_KEEP") or KEEP)
    months = int(os.environ.get("WEIAN_BACKUP_MONTHS") or MONTHS)
    parser.add_argument(
        "--to", type=Path, help="folder of backups (WEIAN_BACKUPS, else data/backups)"
    )
    parser.add_argument(
        "--keep", type=int, default=keep, help="how many to keep (WEIAN_BACKUP_KEEP)"
    )
    parser.add_argument(
        "--months", type=int, default=months,
        help="and the first of each of so many months (WEIAN_BACKUP_MONTHS)",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Make one and say what is in it; 1 when it could not be made or a file was missing."""
    began = time.monotonic()
    folder = args.to.resolve() if args.to else places.backups_folder(settings.DATA)
    try:
        made = making.make(settings.DATA, settings.MEDIA_ROOT, folder, clock.now())
        gone = making.thin_out(folder, args.keep, args.months)
    except BackupFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    rows = sum(table.rows for table in made.tables.values())
    sys.stdout.write(
        f"备份 {folder / made.name}\n"
        f"  {len(made.tables)} 张表，{rows} 行；日志到第 {made.chain[0]} 条；"
        f"文件 {made.files} 个，{made.file_bytes / 1_000_000:.1f} MB；"
        f"用时 {time.monotonic() - began:.1f} 秒。\n"
    )
    if gone:
        sys.stdout.write(f"  到期删除：{'、'.join(gone)}\n")
    faults = list(making.faults_of(made))
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0
