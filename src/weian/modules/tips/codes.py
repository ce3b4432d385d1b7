"""Receipt codes: 16 digits (53 bits), shown once, never kept.

A tip is found by a keyed hash of its code, whose key is not in the database, and the code is then
proved with Argon2id. The same derivation yields the key with which answers are read, so that the
server can open an answer only while its reader is asking.
"""

import hashlib
import hmac
import secrets
import unicodedata
from typing import Final, NamedTuple

from nacl import pwhash

DIGITS: Final = 16
_OPERATIONS: Final = 3
_MEMORY: Final = 32 * 1024 * 1024
_NOBODY: Final = bytes(pwhash.argon2id.SALTBYTES)


class Derived(NamedTuple):
    """What Argon2id makes of a code: half of it is kept to prove the code, half opens answers."""

    verifier: bytes
    seed: bytes


def new() -> str:
    """A code that nobody can guess."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def shown(code: str) -> str:
    """In fours, as it is read aloud and copied."""
    return " ".join(code[i : i + 4] for i in range(0, DIGITS, 4))


def typed(text: str) -> str:
    """The 16 digits in what somebody typed, wide digits, blanks and dashes allowed; else ""."""
    plain = unicodedata.normalize("NFKC", text)[:64]
    digits = "".join(c for c in plain if not c.isspace() and c not in "-—–·.")
    return digits if len(digits) == DIGITS and digits.isascii() and digits.isdigit() else ""


def locator(code: str, key: bytes) -> str:
    """Where a tip is found; says nothing of the code to those who lack the key."""
    return hmac.new(key, code.encode(), hashlib.sha256).hexdigest()


def new_salt() -> bytes:
    """For one tip."""
    return secrets.token_bytes(pwhash.argon2id.SALTBYTES)


def derive(code: str, salt: bytes | None) -> Derived:
    """What the code proves and opens; without a tip (no salt) it takes the same time."""
    made = pwhash.argon2id.kdf(
        64, code.encode(), salt or _NOBODY, opslimit=_OPERATIONS, memlimit=_MEMORY
    )
    return Derived(made[:32], made[32:])


def same(verifier: bytes, derived: Derived) -> bool:
    """Whether a code is the one of a tip, in constant time."""
    return hmac.compare_digest(verifier, derived.verifier)
