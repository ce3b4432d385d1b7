"""Where the database is, read from the environment; knows nothing of Django, so that any process may ask."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

OWNER_ROLE = "weian_owner"  # owns the tables, runs migrations
WEB_ROLE = "weian_web"  # what the web server and the worker are: bound by row-level security
DATABASE_NAME = "weian"
_LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")  # sockaddr_un, less the name PostgreSQL adds


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder that holds everything this installation keeps."""
    return Path(environ.get("WEIAN_DATA") or "data").resolve()


def postgres_home(data: Path) -> Path:
    """Where the embedded PostgreSQL lives: a folder, or a link made when only root can reach it."""
    return (data / "postgres").resolve()


def socket_folder(home: Path) -> Path:
    """The socket's folder: inside the home, or under /tmp when that path is too long for a socket."""
    inside = home / "run"
    if len(os.fsencode(inside)) <= _LONGEST_SOCKET_FOLDER:
        return inside
    return Path("/tmp") / f"weian-{hashlib.sha256(os.fsencode(home)).hexdigest()[:16]}"


def database_settings(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Django's `default` database: a given URL wins over the embedded PostgreSQL."""
    url = environ.get("WEIAN_DATABASE_URL")
    place = _from_url(url) if url else _embedded(environ)
    options: dict[str, Any] = {**place.pop("OPTIONS", {}), "options": _session(environ)}
    if environ.get("WEIAN_POOL"):
        # After an outage a pool waits longer and longer between tries, up to minutes: give up and
        # begin anew with the next request instead.
        options["pool"] = {
            "min_size": 1, "max_size": int(environ["WEIAN_POOL"]), "timeout": 5,
            "reconnect_timeout": 5,
        }  # fmt: skip
    return {
        "ENGINE": "weian.base.bounded",
        **place,
        "OPTIONS": options,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        # A cursor in the server outlives the transaction that knew whose rows it may see.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def connection_arguments(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The same place as keyword arguments of psycopg.connect, for use without Django."""
    names = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    return {names[key]: settings[key] for key in names if settings.get(key)}


def _embedded(environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        "NAME": DATABASE_NAME,
        "USER": environ.get("WEIAN_DATABASE_ROLE") or WEB_ROLE,
        "HOST": str(socket_folder(postgres_home(data_folder(environ)))),
    }


def _from_url(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("WEIAN_DATABASE_URL must begin with postgresql://")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.lstrip("/")) or DATABASE_NAME,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }


def _session(environ: Mapping[str, str]) -> str:
    """Per-session limits; a web request that takes longer than its limit is a bug, not a wait."""
    statement = environ.get("WEIAN_STATEMENT_TIMEOUT") or "0"
    lock = environ.get("WEIAN_LOCK_TIMEOUT") or "0"
    return f"-c statement_timeout={statement} -c lock_timeout={lock} -c timezone=UTC"
