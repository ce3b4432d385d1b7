"""Starts services as children and keeps them running until told to stop."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from types import FrameType

import structlog

from weian.site.processes import spawn, stop

log = structlog.get_logger(__name__)
_TICK = 0.2  # seconds between looks at the children
_QUICK = 25  # ticks: who dies sooner than this after a start is not merely unlucky


@dataclass
class Service:
    """A child that has to be running."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    stop_signal: int = signal.SIGTERM
    patience: float = 20  # seconds to end in
    lives: int = 5  # quick deaths in a row before it is given up
    child: subprocess.Popen[bytes] | None = None
    age: int = 0
    quick_deaths: int = 0

    def ensure(self) -> None:
        """Start it, or start it again if it has ended."""
        if self.child is None:
            self.child = self.start()
        elif self.child.poll() is None:
            self.age += 1
        else:
            self._revive(self.child.returncode)

    def end(self) -> None:
        """Stop it and wait."""
        if self.child is not None:
            stop(self.child, self.stop_signal, self.patience)

    def _revive(self, code: int) -> None:
        self.quick_deaths = self.quick_deaths + 1 if self.age < _QUICK else 0
        log.warning("service ended", service=self.name, code=code)
        if self.quick_deaths >= self.lives:
            raise SystemExit(f"{self.name} ends again and again; see the messages above.")
        self.age = 0
        self.child = self.start()


def command_service(name: str, *arguments: str) -> Service:
    """A service that is a sub-command of `weian`."""
    command = (sys.executable, "-m", "weian.site.cli", name, *arguments)
    return Service(name, lambda: spawn(command))


def supervise(services: list[Service], stopped: Event) -> None:
    """Keep all of them running until `stopped` is set, then end the last one first."""
    try:
        while not stopped.wait(_TICK):
            for service in services:
                service.ensure()
    finally:
        for service in reversed(services):
            service.end()


@contextmanager
def stop_signals() -> Iterator[Event]:
    """An event set by Ctrl-C, `kill` and a closed terminal."""
    stopped = Event()

    def note(number: int, frame: FrameType | None) -> None:
        stopped.set()

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, note) for number in numbers]
    try:
        yield stopped
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
