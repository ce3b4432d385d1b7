"""Bring the database to this version, as the role that owns the tables."""

import argparse

from django.conf import settings
from django.core.management import call_command

from weian.site.durability import refuse_unsafe


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Apply what is missing; a lock that cannot be had in five seconds is given up."""
    refuse_unsafe(settings.DATABASES["default"])
    call_command("migrate", interactive=False, verbosity=0)
    return 0
