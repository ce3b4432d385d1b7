"""How often something may be done: tokens that run back into a bucket, counted for all processes.

The buckets lie in an unlogged table: an answer does not wait for the disk, a crash empties them all,
which is forgiving.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import connection

_FULL = """least(%(most)s,
    b.tokens + %(per_second)s * greatest(0, extract(epoch FROM %(at)s - b.at)))"""
_TAKE = f"""
    INSERT INTO base_bucket AS b (key, tokens, at, missed)
    VALUES (%(key)s, %(most)s - 1, %(at)s, false)
    ON CONFLICT (key) DO UPDATE SET
        tokens = CASE WHEN {_FULL} >= 1 THEN {_FULL} - 1 ELSE {_FULL} END,
        missed = {_FULL} < 1,
        at = greatest(b.at, %(at)s)
    RETURNING missed, tokens
"""


@dataclass(frozen=True)
class Limit:
    """At most ``most`` at once, and so many again in ``seconds``."""

    most: int
    seconds: float

    @property
    def per_second(self) -> float:
        """How fast tokens come back."""
        return self.most / self.seconds


def take(key: str, limit: Limit, at: datetime) -> int:
    """Take a token: 0, or the seconds after which there will be one."""
    given: dict[str, str | float | datetime] = {
        "key": key,
        "at": at,
        "most": float(limit.most),
        "per_second": limit.per_second,
    }
    with connection.cursor() as cursor:
        row = cursor.execute(_TAKE, given).fetchone()
    assert row is not None  # an INSERT … RETURNING that does not skip
    missed, tokens = row
    return max(1, round((1 - tokens) / limit.per_second + 0.5)) if missed else 0


def fingerprint(secret: str) -> str:
    """What stands for a secret in a key."""
    return sha256(secret.encode(errors="replace")).hexdigest()[:32]


def refill(key: str) -> None:
    """Forget what was taken."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM base_bucket WHERE key = %s", [key])


def sweep(at: datetime) -> int:
    """Drop the buckets that nobody took from for a day, which are full; how many they were."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM base_bucket WHERE at < %s - interval '1 day'", [at])
        return int(cursor.rowcount)
