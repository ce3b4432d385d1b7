"""Proof of work and the plain question: what a page hands out, and whether what came back is right.

The task is ALTCHA's: find the number whose digest after a salt is given. A browser without scripts
answers a sum instead, and fewer of those are taken. The token is signed and holds no moment, only
the hour; each is taken once.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core import signing

HARDEST: Final = 150_000
HOURS: Final = 12  # how long a page may lie open
_SALT: Final = "weian.tip.task"


@dataclass(frozen=True)
class Task:
    """One token: what the script looks for, and the sum for those without."""

    token: str
    salt: str
    digest: str
    question: str


@dataclass(frozen=True)
class Solved:
    """A right answer: by work or by the plain question; ``once`` names the token."""

    once: str
    by_work: bool


def give(at: datetime) -> Task:
    """A task for one page."""
    salt, number = secrets.token_hex(12), secrets.randbelow(HARDEST)
    digest = hashlib.sha256(f"{salt}{number}".encode()).hexdigest()
    sum_ = (secrets.randbelow(8) + 2, secrets.randbelow(8) + 2)
    return read_task(signing.dumps([salt, digest, sum_, _hour(at)], salt=_SALT))


def read_task(token: str) -> Task:
    """The task in a token. Raises signing.BadSignature."""
    salt, digest, (one, other), _ = signing.loads(token, salt=_SALT)
    return Task(token, salt, digest, f"{_WORDS[one]}加{_WORDS[other]}等于几？")


def solved(token: str, number: str, answer: str, at: datetime) -> Solved | None:
    """Whether the work was done or the question answered, with a token that is not too old."""
    try:
        salt, digest, sum_, hour = signing.loads(token[:400], salt=_SALT)
    except signing.BadSignature:
        return None
    if not 0 <= _hour(at) - hour <= HOURS:
        return None
    if number.isascii() and number.isdigit() and len(number) < 12:
        found = hashlib.sha256(f"{salt}{number}".encode()).hexdigest()
        if secrets.compare_digest(found, digest):
            return Solved(salt, by_work=True)
    if _number(answer) == sum(sum_):
        return Solved(salt, by_work=False)
    return None


def _hour(at: datetime) -> int:
    return int(at.timestamp()) // 3600


def _number(text: str) -> int | None:
    text = text.strip()[:4]
    return int(text) if text.isdecimal() else _CHINESE.get(text)


_WORDS: Final = dict(enumerate("零一二三四五六七八九"))
_TENS: Final = ("十", *(f"十{d}" for d in "一二三四五六七八九"))
_CHINESE: Final = {w: n for n, w in _WORDS.items()} | {w: n for n, w in enumerate(_TENS, 10)}
