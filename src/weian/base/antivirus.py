"""The machine's own virus scanner (clamd), where one is set; asked in its own words (INSTREAM, clamd(8)).

Off by default. Content goes through its socket in pieces; nothing is written for it and no name is told.
"""

import socket
from collections.abc import Iterator
from typing import Final

from django.conf import settings

_SECONDS: Final = 20
_PIECE: Final = 64 * 1024
_LONGEST: Final = 4096


class Down(Exception):
    """The scanner cannot say: it is away, too slow, or does not take content of this size."""


def is_on() -> bool:
    """Whether a scanner is set."""
    return bool(settings.CLAMD)


def scan(content: bytes) -> str:
    """The name of the virus in it, "" if there is none. Raises Down."""
    try:
        with _connected() as line:
            for piece in _pieces(content):
                line.sendall(piece)
            said = _answer(line)
    except OSError as error:
        raise Down(type(error).__name__) from error
    told, _, verdict = said.rpartition(" ")
    if verdict == "FOUND":
        return told.removeprefix("stream:").strip() or "?"
    if said != "stream: OK":
        raise Down(said[:100])
    return ""


def _connected() -> socket.socket:
    """``/a/path`` is a socket of this machine, ``host:port`` one of another."""
    place: str = settings.CLAMD
    if not place.startswith("/"):
        host, _, port = place.rpartition(":")
        if not port.isdecimal():
            raise Down("WEIAN_CLAMD")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(_SECONDS)
    try:
        line.connect(place)
    except OSError:
        line.close()
        raise
    return line


def _pieces(content: bytes) -> Iterator[bytes]:
    yield b"zINSTREAM\0"
    for at in range(0, len(content), _PIECE):
        piece = content[at : at + _PIECE]
        yield len(piece).to_bytes(4, "big") + piece
    yield bytes(4)


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST:
        more = line.recv(_LONGEST)
        if not more:
            break
        said += more
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
