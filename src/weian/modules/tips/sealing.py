"""Sealing what senders write, so that only a custodian's passphrase opens it. Pure: no Django, no clock.

A letter is encrypted with a key of its own, and that key is sealed to each reader (X25519 sealed box):
the custodians of the office, and for answers the sender, whose key comes out of the receipt code.
Private keys of custodians are kept only encrypted with a key that Argon2id makes of a passphrase.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from nacl import pwhash
from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random

#: Lengths are rounded up to this, so that the size of a letter says little about its words.
_STEP: Final = 8 * 1024
_OPERATIONS: Final = 4
_MEMORY: Final = 128 * 1024 * 1024


class WrongPassphrase(Exception):
    """The passphrase does not open this key."""


class Pair(NamedTuple):
    """A key to seal with and the key that opens, 32 bytes each."""

    public: bytes
    private: bytes


class Sealed(NamedTuple):
    """A letter as it is kept: the text under its own key, and that key sealed for each reader."""

    body: bytes
    keys: dict[str, str]


def new_pair() -> Pair:
    """Fresh keys."""
    private = PrivateKey.generate()
    return Pair(bytes(private.public_key), bytes(private))


def pair_of(seed: bytes) -> Pair:
    """The keys that belong to 32 secret bytes."""
    private = PrivateKey(seed)
    return Pair(bytes(private.public_key), bytes(private))


def lock(private: bytes, passphrase: str) -> dict[str, Any]:
    """A private key as it may lie in the database."""
    salt = random(pwhash.argon2id.SALTBYTES)
    given = {"salt": _text(salt), "operations": _OPERATIONS, "memory": _MEMORY}
    return {**given, "box": _text(SecretBox(_from(passphrase, given)).encrypt(private))}


def unlock(locked: Mapping[str, Any], passphrase: str) -> bytes:
    """The private key. Raises WrongPassphrase."""
    try:
        return SecretBox(_from(passphrase, locked)).decrypt(b64decode(locked["box"]))
    except CryptoError:
        raise WrongPassphrase from None


def _from(passphrase: str, given: Mapping[str, Any]) -> bytes:
    return pwhash.argon2id.kdf(
        SecretBox.KEY_SIZE, passphrase.encode(), b64decode(given["salt"]),
        opslimit=given["operations"], memlimit=given["memory"],
    )  # fmt: skip


def seal(content: Mapping[str, Any], readers: Mapping[str, bytes]) -> Sealed:
    """``content`` (ready for JSON) for readers by name, each with a public key; needs one at least."""
    if not readers:
        raise ValueError("a letter that nobody can open would be lost")
    key = random(SecretBox.KEY_SIZE)
    plain = sodium_pad(json.dumps(content, ensure_ascii=False).encode(), _STEP)
    keys = {
        name: _text(SealedBox(PublicKey(public)).encrypt(key)) for name, public in readers.items()
    }
    return Sealed(SecretBox(key).encrypt(plain), keys)


def unseal(letter: Sealed, reader: str, private: bytes) -> dict[str, Any] | None:
    """What is in a letter; None if it is not sealed to this reader or was changed."""
    if reader not in letter.keys:
        return None
    try:
        key = SealedBox(PrivateKey(private)).decrypt(b64decode(letter.keys[reader]))
        plain = sodium_unpad(SecretBox(key).decrypt(letter.body), _STEP)
    except CryptoError:
        return None
    content: dict[str, Any] = json.loads(plain)
    return content


def _text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")
