"""Numbers without gaps: a counter row per scope and year, locked until the caller commits."""

from django.db import connection

_TAKE = """
    INSERT INTO base_counter (scope, year, value) VALUES (%s, %s, %s)
    ON CONFLICT (scope, year) DO UPDATE SET value = base_counter.value + EXCLUDED.value
    RETURNING value
"""


def next_number(scope: str, year: int) -> int:
    """The next number in this scope and year, from 1. If the transaction fails it is not used up."""
    return next_numbers(scope, year, 1)[0]


def next_numbers(scope: str, year: int, count: int) -> range:
    """The next ``count`` numbers at once."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number belongs to the transaction that uses it")
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [scope, year, count])
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)
