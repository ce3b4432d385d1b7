"""An archive that holds itself: whoever unfolds what is inside as long as there is an archive never ends.

After Russ Cox, "Zip Files All The Way Down". The packed bytes are a program of two commands, write these
bytes and repeat the last bytes, each of ten bytes, whose output is the archive around it. The sum of
its bytes stands in it four times; being linear it is found by solving for its 32 bits.
"""

import struct
import zlib

_NAME = b"r.zip"
_UNIT = 10
_EMPTY = b"\0\0\0\xff\xff"  # a stored block of nothing
_LAST = b"\1\0\0\xff\xff"  # the same, after which nothing comes


def quine() -> bytes:
    """Its only member is the archive itself."""
    base = _with_sum(0)
    start = zlib.crc32(base)
    columns = [zlib.crc32(_with_sum(1 << bit)) ^ start ^ (1 << bit) for bit in range(32)]
    return _with_sum(_solved(columns, start))


def _with_sum(crc: int) -> bytes:
    p, s = _head(crc, 0, 0), _tail(crc, 0, 0)
    whole = len(_program(p, s))  # the same for all that stands in the fields
    packed = whole - len(p) - len(s) + len(_LAST)
    return _program(_head(crc, packed, whole), _tail(crc, packed, whole))


def _fields(crc: int, packed: int, whole: int) -> bytes:
    return struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, crc, packed, whole, len(_NAME), 0)


def _head(crc: int, packed: int, whole: int) -> bytes:
    return b"PK\x03\x04" + _fields(crc, packed, whole) + _NAME


def _tail(crc: int, packed: int, whole: int) -> bytes:
    """The last block of the packed bytes, and the directory."""
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + _fields(crc, packed, whole)
    entry += struct.pack("<HHHII", 0, 0, 0, 0, 0) + _NAME
    head = 30 + len(_NAME)
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), head + packed, 0)
    return _LAST + entry + b"PK\x05\x06" + end


def _program(p: bytes, s: bytes) -> bytes:
    """[P] and [S] around commands that write [P], themselves and [S]."""

    def write(size: int) -> bytes:
        return _EMPTY + struct.pack("<BHH", 0, size, size ^ 0xFFFF)

    one, four, none = write(_UNIT), write(4 * _UNIT), write(0)
    again = _repeat(4 * _UNIT)
    lp, rp = write(len(p) + _UNIT), _repeat(len(p) + _UNIT)
    ls, rs = write(len(s) + _UNIT), _repeat(len(s) + _UNIT)
    return b"".join((
        p, lp, p, lp, rp, one, rp, one, one, four, rp, one, one, four, again, four, again, four, again, four,
        again, four, again, none, none, ls, again, none, none, ls, rs, s, rs, s,
    ))  # fmt: skip


def _repeat(size: int) -> bytes:
    """Ten bytes that unfold to the last ``size`` bytes once more (35 to 114)."""
    bits = [0, 1, 0, *_length(size), *_distance(size), *[0] * 7]
    while len(bits) + 3 <= 8 * (_UNIT - 5):
        bits += [0, 1, 0, *[0] * 7]  # a block of nothing
    bits += [0, 0, 0]
    bits += [0] * (-len(bits) % 8)
    packed = bytes(
        sum(bit << n for n, bit in enumerate(bits[at : at + 8])) for at in range(0, len(bits), 8)
    )
    made = packed + _EMPTY[1:]
    assert len(made) == _UNIT, len(made)
    return made


def _length(size: int) -> list[int]:
    first, code, extra = max(x for x in ((35, 273, 3), (43, 274, 3), (51, 275, 3), (59, 276, 3), (67, 277, 4), (83, 278, 4), (99, 279, 4)) if x[0] <= size)  # fmt: skip
    return [*_code(code - 256, 7), *_number(size - first, extra)]


def _distance(size: int) -> list[int]:
    first, code, extra = max(x for x in ((33, 10, 4), (49, 11, 4), (65, 12, 5), (97, 13, 5)) if x[0] <= size)  # fmt: skip
    return [*_code(code, 5), *_number(size - first, extra)]


def _code(value: int, width: int) -> list[int]:
    return [value >> bit & 1 for bit in reversed(range(width))]


def _number(value: int, width: int) -> list[int]:
    return [value >> bit & 1 for bit in range(width)]


def _solved(columns: list[int], wanted: int) -> int:
    """The bits whose columns add up to what is wanted, without carrying."""
    rows = [
        sum((columns[c] >> r & 1) << c for c in range(32)) | (wanted >> r & 1) << 32
        for r in range(32)
    ]
    for c in range(32):
        pivot = next(r for r in range(c, 32) if rows[r] >> c & 1)
        rows[c], rows[pivot] = rows[pivot], rows[c]
        for r in range(32):
            if r != c and rows[r] >> c & 1:
                rows[r] ^= rows[c]
    return sum((rows[c] >> 32) << c for c in range(32))
