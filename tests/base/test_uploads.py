"""Files are examined in a child process: each of what people send, equal ones of a batch once."""

import io
import sys
from typing import Any

import pytest
from PIL import Image

from weian.base import uploads
from weian.base.errors import BadInput

_STARTED: list[object] = []


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "subprocess.Popen":
        _STARTED.append(arguments)


sys.addaudithook(_note)


def picture(colour: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(content, "JPEG")
    return content.getvalue()


def started(*files: bytes) -> int:
    """How many child processes it takes to examine these."""
    before = len(_STARTED)
    told = [uploads.examined(file) for file in files]
    assert {one.media_type for one in told} == {"image/jpeg"}
    return len(_STARTED) - before


def test_equal_files_of_a_batch_are_examined_once() -> None:
    red, blue = picture("red"), picture("blue")
    with uploads.remembering():
        assert started(red, red, blue, red) == 2
    assert started(red, red) == 2


def test_what_is_refused_is_refused_again() -> None:
    with uploads.remembering():
        for _ in range(2):
            with pytest.raises(BadInput):
                uploads.examined(b"<script>alert(1)</script>")
