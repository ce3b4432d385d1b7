"""Read stored files again and compare each with its hash; exit 1 when one is gone or spoilt."""

import argparse
import sys

from weian.base import clock, scrubbing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many."""
    parser.add_argument("--all", action="store_true", help="every file, not only tonight's share")


def run(args: argparse.Namespace) -> int:
    """Say how many were read and which are wrong."""
    found = scrubbing.scrub(None if args.all else scrubbing.share_of(clock.now()))
    for words, which in (("缺失", found.missing), ("损坏", found.spoilt)):
        sys.stdout.writelines(f"{words} {sha256}\n" for sha256 in which)
    sys.stdout.write(
        f"附件 {found.named} 个，读了 {found.read} 个：缺失 {len(found.missing)}，"
        f"损坏 {len(found.spoilt)}；没有用到的文件 {sum(1 for _ in scrubbing.orphans())} 个。\n"
    )
    return 1 if found.missing or found.spoilt else 0
