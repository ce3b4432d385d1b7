"""Check the hash chain of the event log; exit 1 and name the first bad row when it is broken."""

import argparse
import sys
import time
from pathlib import Path

from django.db import connection

from weian.base import chain, events, heads
from weian.site.heads import heads_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to begin, and the heads that were kept elsewhere."""
    parser.add_argument("--from", dest="start", type=int, default=0, metavar="SEQ")
    parser.add_argument("--heads", type=Path, help="folder of exported heads (WEIAN_HEADS)")


def run(args: argparse.Namespace) -> int:
    """Read the whole chain, then look for the noted heads in it."""
    began = time.perf_counter()
    fault = events.verify(args.start)
    seconds = time.perf_counter() - began
    try:
        noted = heads.exported(args.heads or heads_folder())
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    fault = fault or heads.verify(noted, connection)
    if fault is not None:
        sys.stdout.write(f"日志第 {fault.seq} 条有问题：{fault.reason}\n")
        return 1
    rows = max(chain.last_seq() - args.start, 0)
    sys.stdout.write(
        f"日志完整，前后相扣：{rows} 条，每秒 {rows / max(seconds, 0.001):,.0f} 条；"
        f"与 {len(noted)} 份链头文件一致。\n"
    )
    return 0
