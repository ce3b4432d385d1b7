"""Counts that live in memory only: who sent how much in the last hour, without addresses.

One anonymous piece of memory (memfd) is shared by the processes of the web server: the first process
makes it and tells the others its address in the environment; it has no name in any file system and
is gone when they end. A process that was told nothing counts for itself alone. Sources are
kept as keyed hashes, whose salt is made anew every day and never leaves this memory.
"""

import fcntl
import hashlib
import mmap
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

ADDRESS: Final = "WEIAN_TIP_MEMORY"
_HEAD: Final = struct.Struct("<q32s")  # day of the salt, salt
_SLOT: Final = struct.Struct("<q16s")  # moment after which it counts no more, key
_SLOTS: Final = 4096
_SIZE: Final = 64 + _SLOT.size * _SLOTS


def share() -> None:
    """Make the memory and name it to the processes started from here on."""
    handle = os.memfd_create("weian-tips", 0)
    os.ftruncate(handle, _SIZE)
    os.environ[ADDRESS] = f"/proc/{os.getpid()}/fd/{handle}"


class Memory:
    """Counts by key, each good until a moment. Safe between threads and processes."""

    def __init__(self, address: str = "") -> None:
        self._handle = os.open(address, os.O_RDWR) if address else os.memfd_create("weian-tips", 0)
        if not address:
            os.ftruncate(self._handle, _SIZE)
        self._map = mmap.mmap(self._handle, _SIZE)
        self._lock = Lock()

    def close(self) -> None:
        """Forget it, as a restart does."""
        self._map.close()
        os.close(self._handle)

    def source(self, address: str, day: int) -> str:
        """What stands for an address on a day; another thing tomorrow."""
        with self._held():
            kept, salt = _HEAD.unpack_from(self._map, 0)
            if kept != day:
                salt = os.urandom(32)
                _HEAD.pack_into(self._map, 0, day, salt)
        return hashlib.blake2b(address.encode(), key=salt, digest_size=16).hexdigest()

    def take(self, wanted: dict[str, int], until: int, now: int) -> str:
        """Count one for every key if each stays within its number; else count none.

        ``wanted`` is key → most; moments are seconds since 1970. Returns the key that is full, or "".
        """
        keys = {_key(name): (name, most) for name, most in wanted.items()}
        with self._held():
            free, used = self._look(keys, now)
            for key, (name, most) in keys.items():
                if used[key] >= most:
                    return name
            if len(free) < len(keys):
                return next(iter(wanted))  # full: refuse rather than forget somebody's count
            for slot, key in zip(free, keys, strict=False):
                _SLOT.pack_into(self._map, slot, until, key)
        return ""

    def _look(
        self, keys: dict[bytes, tuple[str, int]], now: int
    ) -> tuple[list[int], dict[bytes, int]]:
        """Free slots, and how often each key still counts."""
        free: list[int] = []
        used = dict.fromkeys(keys, 0)
        for number in range(_SLOTS):
            slot = 64 + number * _SLOT.size
            until, key = _SLOT.unpack_from(self._map, slot)
            if until <= now:
                if len(free) < len(keys):
                    free.append(slot)
            elif key in used:
                used[key] += 1
        return free, used

    @contextmanager
    def _held(self) -> Iterator[None]:
        with self._lock:
            fcntl.flock(self._handle, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._handle, fcntl.LOCK_UN)


def _key(name: str) -> bytes:
    return hashlib.blake2b(name.encode(), digest_size=16).digest()
