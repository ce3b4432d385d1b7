"""What comes in is examined by a limited child process before anything of it is kept."""

from base64 import b64decode
from dataclasses import dataclass
from typing import Final

from weian.base.errors import BadInput
from weian.base.limited import Exceeded, work

_JOB: Final = "weian.base.examining:examine"
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


def examined(content: bytes, *also: str) -> Examined:
    """Raises BadInput for every type but those of ``media.SUFFIXES`` and ``also``, and for what would
    do something when it is opened."""
    try:
        told = work(_JOB, content, " ".join(also))
    except Exceeded as exceeded:
        raise BadInput("file.exceeded", _TOLD[exceeded.why]) from None
    if "refused" in told:
        code, words = told["refused"]
        raise BadInput(code, words)
    return Examined(told["type"], b64decode(told["content"]) or content)
