"""The database away, the disk full: people are told, nothing is half done, all goes on by itself."""

import hashlib
import http.client
import json
import os
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest

from tests.kills.clients import Caller, Ledger, Place, hazard, photographed
from tests.kills.house import House

pytestmark = pytest.mark.db
AWAY = 60 if os.environ.get("WEIAN_TORTURE") else 15  # seconds
_BACK = 10.0  # seconds until work is taken again
_FILES = 1024  # open files of the server while the database is away


def page(house: House, path: str = "/login") -> tuple[int, str, str]:
    """Status, when to come back, and text of a page."""
    connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.headers["Retry-After"] or "", answer.read().decode()
    finally:
        connection.close()


def caller(house: House) -> Caller:
    return Caller(house.port, house.given["tokens"][0], threading.Event(), Ledger())


def open_files(house: House) -> int:
    """Of the web server and all its processes."""
    groups = [p for p in Path("/proc").glob("[0-9]*") if _of(p, house.parts["web"].pid)]
    return sum(len(list((p / "fd").iterdir())) for p in groups)


def _of(process: Path, leader: int) -> bool:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[2]) == leader
    except OSError:
        return False


def test_with_the_database_away_nothing_is_acknowledged_and_all_comes_back_by_itself(
    house: House, place: Place
) -> None:
    asks = caller(house)
    key = f"before-{uuid4()}"
    hazard(asks, place, key)
    assert key in asks.ledger.acked
    web = house.parts["web"].pid
    house.kill("database")
    gone, statuses, most = time.monotonic(), set(), 0
    session = {"Cookie": "weian=abcdefghijklmnopqrstuvwxyz012345"}
    body = json.dumps({"kind": "hazard", "unit": place.unit, "data": {"description": "x"}}).encode()
    while time.monotonic() - gone < AWAY:
        status, content = asks.post("/cases", body, "application/json", "away")
        statuses.add(status)
        if content:
            assert json.loads(content)["code"] == "database.down"
        connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=30)
        connection.request("GET", "/", headers=session)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        statuses.add(answer.status)
        assert "数据库暂时连不上" in text and answer.headers["Retry-After"], answer.status
        most = max(most, open_files(house))
    house.start_database_again()
    began = time.monotonic()
    after = f"after-{uuid4()}"
    hazard(asks, place, after)
    seconds = time.monotonic() - began
    print(
        f"outage: database away {AWAY} s, answers {sorted(statuses)}, at most {most} open files,"
        f" work taken again after {seconds:.1f} s without a restart"
    )
    assert statuses == {503}
    assert most < _FILES
    assert after in asks.ledger.acked
    assert house.parts["web"].pid == web and house.parts["web"].poll() is None
    assert seconds <= _BACK * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


@pytest.fixture
def little_room(house: House) -> object:
    """The folder of files on a disk of its own of 2 MB, full but for a little."""
    folder = house.folder / "files"
    folder.mkdir(mode=0o700, exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", folder],
        capture_output=True, check=False,
    )  # fmt: skip
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    ballast = folder / "ballast"
    ballast.write_bytes(b"")
    yield ballast
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_refuses_files_clearly_and_keeps_nothing_half(
    house: House, place: Place, little_room: Path
) -> None:
    asks = caller(house)
    first = f"photo-{uuid4()}"
    photographed(asks, place, first)
    assert first in asks.ledger.acked
    handle = os.open(little_room, os.O_WRONLY)
    with suppress(OSError):
        while True:
            os.write(handle, b"0" * 4096)
    os.close(handle)
    rows = house.rows("SELECT count(*) FROM base_attachment")
    body = b"\r\n".join((
        b'--e\r\nContent-Disposition: form-data; name="file"; filename="a.txt"',
        b"Content-Type: application/pdf\r\n", b"%PDF-1.4\n" + os.urandom(50_000) + b"\n%%EOF",
        b"--e--\r\n",
    ))  # fmt: skip
    status, content = asks.post("/files", body, "multipart/form-data; boundary=e", "full")
    assert status == 503 and json.loads(content)["code"] in ("disk.full", "disk.brake")
    assert house.rows("SELECT count(*) FROM base_attachment") == rows
    assert list((house.folder / "files").glob(".part-*")) == []
    assert page(house)[0] == 200
    hazard(asks, place, key := f"no-file-{uuid4()}")  # what needs no file goes on
    assert key in asks.ledger.acked
    little_room.unlink()
    status, _ = asks.post("/files", body, "multipart/form-data; boundary=e", "full")
    assert status == 201  # with room again, the same request succeeds
    named = house.rows(
        "SELECT sha256 FROM base_attachment WHERE uploaded_at > now() - interval '1 minute'"
    )
    for (sha256,) in named:
        path = house.folder / "files" / sha256[:2] / sha256[2:4] / sha256
        if path.exists():
            assert hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    print(
        "outage: full disk refused with 503 disk.full, 0 rows and 0 parts left, recovers by itself"
    )
