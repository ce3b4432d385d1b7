"""Restore the newest backup beside the installation, compare it, open pages, sign a report."""

import argparse
import sys
from pathlib import Path

from django.conf import settings

from weian.base import clock
from weian.site.backup import drilling, places
from weian.site.backup.places import BackupFault


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which backup, and where there is room."""
    parser.add_argument("name", nargs="?", default="", help="the newest unless given")
    parser.add_argument("--from", dest="folder", type=Path, help="folder of backups")
    parser.add_argument("--scratch", type=Path, help="folder with room for a second database")
    parser.add_argument("--verify", type=Path, metavar="REPORT", help="check a report's signature")


def run(args: argparse.Namespace) -> int:
    """0 only if everything was found as it should be."""
    try:
        if args.verify:
            return _verify(args.verify)
        folder = args.folder.resolve() if args.folder else places.backups_folder(settings.DATA)
        backup = places.chosen(folder, args.name)
    except (BackupFault, OSError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    report = drilling.drill(backup, settings.DATA, clock.now(), args.scratch)
    for step in report.steps:
        mark = "不通过" if step.faults else "通过"
        sys.stdout.write(f"  {mark}  {step.title}  {step.detail}  {step.seconds:.1f} 秒\n")
        sys.stdout.writelines(f"        {fault}\n" for fault in step.faults)
    sys.stdout.write(f"备份 {report.backup}：{'可以恢复' if report.passed else '不能放心使用'}。\n")
    return 0 if report.passed else 1


def _verify(report: Path) -> int:
    good = drilling.verify_report(report, settings.DATA)
    sys.stdout.write("签名正确，报告没有改动过。\n" if good else "签名不符，报告被改动过。\n")
    return 0 if good else 1
