"""Archives written byte by byte, so that their headers can lie, and that a gigabyte costs nothing to make."""

import struct
import zlib
from collections.abc import Sequence
from typing import NamedTuple

_MEGABYTE = 1024 * 1024


class Member(NamedTuple):
    """One file of an archive; ``size`` is what its headers say it unfolds to."""

    name: bytes
    packed: bytes
    size: int
    crc: int = 0
    mode: int = 0o100644
    method: int = 8


def of_text(name: str, text: str | bytes, mode: int = 0o100644) -> Member:
    """An honest one."""
    raw = text.encode() if isinstance(text, str) else text
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return Member(
        name.encode(), packer.compress(raw) + packer.flush(), len(raw), zlib.crc32(raw), mode
    )


def zeros(megabytes: int) -> bytes:
    """A deflate stream of so many megabytes of zeros: one compressed piece again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(b"\0" * _MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return piece * megabytes + b"\x03\0"


def pack(members: Sequence[Member], copies: int = 1) -> bytes:
    """An archive; with ``copies``, as many entries of its directory share one member's bytes."""
    body, directory, count = b"", b"", 0
    for member in members:
        place = len(body)
        head = struct.pack("<HHHHHIII", 20, 0x800, member.method, 0, 0x21, member.crc, len(member.packed), member.size)  # fmt: skip
        body += b"PK\x03\x04" + head + struct.pack("<HH", len(member.name), 0) + member.name + member.packed  # fmt: skip
        for copy in range(copies):
            name = member.name if copies == 1 else b"%d%s" % (copy, member.name)
            tail = struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, member.mode << 16, place)
            directory += b"PK\x01\x02" + struct.pack("<H", 0x0314) + head + tail + name
            count += 1
    end = struct.pack("<HHHHIIH", 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), len(directory), len(body), 0)  # fmt: skip
    return body + directory + b"PK\x05\x06" + end
