"""What comes in is examined by a limited child process before anything of it is kept."""

import logging
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from weian.base import antivirus
from weian.base.errors import BadInput
from weian.base.limited import Exceeded, work

_JOB: Final = "weian.base.examining:examine"
_log = logging.getLogger("weian.uploads")
_VIRUS: Final = "文件里发现病毒，没有收下。请先给自己的电脑杀毒，再重新另存、上传。"
_AWAY: Final = (
    "病毒扫描暂时不可用，这类文件要先扫描才能读取。请过一会儿再传；一直不行的，请告诉信息管理员。"
)
_TOLD: Final = {
    "time": "文件内容异常，检查不完，没有收下。请重新另存，或者拆分后再上传。",
    "memory": "文件展开后过大，没有收下。图片请用手机默认尺寸重拍，文档请拆分后再上传。",
    "broken": "文件内容异常，没有收下。请重新另存后再上传。",
}


@dataclass(frozen=True)
class Examined:
    """The type by content; ``content`` is what to keep: pictures are written anew."""

    media_type: str
    content: bytes
    waits: bool = False  # for a scanner that is away: nobody may open it before


def examined(content: bytes, *also: str, may_wait: bool = False) -> Examined:
    """Raises BadInput for every type but those of ``media.SUFFIXES`` and ``also``, for what would do
    something when it is opened, for viruses, and, unless it ``may_wait``, while the scanner is away."""
    try:
        told = _told(content, " ".join(also))
    except Exceeded as exceeded:
        raise BadInput("file.exceeded", _TOLD[exceeded.why]) from None
    if "refused" in told:
        code, words = told["refused"]
        raise BadInput(code, words)
    drawn = b64decode(told["content"])
    waits = (
        _scanned(content) is None and not drawn
    )  # of a picture drawn anew no byte is the sender's
    if waits and not may_wait:
        raise BadInput("file.scanner_away", _AWAY)
    return Examined(told["type"], drawn or content, waits)


_kept: list[dict[tuple[bytes, str], dict[str, Any]]] = []


@contextmanager
def remembering() -> Iterator[None]:
    """While it lasts, equal files are examined once: for a batch that brings a few pictures to many
    places, as each child process takes a tenth of a second. What people send is remembered nowhere."""
    _kept.append({})
    try:
        yield
    finally:
        _kept.pop()


def _told(content: bytes, also: str) -> dict[str, Any]:
    """What the child says; viruses are looked for apart, every time."""
    kept = _kept[-1] if _kept else {}
    if (content, also) not in kept:
        kept[content, also] = work(_JOB, content, also)
    return kept[content, also]


def _scanned(content: bytes) -> bool | None:
    """Whether a scanner has looked at it; None if it is away. Raises BadInput for a virus."""
    if not antivirus.is_on():
        return False
    try:
        virus = antivirus.scan(content)
    except antivirus.Down as down:
        _log.warning("The virus scanner cannot say: %s", down)
        return None
    if virus:
        _log.warning("A file was refused for a virus: %s", virus)
        raise BadInput("file.virus", _VIRUS)
    return True
