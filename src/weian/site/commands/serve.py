"""Serve the web pages and the API."""

import argparse
import os

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from weian.modules.tips import memory
from weian.site.durability import SERVICE_PATIENCE, refuse_unsafe
from weian.site.logging import logging_settings

_THREADS = 4  # per worker process; measured best on two cores
_WAITING = (
    64  # requests per worker process that may queue for a thread before others are turned away
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, unless the environment says."""
    parser.add_argument("--bind", default=settings.BIND)
    parser.add_argument("--port", type=int, default=settings.PORT)


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    refuse_unsafe(settings.DATABASES["default"], patience=SERVICE_PATIENCE)
    serve(args.bind, args.port)
    return 0


def serve(bind: str, port: int) -> None:
    """The server itself, until told to stop. It keeps no log of who asked for what."""
    memory.share()  # before the processes that count in it
    Granian(
        "weian.site.wsgi:application",
        address=bind,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("WEIAN_WEB_PROCESSES") or "2"),
        blocking_threads=_THREADS,
        backpressure=_WAITING,
        respawn_failed_workers=True,
        workers_kill_timeout=15,
        log_level=LogLevels.warning,
        log_dictconfig=_log_settings(),
        static_path_route=[settings.STATIC_URL.rstrip("/")],
        static_path_mount=[settings.STATIC_ROOT],
    ).serve()


def _log_settings() -> dict[str, object]:
    own = logging_settings()
    own["loggers"]["_granian"] = {"handlers": ["line"], "propagate": False}
    return own
