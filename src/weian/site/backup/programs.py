"""PostgreSQL's own programs for dumping and restoring, and the role they work as."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from weian.site.backup.places import BackupFault
from weian.site.binaries import find_binaries
from weian.site.database import (
    DATABASE_NAME,
    connection_arguments,
    data_folder,
    database_settings,
    postgres_home,
    socket_folder,
)

_SUPERUSER = "postgres"
_DISTRIBUTION = Path("/usr/lib/postgresql")


def source(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The database as one who may read every row: arguments of psycopg.connect.

    Of the embedded PostgreSQL its superuser; else ``WEIAN_BACKUP_URL``, else ``WEIAN_DATABASE_URL``.
    Row-level security hides rows from other roles; pg_dump then stops rather than leave them out.
    """
    url = environ.get("WEIAN_BACKUP_URL") or environ.get("WEIAN_DATABASE_URL")
    if url:
        found = database_settings({"WEIAN_DATABASE_URL": url})
        extra = {k: v for k, v in found["OPTIONS"].items() if k not in ("options", "pool")}
        return {**connection_arguments(found), **extra}
    host = str(socket_folder(postgres_home(data_folder(environ))))
    return {"host": host, "user": _SUPERUSER, "dbname": DATABASE_NAME}


def program(name: str, server_version: int) -> Path:
    """A program of the server's own major version where there is one, else the packaged one.

    A dump of a newer program cannot always be restored into an older server.
    """
    major = server_version // 10_000
    own = _DISTRIBUTION / str(major) / "bin" / name
    packaged = find_binaries() / name
    if own.exists() and _major(packaged) != major:
        return own
    return packaged


def dump(place: Mapping[str, Any], target: Path, snapshot: str, server_version: int) -> None:
    """The whole database as it was at an exported snapshot. Raises BackupFault."""
    _run(
        [program("pg_dump", server_version), "--format=custom", f"--snapshot={snapshot}",
         f"--file={target}", "--lock-wait-timeout=60s"],
        place, "导出数据库没有成功",
    )  # fmt: skip


def restore(place: Mapping[str, Any], dump_file: Path, *, whole: bool) -> None:
    """Fill an empty database, all or nothing; ``whole``: with owners and grants. Raises BackupFault."""
    with psycopg.connect(**place) as connection:
        version = connection.info.server_version
    plain = () if whole else ("--no-owner", "--no-acl")
    _run(
        [program("pg_restore", version), "--exit-on-error", "--single-transaction", *plain,
         dump_file],
        place, "恢复数据库没有成功，什么都没有写入",
    )  # fmt: skip


def _run(command: Sequence[str | Path], place: Mapping[str, Any], fault: str) -> None:
    """The password goes by the environment: a command line can be read by everybody."""
    shown = {key: value for key, value in place.items() if key != "password"}
    # Limits of a web request do not hold for a dump.
    environment = {
        **os.environ,
        "PGPASSWORD": str(place.get("password", "")),
        "PGOPTIONS": "-c statement_timeout=0 -c lock_timeout=60s",
    }
    done = subprocess.run(
        [command[0], f"--dbname={make_conninfo(**shown)}", *command[1:]],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise BackupFault(f"{fault}：{done.stderr.strip()[-600:]}")


def _major(path: Path) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.split()[2].split(".")[0])
