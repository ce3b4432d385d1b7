"""A letter is printed in the layout of its county where the server can, and says so where it cannot."""

import shutil
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.office import converted, words_of
from weian.base.errors import BadInput
from weian.modules.letters import documents, layouts, word
from weian.modules.letters.choices import BY_KEY
from weian.modules.letters.layout_views import _sample

from .test_layouts import AT, WHOLE, browser_of, drafted, layout, place, put

pytestmark = [pytest.mark.db, pytest.mark.django_db]
__all__ = ["place"]  # the county of the layouts
OFFICE = shutil.which("soffice")
NEEDS_OFFICE = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A server on which LibreOffice is not installed; the folder of its programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@NEEDS_OFFICE
def test_the_print_follows_the_layout_of_the_county(place: SimpleNamespace) -> None:
    letter = drafted(place)
    put(place, layout(*WHOLE, "本局专用版式"))
    told = words_of(documents.as_pdf(letter))
    assert "本局专用版式" in told and "安全出口锁闭。" in told
    assert "GB2312" not in told
    layouts.back_to_shipped(
        place.clerk, unit=place.county, kind="rectification", at=AT + timedelta(minutes=1)
    )
    told = words_of(documents.as_pdf(letter))
    assert "本局专用版式" not in told and "安全出口锁闭。" in told


def test_without_libreoffice_the_shipped_layout_is_printed_and_the_page_says_so(
    place: SimpleNamespace, no_office: Path, time_machine: Any
) -> None:
    time_machine.move_to(AT, tick=False)
    letter, clerk = drafted(place), browser_of(place.clerk)
    told = "服务器没有装 LibreOffice，PDF 仍按国标版式"
    assert told not in clerk.get(f"/letters/{letter.pk}").content.decode()
    put(place, layout(*WHOLE, "本局专用版式"))
    assert "本局专用版式" not in words_of(documents.as_pdf(letter))
    for page in (f"/letters/{letter.pk}", "/letters/layouts/rectification/"):
        assert told in clerk.get(page).content.decode()
    page = clerk.get("/letters/layouts/").content.decode()
    assert "换了的只用于 Word，PDF 仍按国标版式" in page
    sample = clerk.get("/letters/layouts/rectification/preview?as=pdf")
    assert "这是一份样张" in words_of(sample.content)


def test_a_layout_that_cannot_be_printed_says_what_to_do(
    place: SimpleNamespace, no_office: Path
) -> None:
    letter = drafted(place)
    put(place, layout(*WHOLE, "这个版式转不了"))
    failing = no_office / "soffice"
    failing.write_text("#!/bin/sh\nexit 1\n")
    failing.chmod(0o755)
    with pytest.raises(BadInput, match="没有转换成 PDF。请下载 Word 打印"):
        documents.as_pdf(letter)
    assert documents.as_word(letter).startswith(b"PK")


@NEEDS_OFFICE
def test_a_letter_opens_in_libreoffice(place: SimpleNamespace, tmp_path: Path) -> None:
    kind = BY_KEY["interview"]
    file = tmp_path / "letter.docx"
    file.write_bytes(word.written(_sample(place.county, kind, AT)))
    printed = converted(file, "pdf")
    if printed is None:
        pytest.skip("LibreOffice Writer is not installed")
    told = "".join(words_of(printed).split())
    assert f"关于核对版式的{kind.heading}" in told
    assert "抄送：抄送单位" in told and "附件：1．第一个附件" in told
