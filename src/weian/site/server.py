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
_REST, _LONGEST_REST = 5, 50  # ticks: each quick death in a row makes the next start wait longer


@dataclass
class Service:
    """A child that has to be running."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    stop_signal: int = signal.SIGTERM
    patience: float = 20  # seconds to end in
    lives: int | None = None  # quick deaths in a row before everything is given up; None: never
    child: subprocess.Popen[bytes] | None = None
    age: int = 0
    rest: int = 0
    quick_deaths: int = 0

    def ensure(self) -> None:
        """Start it, or start it again if it has ended."""
        if self.child is not None and self.child.poll() is not None:
            self._bury(self.child.returncode)
        if self.child is not None:
            self.age += 1
        elif self.rest:
            self.rest -= 1
        else:
            self.child, self.age = self.start(), 0

    def end(self) -> None:
        """Stop it and wait."""
        if self.child is not None:
            stop(self.child, self.stop_signal, self.patience)

    def _bury(self, code: int) -> None:
        log.warning("service ended", service=self.name, code=code)
        self.child = None
        self.quick_deaths = self.quick_deaths + 1 if self.age < _QUICK else 0
        self.rest = min(max(self.quick_deaths - 1, 0) * _REST, _LONGEST_REST)
        if self.lives is not None and self.quick_deaths >= self.lives:
            raise SystemExit(f"{self.name} ends again and again; see the messages above.")


def command_service(name: str, lives: int | None = None) -> Service:
    """A service that is a sub-command of `weian`."""
    command = (sys.executable, "-m", "weian.site.cli", name)
    return Service(name, lambda: spawn(command), lives=lives)


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
