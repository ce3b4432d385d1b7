"""Fill an empty installation with the demonstration county; a filled one is left as it is."""

import argparse
import sys

from django.db import transaction

from weian.site import followers
from weian.site.demo import build as county
from weian.site.demo.people import ACCOUNTS, PASSWORD


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(args: argparse.Namespace) -> int:
    """Build once, and print the accounts."""
    if not county.exists():
        with followers.silent(), transaction.atomic():  # all or nothing
            county.build(_say)
    width = max(len(a.login) for a in ACCOUNTS)
    sys.stdout.write(f"\n演示账号（密码都是 {PASSWORD}）：\n")
    sys.stdout.writelines(f"  {a.login:<{width}}  {a.title}\n" for a in ACCOUNTS)
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"  {text}\n")
    sys.stdout.flush()
