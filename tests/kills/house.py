"""An installation of its own, of real processes, whose parts can be killed and started again."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

from weian.site.postgres import Cluster
from weian.site.processes import spawn, stop
from weian.site.secret import make_keys

ROOT = Path(__file__).parents[2]
#: Not handed on. Without compiled modules every start would take twice as long.
_OURS = ("WEIAN_", "DJANGO_", "PGOPTIONS", "PYTHONDONTWRITEBYTECODE")


class House:
    """Database, web server and worker. Started from one thread: they end with the one that did it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cluster = Cluster(folder / "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        kept = {k: v for k, v in os.environ.items() if not k.startswith(_OURS)}
        self.environment = {
            **kept, "WEIAN_DATA": str(folder), "WEIAN_PORT": str(self.port), "WEIAN_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "weian.site.settings",
            "WEIAN_WEB_PROCESSES": "1", "WEIAN_LOG_LEVEL": "CRITICAL", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }  # fmt: skip
        self.parts: dict[str, subprocess.Popen[bytes]] = {}
        self.given: dict[str, Any] = {}
        self.log = (folder / "said.log").open("ab")

    def start(self, part: str) -> None:
        """Start a part; without waiting, but for the database, which the others wait for anyway."""
        if part == "database":
            self.parts[part] = self.cluster.start()
            return
        command = {"web": "serve", "worker": "worker"}[part]
        self.parts[part] = spawn(
            (sys.executable, "-m", "weian.site.cli", command),
            env=self.environment, output=self.log,
        )  # fmt: skip

    def kill(self, part: str) -> None:
        """SIGKILL for the part and everything that it started."""
        process = self.parts[part]
        for number in (process.pid, *_children(process.pid)):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        process.wait()

    def await_web(self) -> None:
        """Until it answers: starting takes long on a busy machine."""
        deadline = time.monotonic() + 240
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            self.keep_alive()
            time.sleep(0.1)
        raise AssertionError("the web server does not answer")

    def keep_alive(self) -> None:
        """Start again what ended by itself, as the supervisor would."""
        for part in ("web", "worker"):
            if self.parts[part].poll() is not None:
                self.start(part)

    def start_database_again(self) -> None:
        """As the supervisor does it: tried until the killed one's children have let go."""
        deadline = time.monotonic() + 60
        self.cluster._forget_dead_server()
        self.start("database")
        while not self.cluster.answers():
            if self.parts["database"].poll() is not None:
                self.start("database")
            assert time.monotonic() < deadline, "the database does not come back"
            time.sleep(0.05)

    def run(self, *arguments: str) -> str:
        """A program in this installation, to its end."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments], env=self.environment, cwd=ROOT, text=True,
            capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def seed(self, *numbers: int) -> Any:
        """What ``tests.kills.seed`` makes."""
        return json.loads(self.run("tests.kills.seed", *map(str, numbers)))

    def rows(self, query: str, *given: object) -> list[tuple[Any, ...]]:
        """Asked as the superuser, past everything."""
        with psycopg.connect(
            host=str(self.cluster.socket), dbname="weian", user="postgres", autocommit=True
        ) as connection:
            found = connection.execute(query.encode(), given or None)
            return found.fetchall() if found.description else []


@contextmanager
def opened() -> Iterator[House]:
    """Durable as any installation is; all of it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="weian-kills-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # as root, PostgreSQL runs as another user
        make_keys(folder)
        house = House(folder)
        house.cluster.prepare()
        house.start("database")
        try:
            house.cluster.wait(house.parts["database"])
            house.cluster.prepare_database()
            house.run("weian.site.cli", "migrate")
            house.run("django", "collectstatic", "--no-input", "-v0")
            yield house
        finally:
            for part in ("worker", "web"):
                if part in house.parts:
                    stop(house.parts[part])
            house.cluster.stop(house.parts["database"])
            house.log.close()


def _children(number: int) -> list[int]:
    """Everything below a process, however deep."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[1]) == number:
                child = int(stat.parent.name)
                found += [child, *_children(child)]
    return found
