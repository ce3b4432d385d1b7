"""Do the queued and the periodic work."""

import argparse

from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from weian.site.durability import SERVICE_PATIENCE, refuse_unsafe


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much at once."""
    parser.add_argument("--concurrency", type=int, default=2)


def run(args: argparse.Namespace) -> int:
    """Work until told to stop; jobs under way get their time to end."""
    refuse_unsafe(settings.DATABASES["default"], patience=SERVICE_PATIENCE)
    # Django's own connection serves one thread; a worker needs a pool that can also listen.
    connector = DjangoConnector().get_worker_connector()
    with app.replace_connector(connector) as ready:
        ready.run_worker(concurrency=args.concurrency)
    return 0
