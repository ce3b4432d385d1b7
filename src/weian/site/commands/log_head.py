"""Write the head of the event log into a folder, to be kept on another machine."""

import argparse
import sys
from pathlib import Path

from django.db import connection

from weian.base import clock, heads
from weian.site.heads import heads_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument(
        "--to", type=Path, help="folder (WEIAN_HEADS, else heads in the data folder)"
    )


def run(args: argparse.Namespace) -> int:
    """One file a day, which later tells whether the log was cut or computed anew."""
    place = heads.export(args.to or heads_folder(), clock.now(), connection)
    sys.stdout.write(f"{place}：{place.read_text('ascii')}" if place else "日志还是空的。\n")
    return 0
