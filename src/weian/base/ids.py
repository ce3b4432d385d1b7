"""Identifiers that sort by the time of making (UUID version 7, RFC 9562)."""

import os
import threading
import uuid

from weian.base import clock

_lock = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """A new identifier; within one process each is greater than the one before."""
    global _last
    with _lock:
        tick = max(clock.milliseconds() << 12, _last + 1)
        _last = tick
    high, low = tick >> 12, tick & 0xFFF
    rest = int.from_bytes(os.urandom(8), "big") >> 2
    return uuid.UUID(int=high << 80 | 7 << 76 | low << 64 | 2 << 62 | rest)
