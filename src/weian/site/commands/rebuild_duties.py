"""Compute every duty from the ground up and write what differs."""

import argparse
import sys
import time

from weian.base import clock
from weian.duty import actions


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Shows how far it is, and at the end how fast it was."""
    began = time.monotonic()
    outcome = actions.rebuild(clock.now(), _show)
    seconds = time.monotonic() - began
    sys.stderr.write("\n" if sys.stderr.isatty() else "")
    sys.stdout.write(
        f"{outcome.units} 个单位和科室，{outcome.duties} 项责任事项（未了 {outcome.open} 项），"
        f"改写 {outcome.written} 行，用时 {seconds:.1f} 秒，"
        f"每秒 {outcome.duties / max(seconds, 0.001):,.0f} 项。\n"
    )
    return 0


def _show(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{total} 个单位…")
        sys.stderr.flush()
