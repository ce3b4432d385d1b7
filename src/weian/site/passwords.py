"""How passwords are hashed, and how long that takes here."""

import os
from statistics import median
from time import process_time
from typing import Final, NamedTuple

from argon2 import low_level
from django.contrib.auth.hashers import Argon2PasswordHasher

#: Milliseconds: slower for whoever guesses, quick enough for a Monday morning's logins.
LEAST, MOST = 30.0, 60.0


class Cost(NamedTuple):
    """Passes, memory in KiB, lanes; as ``WEIAN_ARGON2`` says them: ``2,19456,1``."""

    passes: int
    memory: int
    lanes: int = 1

    @classmethod
    def said(cls, text: str) -> "Cost":
        """Out of the environment; raises ValueError for anything below the least that is advised."""
        made = cls(*map(int, text.split(","))) if text else WEAKEST
        if made < WEAKEST or made.memory < WEAKEST.memory or made.lanes < 1:
            raise ValueError(f"WEIAN_ARGON2={text}: at least {','.join(map(str, WEAKEST))}")
        return made

    def __str__(self) -> str:
        return ",".join(map(str, self))


#: OWASP's least for Argon2id: 19 MiB, 2 passes, 1 lane.
WEAKEST: Final = Cost(2, 19 * 1024)
_TRIED: Final = tuple(Cost(2, mib * 1024) for mib in (19, 24, 32, 40, 48, 56, 64, 80, 96, 128))
_TIMES: Final = 9


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id with the cost that ``weian passwords`` finds for this machine (``WEIAN_ARGON2``).

    Django's own cost (100 MiB, 8 lanes) takes 280 ms: seven logins a second on two cores.
    """

    time_cost, memory_cost, parallelism = Cost.said(os.environ.get("WEIAN_ARGON2", ""))


def milliseconds(cost: Cost) -> float:
    """The median of a few hashes, of processor time: others on the machine do not count."""
    return median(_once(cost) for _ in range(_TIMES))


def tuned() -> tuple[Cost, float]:
    """The strongest of the usual costs that stays within ``MOST`` here, with its milliseconds; the
    weakest that is advised where none does."""
    found = WEAKEST, milliseconds(WEAKEST)
    for cost in _TRIED[1:]:
        took = milliseconds(cost)
        if took > MOST:
            break
        found = cost, took
    return found


def _once(cost: Cost) -> float:
    began = process_time()
    low_level.hash_secret_raw(
        b"a password of usual length", b"sixteen bytes...", time_cost=cost.passes,
        memory_cost=cost.memory, parallelism=cost.lanes, hash_len=32, type=low_level.Type.ID,
    )  # fmt: skip
    return (process_time() - began) * 1000
