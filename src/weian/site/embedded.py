"""The embedded PostgreSQL of a data folder, for `weian run` and for single commands."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from weian.site.binaries import reachable
from weian.site.database import postgres_home
from weian.site.postgres import Cluster

_HOMES_OF_ROOT = Path("/var/lib/weian")


def wanted() -> bool:
    """Whether this installation uses a PostgreSQL of its own."""
    return not os.environ.get("WEIAN_DATABASE_URL")


def cluster_of(data: Path) -> Cluster:
    """The cluster of a data folder, wherever the database's user can reach it.

    Started as root below a folder closed to others (/root), PostgreSQL, which must become another
    user, could not enter; rather than loosen that folder, the cluster lives elsewhere behind a link.
    """
    place = data / "postgres"
    if os.geteuid() == 0 and not place.exists() and not reachable(data):
        elsewhere = _HOMES_OF_ROOT / f"postgres-{secrets.token_hex(4)}"
        elsewhere.mkdir(mode=0o700, parents=True)
        _HOMES_OF_ROOT.chmod(0o711)
        place.unlink(missing_ok=True)  # a link to something that is gone
        place.symlink_to(elsewhere)
    return Cluster(postgres_home(data))


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Hold the data folder's lock: of two who would start a server, one may."""
    with (data / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(f"Another weian is running with {data}.") from None
        yield


@contextmanager
def database_answers(data: Path) -> Iterator[None]:
    """For a single command: use the server that runs, else run one for as long as it takes."""
    if not wanted():
        yield
        return
    cluster = cluster_of(data)
    if _answers_soon(cluster, data):
        yield
        return
    with only_one(data):
        cluster.prepare()
        server = cluster.start()
        try:
            cluster.wait(server)
            cluster.prepare_database()
            yield
        finally:
            cluster.stop(server)


def _answers_soon(cluster: Cluster, data: Path) -> bool:
    """Whether it answers, waiting while somebody who holds the lock may still be starting it."""
    pause = Event()
    for _ in range(50):
        if cluster.answers():
            return True
        if not _locked(data):
            return False
        pause.wait(0.2)
    return False


def _locked(data: Path) -> bool:
    with (data / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False
