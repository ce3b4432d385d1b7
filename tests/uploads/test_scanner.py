"""A virus scanner, where one is set: asked over a real socket in clamd's own words; away, files wait."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.site.importing.conftest import AT, SINCE
from weian.base import antivirus, attachments, bounds, uploads
from weian.base.attachments import Attachment
from weian.base.errors import BadInput, Conflict
from weian.notify.models import Notice
from weian.org import actions
from weian.site import upkeep

from .corpus import EICAR, picture

pytestmark = [pytest.mark.db, pytest.mark.django_db]
_CLEAN = b"%PDF-1.7 the plan of the ward"


class Clamd(socketserver.StreamRequestHandler):
    """As much of clamd as INSTREAM needs: it looks for the test virus."""

    says: bytes = b""
    most = 1024 * 1024

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(size)
            if len(content) > self.most:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        self.wfile.write(self.says or found)


@contextmanager
def listening(place: Path) -> Iterator[type[Clamd]]:
    """A scanner at a socket of the file system, until the block ends."""
    handler = type("Handler", (Clamd,), {})
    with socketserver.ThreadingUnixStreamServer(str(place), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield handler
        server.shutdown()
        thread.join()
    place.unlink()


@pytest.fixture
def place(tmp_path: Path, settings: Any) -> Path:
    settings.CLAMD = str(tmp_path / "clamd")
    return tmp_path / "clamd"


@pytest.fixture
def scanner(place: Path) -> Iterator[type[Clamd]]:
    with listening(place) as handler:
        yield handler


def save(house: SimpleNamespace, content: bytes, name: str = "a.pdf") -> Attachment:
    file = SimpleUploadedFile(name, content)
    return attachments.save(file, by=house.person, unit=house.person.unit, at=AT)


def test_the_test_virus_is_named_and_clean_content_is_not(scanner: type[Clamd]) -> None:
    assert antivirus.scan(EICAR) == "Eicar-Test-Signature"
    assert antivirus.scan(b"x" * 200_000 + EICAR) == "Eicar-Test-Signature"  # over several pieces
    assert antivirus.scan(b"x" * 200_000) == ""
    assert antivirus.scan(b"") == ""


def test_a_scanner_of_another_machine_is_asked_by_name_and_port(settings: Any) -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMD = f"127.0.0.1:{server.server_address[1]}"
        assert antivirus.scan(EICAR) == "Eicar-Test-Signature"
        server.shutdown()


def test_a_file_with_a_virus_is_refused(house: SimpleNamespace, scanner: type[Clamd]) -> None:
    scanner.says = b"stream: Win.Test.X-1 FOUND\0"
    with pytest.raises(BadInput, match="发现病毒"):
        save(house, _CLEAN)
    assert not Attachment.objects.exists()
    scanner.says = b""
    assert save(house, _CLEAN).quarantine == ""


@pytest.mark.parametrize(
    "says", [b"stream: lstat() failed ERROR\0", b"\0", b"", b"UNKNOWN COMMAND\0"]
)
def test_an_answer_that_is_none_is_no_leave(
    house: SimpleNamespace, scanner: type[Clamd], says: bytes
) -> None:
    scanner.says = says or b"\0"
    assert save(house, _CLEAN).quarantine == "waiting"


def test_what_is_too_large_for_the_scanner_waits(
    house: SimpleNamespace, scanner: type[Clamd]
) -> None:
    assert save(house, _CLEAN + b" " * 2_000_000).quarantine == "waiting"


def test_while_it_is_away_files_are_taken_and_stay_shut_until_it_is_back(
    house: SimpleNamespace, place: Path
) -> None:
    row = save(house, _CLEAN)
    assert row.quarantine == "waiting"
    with pytest.raises(Conflict, match="不能打开"):
        attachments.open_bytes(row)
    client = Client()
    client.force_login(house.person)
    answer = client.get(f"/files/{row.pk}")
    assert answer.status_code == 409
    assert "病毒扫描不可用" in answer.content.decode()
    assert attachments.rescan() == (1, [])
    with listening(place):
        assert attachments.rescan() == (0, [])
    row.refresh_from_db()
    with attachments.open_bytes(row) as content:
        assert content.read() == _CLEAN
    answer = client.get(f"/files/{row.pk}")
    assert b"".join(answer.streaming_content) == _CLEAN
    answer.close()


def test_what_had_a_virus_stays_shut_for_good_and_administrators_are_told(
    house: SimpleNamespace, place: Path, settings: Any
) -> None:
    actions.appoint(None, at=AT, unit=house.county, roles=("platform_admin",), name="管理", since=SINCE, employment="staff")  # fmt: skip
    first, second = save(house, _CLEAN), save(house, _CLEAN + b" 2")
    with bounds.everything("as the job"):
        upkeep.tell_of_viruses(*attachments.rescan(), AT)
    with listening(place) as handler:
        handler.says = b"stream: Win.Test.X-1 FOUND\0"
        waiting, infected = attachments.rescan()
    assert (waiting, {row.pk for row in infected}) == (0, {first.pk, second.pk})
    upkeep.tell_of_viruses(waiting, infected, AT)
    titles = set(Notice.objects.values_list("title", flat=True))
    assert any("病毒扫描不可用，2 个文件" in title for title in titles)
    assert any("发现病毒，已隔离" in title for title in titles)
    first.refresh_from_db()
    with pytest.raises(Conflict, match="已经隔离"):
        attachments.open_bytes(first)


def test_pictures_are_drawn_anew_and_need_not_wait(house: SimpleNamespace, place: Path) -> None:
    assert save(house, picture(), "a.png").quarantine == ""


def test_what_is_read_at_once_is_refused_while_it_is_away(place: Path) -> None:
    with pytest.raises(BadInput, match="病毒扫描暂时不可用"):
        uploads.examined(_CLEAN)


def test_without_one_nothing_is_asked(house: SimpleNamespace, settings: Any) -> None:
    settings.CLAMD = ""
    assert save(house, _CLEAN).quarantine == ""
