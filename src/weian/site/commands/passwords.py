"""Measure how long hashing a password takes here, and name the cost that takes 30 to 60 ms."""

import argparse
import os
import sys

from weian.site.passwords import LEAST, MOST, Cost, milliseconds, tuned


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(args: argparse.Namespace) -> int:
    """The cost in use, then the strongest that stays within the limit on this machine."""
    now = Cost.said(os.environ.get("WEIAN_ARGON2", ""))
    took = milliseconds(now)
    cores = os.cpu_count() or 1
    sys.stdout.write(f"现在 WEIAN_ARGON2={now}：{took:.1f} 毫秒，{cores} 核每秒约 {cores * 1000 / took:.0f} 次登录\n")  # fmt: skip
    best, best_took = tuned()
    fits = LEAST <= best_took <= MOST
    told = "" if fits else f"（本机达不到 {LEAST:.0f}–{MOST:.0f} 毫秒，用建议的最低值）" if best_took > MOST else "（最高一档也不到 30 毫秒）"  # fmt: skip
    sys.stdout.write(f"建议 WEIAN_ARGON2={best}：{best_took:.1f} 毫秒{told}\n")
    sys.stdout.write("改了以后重启；各人下次登录时换成新的强度，不用改密码。\n")
    return 0
