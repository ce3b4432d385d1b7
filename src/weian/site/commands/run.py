"""Everything: database, migrations, policy packs, demo data, web server and worker."""

import argparse
import os
import signal
import socket
import sys
from contextlib import ExitStack
from threading import Event

import structlog
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from weian.site import cli, embedded
from weian.site.demo.scenes import UnknownScene, chosen
from weian.site.durability import refuse_unsafe
from weian.site.postgres import Cluster
from weian.site.processes import spawn
from weian.site.server import Service, command_service, stop_signals, supervise

log = structlog.get_logger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether an empty installation gets the demonstration county."""
    parser.add_argument("--no-demo", action="store_true", help="start without demonstration data")


def run(args: argparse.Namespace) -> int:
    """Start in order, say where, and stay until told to stop."""
    _refuse_taken_port()
    if not args.no_demo:
        _refuse_unknown_place()
        os.environ["WEIAN_DEMO"] = "1"  # for the children
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)  # ends the preparation like Ctrl-C
    try:
        with ExitStack() as stack:
            stack.enter_context(embedded.only_one(settings.DATA))
            services = [_database_service(stack)] if embedded.wanted() else []
            _prepare_tables()
            # They take their time, which the rest can use. Capture goes on without a worker.
            for service in (command_service("serve", lives=5), command_service("worker")):
                stack.callback(service.end)
                service.ensure()
                services.append(service)
            _fill(demo=not args.no_demo)
            stopped = stack.enter_context(stop_signals())
            _announce(stopped)
            supervise(services, stopped)
    except KeyboardInterrupt:
        return 130
    print("卫安已停止。")
    return 0


def _database_service(stack: ExitStack) -> Service:
    cluster: Cluster = embedded.cluster_of(settings.DATA)
    cluster.prepare()
    # More lives than one: while a killed server's children hold its memory, no other can start.
    service = Service("database", cluster.start, signal.SIGINT, patience=60, lives=20)
    stack.callback(service.end)  # also when a later step fails
    service.ensure()
    assert service.child is not None
    cluster.wait(service.child)
    cluster.prepare_database()
    return service


def _prepare_tables() -> None:
    refuse_unsafe(settings.DATABASES["default"])
    # A process of its own: it is another role, which this process must not be able to be.
    if _behind() and spawn((sys.executable, "-m", "weian.site.cli", "migrate")).wait():
        raise SystemExit("The migrations failed; see the messages above.")
    call_command("collectstatic", interactive=False, verbosity=0)


def _behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _fill(*, demo: bool) -> None:
    if cli.call("packs", "load", "--if-changed"):
        # Those already in the database stay in force: better old law than no server.
        log.error("policy packs not loaded")
    if demo and cli.call("demo"):
        raise SystemExit("The demonstration was not loaded; see the messages above.")
    connections.close_all()


def _announce(stopped: Event) -> None:
    """Say the address once the server answers."""
    for _ in range(300):
        if stopped.wait(0.1) or _listening():
            break
    host = "127.0.0.1" if settings.BIND in {"0.0.0.0", "::"} else settings.BIND
    print(f"\n卫安  http://{host}:{settings.PORT}/    (Ctrl-C 停止)\n", flush=True)


def _listening() -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((settings.BIND, settings.PORT)) == 0


def _refuse_unknown_place() -> None:
    """Before anything is started."""
    try:
        chosen()
    except UnknownScene as error:
        raise SystemExit(str(error)) from None


def _refuse_taken_port() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.BIND, settings.PORT))
        except OSError as error:
            raise SystemExit(
                f"{settings.BIND}:{settings.PORT}: {os.strerror(error.errno or 0)}. Set WEIAN_PORT."
            ) from None
