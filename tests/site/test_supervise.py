"""Services are kept running, given up when hopeless, and ended in order."""

import subprocess
import sys
from itertools import pairwise
from threading import Event, Timer

import pytest

from weian.site.processes import spawn
from weian.site.server import Service, supervise


def sleeper() -> subprocess.Popen[bytes]:
    return spawn((sys.executable, "-c", "import time; time.sleep(60)"))


def test_a_service_that_was_killed_is_started_again() -> None:
    service = Service("sleeper", sleeper)
    service.ensure()
    first = service.child
    assert first is not None
    first.kill()
    first.wait()
    service.ensure()  # the first death is taken for bad luck: at once
    assert service.child is not None and service.child.pid != first.pid
    service.end()


def broken() -> subprocess.Popen[bytes]:
    return spawn((sys.executable, "-c", "raise SystemExit(3)"))


def test_a_service_that_never_stays_is_started_at_longer_and_longer_intervals() -> None:
    service = Service("broken", broken)
    starts = []
    for tick in range(40):
        before = service.child
        service.ensure()
        if service.child is not None and service.child is not before:
            service.child.wait()
            starts.append(tick)
    waits = [after - before for before, after in pairwise(starts)]
    assert waits == sorted(waits)
    assert waits[0] == 1 < waits[-1]


def test_a_service_that_never_stays_is_given_up_where_nothing_works_without_it() -> None:
    service = Service("broken", broken, lives=2)
    with pytest.raises(SystemExit, match="broken ends again and again"):
        supervise([service], Event())


def test_services_end_last_started_first() -> None:
    ended: list[str] = []

    class Noted(Service):
        def end(self) -> None:
            super().end()
            ended.append(self.name)

    stopped = Event()
    Timer(0.5, stopped.set).start()
    supervise([Noted("database", sleeper), Noted("serve", sleeper)], stopped)
    assert ended == ["serve", "database"]


def test_a_service_that_ignores_the_signal_is_killed() -> None:
    stubborn = "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True)\n"
    child = spawn((sys.executable, "-c", stubborn + "time.sleep(60)"), output=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    service = Service("stubborn", lambda: child, patience=0.2)
    service.ensure()
    service.end()
    child.stdout.close()
    assert child.returncode == -9
