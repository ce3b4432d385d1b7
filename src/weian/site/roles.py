"""The database's two roles: one owns the tables, the other works with them under row-level security."""

from typing import LiteralString

import psycopg
from psycopg import sql

from weian.site.database import DATABASE_NAME, OWNER_ROLE, WEB_ROLE

Connection = psycopg.Connection[tuple[object, ...]]

_GRANTS: tuple[LiteralString, ...] = (
    "grant usage on schema public to weian_web",
    "alter default privileges for role weian_owner grant select, insert, update, delete on tables to weian_web",
    "alter default privileges for role weian_owner grant usage, select on sequences to weian_web",
)
_UNLOGGED: tuple[LiteralString, ...] = ("log_min_duration_statement", "log_min_error_statement")


def make_roles(connection: Connection) -> None:
    """Make both roles; neither is a superuser, neither may bypass row-level security.

    The web role may keep a transaction out of the database's log: tips leave no moment there.
    """
    for role in (OWNER_ROLE, WEB_ROLE):
        known = connection.execute("select 1 from pg_roles where rolname = %s", [role])
        if not known.fetchone():
            connection.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))
        for parameter in _UNLOGGED:
            connection.execute(
                sql.SQL("grant set on parameter {} to {}").format(
                    sql.SQL(parameter), sql.Identifier(role)
                )
            )


def grant_by_default(template: Connection) -> None:
    """Whatever the owner will create, in any later database, the web role may use.

    Said in template1, because default privileges belong to a database and are copied with it.
    """
    for statement in _GRANTS:
        template.execute(statement)


def trust_search(database: Connection) -> None:
    """Full-text search may use its index below row-level security; for that it must be known not to
    tell anything of rows that it refuses, which it does not, and only a superuser may say so."""
    database.execute("alter function ts_match_vq(tsvector, tsquery) leakproof")
    database.execute("alter function textlike(text, text) leakproof")


def make_database(connection: Connection) -> None:
    """Make the one database."""
    known = connection.execute("select 1 from pg_database where datname = %s", [DATABASE_NAME])
    if not known.fetchone():
        command = sql.SQL("create database {} owner {}")
        connection.execute(
            command.format(sql.Identifier(DATABASE_NAME), sql.Identifier(OWNER_ROLE))
        )
