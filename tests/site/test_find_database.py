"""Where the database is, from the environment."""

from pathlib import Path

import pytest

from weian.site.database import connection_arguments, database_settings, socket_folder


def test_without_a_url_it_is_the_socket_of_the_data_folder(tmp_path: Path) -> None:
    found = database_settings({"WEIAN_DATA": str(tmp_path)})
    assert (found["NAME"], found["USER"]) == ("weian", "weian_web")
    assert found["HOST"] == str(socket_folder(tmp_path / "postgres"))


def test_migrations_ask_for_the_owner() -> None:
    assert database_settings({"WEIAN_DATABASE_ROLE": "weian_owner"})["USER"] == "weian_owner"


def test_a_given_url_wins_whole() -> None:
    url = "postgresql://a%40b:p%2Fw@db.example:6543/haikou?sslmode=require"
    found = database_settings({"WEIAN_DATABASE_URL": url, "WEIAN_DATABASE_ROLE": "weian_owner"})
    assert connection_arguments(found) == {
        "dbname": "haikou",
        "user": "a@b",
        "password": "p/w",
        "host": "db.example",
        "port": "6543",
    }
    assert found["OPTIONS"]["sslmode"] == "require"


def test_a_url_may_name_a_socket() -> None:
    found = database_settings({"WEIAN_DATABASE_URL": "postgresql://me@/weian?host=/run/postgresql"})
    assert found["HOST"] == "/run/postgresql"


def test_another_database_is_refused() -> None:
    with pytest.raises(ValueError, match="postgresql://"):
        database_settings({"WEIAN_DATABASE_URL": "mysql://localhost/weian"})


@pytest.mark.parametrize("length", [10, 200])
def test_the_socket_always_fits(length: int) -> None:
    home = Path("/") / ("d" * length) / "postgres"
    path = socket_folder(home) / ".s.PGSQL.5432"
    assert len(str(path)) <= 107
    assert path.is_relative_to(home) == (length == 10)


def test_every_session_has_its_limits() -> None:
    found = database_settings({"WEIAN_STATEMENT_TIMEOUT": "15s", "WEIAN_POOL": "6"})
    assert "statement_timeout=15s" in found["OPTIONS"]["options"]
    assert found["OPTIONS"]["pool"]["max_size"] == 6
