"""Keeps a PostgreSQL of our own: made once, started as a child process, reached by a socket only."""

import os
import pwd
import secrets
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import TypedDict

import psycopg

from weian.site import binaries, roles
from weian.site.database import DATABASE_NAME, socket_folder
from weian.site.processes import spawn, stop

TUNING = (
    "listen_addresses = ''",
    "unix_socket_permissions = 0700",
    "max_connections = 80",
    "shared_buffers = 256MB",
    "effective_cache_size = 1GB",
    "work_mem = 16MB",
    "maintenance_work_mem = 128MB",
    "random_page_cost = 1.1",
    "jit = off",
    "max_wal_size = 2GB",
    "wal_compression = on",
    "idle_in_transaction_session_timeout = 60s",
    "log_min_duration_statement = 1s",
    "log_line_prefix = '%m [%p] %u '",
    "logging_collector = on",
    "log_directory = '../log'",
    "log_filename = 'postgresql-%a.log'",  # a week, then overwritten
    "log_truncate_on_rotation = on",
    "include_if_exists = 'local.conf'",  # the administrator's own lines
)
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
_PATIENCE = 300  # seconds: recovery after a crash may have much to read


class _Identity(TypedDict, total=False):
    user: int
    group: int


class Cluster:
    """One PostgreSQL in one folder."""

    def __init__(self, home: Path, tuning: tuple[str, ...] = TUNING) -> None:
        self.home = home
        self.data = home / "cluster"
        self.socket = socket_folder(home)
        self._start_log = home / "start.log"  # what it says before its own log is open
        self._tuning = tuning
        self._identity = _identity(self.data)
        self._bin = Path()

    def prepare(self) -> None:
        """Make what is missing, and write the configuration of this version."""
        for folder in (self.home, self.socket):
            self._own(folder)
        if self._identity:
            self._bin = binaries.copy_binaries(self.home / "software")
        else:
            self._bin = binaries.find_binaries()
        if not self.data.exists():
            self._initialise()
        self._write("postgresql.conf", self._tuning)
        self._write("pg_hba.conf", ("local all all trust",))  # the socket's folder is the lock
        self._forget_dead_server()

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server as a direct child, without waiting for it."""
        with self._start_log.open("wb") as output:
            return spawn(
                (self._bin / "postgres", "-D", self.data, "-k", self.socket),
                on_parent_death=signal.SIGINT,
                env=_ENVIRONMENT,
                cwd=self.home,
                output=output,
                **self._identity,
            )

    def wait(self, server: subprocess.Popen[bytes]) -> None:
        """Return when it answers; raise when it ended instead."""
        pause = Event()
        for _ in range(_PATIENCE * 20):
            if self.answers():
                return
            if server.poll() is not None:
                break
            pause.wait(0.05)
        said = self._start_log.read_text("utf-8", "replace").strip()
        raise SystemExit(f"PostgreSQL does not start; see {self.home / 'log'}.\n{said[-1000:]}")

    def answers(self) -> bool:
        """Whether somebody serves this cluster now."""
        with suppress(psycopg.OperationalError), self.connect():
            return True
        return False

    def connect(self, database: str = "postgres") -> roles.Connection:
        """Connect as the superuser, for what only the supervisor does."""
        return psycopg.connect(
            host=str(self.socket), dbname=database, user="postgres", autocommit=True
        )

    def prepare_database(self) -> None:
        """Make the two roles and the database."""
        with self.connect() as connection, self.connect("template1") as template:
            roles.make_roles(connection)
            roles.grant_by_default(template)
            roles.trust_search(template)
        with self.connect() as connection:  # after template1 is free to be copied
            roles.make_database(connection)
        with self.connect(DATABASE_NAME) as connection:  # also one that an earlier version made
            roles.trust_search(connection)

    def stop(self, server: subprocess.Popen[bytes]) -> None:
        """Fast shutdown: clients are disconnected, everything committed is on disk."""
        stop(server, signal.SIGINT, patience=60)
        if not self.socket.is_relative_to(self.home):
            with suppress(OSError):
                self.socket.rmdir()

    def _initialise(self) -> None:
        unfinished = self.data.with_name(f"cluster.{secrets.token_hex(4)}")
        done = subprocess.run(
            [
                *(self._bin / "initdb", "-D", unfinished, "-U", "postgres", "--auth=trust"),
                *("--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"),
            ],
            env=_ENVIRONMENT,
            cwd=self.home,
            capture_output=True,
            text=True,
            check=False,
            **self._identity,
        )
        if done.returncode:
            raise SystemExit(f"initdb failed: {done.stderr.strip()}")
        unfinished.rename(self.data)

    def _own(self, folder: Path) -> None:
        """Make a folder that only the database's user (and root) may enter."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = self._identity.get("user", os.geteuid())
        found = folder.lstat()
        if found.st_uid == os.geteuid():
            os.chown(folder, owner, self._identity.get("group", -1))
        elif found.st_uid != owner:  # somebody made it before us, in a folder open to all
            raise PermissionError(f"{folder} belongs to another user")
        if folder.is_symlink():
            raise PermissionError(f"{folder} is a link")
        folder.chmod(0o700)

    def _write(self, name: str, lines: tuple[str, ...]) -> None:
        file = self.data / name
        file.write_text("".join(f"{line}\n" for line in lines), "ascii")

    def _forget_dead_server(self) -> None:
        """Remove the pid file of a server that was killed, when its number now names another process."""
        file = self.data / "postmaster.pid"
        if file.exists():
            number = file.read_text("ascii").splitlines()[0]
            if not _serves(number, self.data):
                file.unlink()


def _serves(number: str, data: Path) -> bool:
    """Whether that process is a server of this cluster: a postmaster stands in its data folder."""
    try:
        return Path(f"/proc/{number}/cwd").samefile(data)
    except OSError:
        return False


def _identity(data: Path) -> _Identity:
    """PostgreSQL refuses to run as root: whom to become instead. Nothing for an ordinary user."""
    if os.geteuid() != 0:
        return {}
    if data.exists():
        kept = data.stat()
        return {"user": kept.st_uid, "group": kept.st_gid}
    user = pwd.getpwnam(os.environ.get("WEIAN_POSTGRES_USER") or "nobody")
    return {"user": user.pw_uid, "group": user.pw_gid}
