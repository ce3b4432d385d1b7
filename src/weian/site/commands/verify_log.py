"""Check the hash chain of the event log; exit 1 and name the first bad row when it is broken."""

import argparse
import sys

from weian.base import events


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to begin."""
    parser.add_argument("--from", dest="start", type=int, default=0, metavar="SEQ")


def run(args: argparse.Namespace) -> int:
    """Read the whole chain."""
    fault = events.verify(args.start)
    if fault is None:
        sys.stdout.write("日志完整，前后相扣。\n")
        return 0
    sys.stdout.write(f"日志第 {fault.seq} 条有问题：{fault.reason}\n")
    return 1
