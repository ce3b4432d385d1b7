"""Canaries: what a sender sends is looked for in everything that is kept, however it is spelled."""

import base64
import gzip
import os
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.request import Request, urlopen

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client

from weian.modules.tips import actions, key_actions, queries
from weian.site.backup import making, manifest, places
from weian.site.binaries import find_binaries

from ..conftest import AT
from .conftest import PASSPHRASE, WORDS, answered, code_in, only, picture, send

pytestmark = pytest.mark.db

MOMENT = AT.replace(hour=3, minute=17, second=41)
CANARIES = {
    "words": "金丝雀在安全出口唱歌", "more": "金丝雀又补充一句", "reply": "金丝雀收到答复",
    "contact": "13900004471", "address": "198.51.100.77", "agent": "CanaryPhone/77.1",
    "referrer": "canary-came-from.example", "cookie": "canary-session-77", "file": "canary-file-77.jpg",
    "maker": "CanaryMaker77", "comment": "CanaryComment77", "language": "x-canary-77",
}  # fmt: skip
HEADERS = {
    "HTTP_USER_AGENT": CANARIES["agent"], "HTTP_REFERER": f"https://{CANARIES['referrer']}/",
    "HTTP_ACCEPT_LANGUAGE": CANARIES["language"], "REMOTE_ADDR": CANARIES["address"],
    "HTTP_COOKIE": f"weian={CANARIES['cookie']}",
}  # fmt: skip
_SERVE = "import django; django.setup(); from weian.site.commands import serve; serve.serve('127.0.0.1', 8136)"


def spellings(word: str) -> Iterator[bytes]:
    """As it is, in hexadecimal (as dumps write bytes), in base64 at each of its three places, escaped."""
    plain = word.encode()
    yield plain
    yield plain.hex().encode()
    yield word.encode("unicode_escape")
    yield word.encode("utf-16-le")
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + plain)
        yield coded[4 if shift else 0 : len(coded) - 4]


def found(canaries: dict[str, str], content: bytes) -> set[str]:
    """Which canaries sing in it."""
    return {n for n, w in canaries.items() if any(s and s in content for s in spellings(w))}


def moments(at: datetime) -> dict[str, str]:
    """An exact time as it may be written."""
    return {
        "clock": f"{at:%H:%M:%S}", "universal": f"{at.astimezone(tz=None):%H:%M:%S}",
        "utc": f"{(at - timedelta(hours=8)):%H:%M:%S}", "seconds": str(int(at.timestamp())),
    }  # fmt: skip


def dump() -> bytes:
    """The whole database as text, by the program that makes backups, past row-level security."""
    place = connection.get_connection_params()
    given = [find_binaries() / "pg_dump", "-h", place["host"], "-U", "postgres", place["dbname"]]
    return subprocess.run(given, capture_output=True, check=True).stdout


def backed_up(data: Path, environment: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    """A backup as `weian backup` makes it: every byte of its folder, and its dump written out as text."""
    place = connection.get_connection_params()
    at = f"postgresql://postgres@/{place['dbname']}?host={place['host']}"
    environment.setenv("WEIAN_BACKUP_URL", at)
    (data / "data").mkdir()
    making.make(data / "data", data / "files", data / "backups", AT)
    dumped = places.chosen(data / "backups") / manifest.DUMP
    unpacked = [find_binaries() / "pg_restore", "--file", "-", dumped]
    text = subprocess.run(unpacked, capture_output=True, check=True).stdout
    return folder(data / "backups"), text


def unfolded(content: bytes) -> Iterator[bytes]:
    """What gzip or zlib has packed anywhere in it."""
    for mark, kind in (
        (b"\x1f\x8b\x08", 31),
        (b"\x78\x9c", 15),
        (b"\x78\xda", 15),
        (b"\x78\x01", 15),
    ):
        at = content.find(mark)
        while at >= 0:
            with suppress(zlib.error):
                yield zlib.decompressobj(kind).decompress(content[at:])
            at = content.find(mark, at + 1)


def folder(path: Path) -> bytes:
    """Every byte below a folder, names of files included; what is packed is unpacked."""
    out = []
    for file in sorted(path.rglob("*")):
        out.append(str(file).encode())
        if file.is_file():
            content = file.read_bytes()
            out.append(content)
            out += unfolded(content)
    return b"\n".join(out)


def test_the_canaries_are_heard() -> None:
    """The control: a word that lies there in any spelling is found."""
    for word in CANARIES.values():
        for shift in range(3):
            text = base64.b64encode(b"x" * shift + word.encode() + b"yz")
            assert found({"it": word}, b"..." + text + b"...") == {"it"}
        for packed in (gzip.compress(b"..." + word.encode()), b"x" + zlib.compress(word.encode())):
            assert found({"it": word}, b"".join(unfolded(packed))) == {"it"}
        for spelling in (word.encode(), word.encode().hex().encode()):
            assert found({"it": word}, spelling) == {"it"}


@pytest.mark.django_db(transaction=True)
def test_nothing_that_is_kept_tells_of_the_sender(
    keeping: SimpleNamespace, public: Client, time_machine: Any, settings: Any, tmp_path: Path,
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    time_machine.move_to(MOMENT)
    photo = picture(name=CANARIES["file"], maker=CANARIES["maker"], comment=CANARIES["comment"])
    assert found(CANARIES, photo.read()) == {"maker", "comment"}
    photo.seek(0)
    with caplog.at_level("DEBUG"):
        sent = send(
            public, keeping.county, description=CANARIES["words"], contact=CANARIES["contact"],
            photos=[photo], extra=HEADERS,
        )  # fmt: skip
        code = code_in(sent)
        more = {"code": code, "act": "addition", "text": CANARIES["more"]}
        public.post("/tip/code/", more, **HEADERS)
        actions.reply(keeping.keeper, tip=only(), text=CANARIES["reply"], at=AT)
    canaries = {**CANARIES, **moments(MOMENT), "code": code, "digits": code.replace(" ", "")}
    for noted in (False, True):
        if noted:
            actions.note_days(AT + timedelta(days=1))
        kept = dump()
        assert b"modules_sealedtip" in kept and str(only().pk).encode() in kept
        assert found(canaries, kept) == set()
    ours = [r for r in caplog.records if not r.name.startswith(("django.db", "asyncio"))]
    said = "\n".join(f"{r.getMessage()} {r.__dict__}" for r in ours)
    assert found(CANARIES, said.encode()) == set()
    assert found(canaries, folder(tmp_path)) == set()
    raw, text = backed_up(tmp_path, monkeypatch)
    assert str(only().pk).encode() in text and b"manifest.json" in raw
    assert found(canaries, raw) == set() and found(canaries, text) == set()
    print(f"tips: {len(canaries)} canaries in dump, log, folders and backup: 0 found")
    privates = key_actions.opened(keeping.keeper, PASSPHRASE)
    opened = [queries.content(letter, privates) for letter in queries.letters_of(only())]
    assert found(CANARIES, str(opened).encode()) == {"words", "more", "contact", "reply"}


@pytest.mark.django_db(transaction=True)
def test_even_the_superuser_reads_nothing_without_the_passphrase(keeping: SimpleNamespace) -> None:
    actions.receive(keeping.county, words=WORDS, photos=(), at=AT)
    kept = dump() + site.TIP_KEY + site.SECRET_KEY.encode()
    assert found({k: v for k, v in WORDS.items() if k != "category"}, kept) == set()


@pytest.mark.django_db(transaction=True)
def test_the_web_server_says_nothing_of_who_asked(keeping: SimpleNamespace, tmp_path: Path) -> None:
    """The real server, its output, its folder, over a socket: with a tip, a mistake, a wrong address."""
    data, log = tmp_path / "data", tmp_path / "server.log"
    data.mkdir()
    place = connection.get_connection_params()
    environment = {
        **os.environ, "WEIAN_DATA": str(data), "TMPDIR": str(tmp_path),
        "WEIAN_DATABASE_URL": f"postgresql://{place['user']}@/{place['dbname']}?host={place['host']}",
        "DJANGO_SETTINGS_MODULE": "tests.modules.tips.serving",
        "PYTHONPATH": str(Path(__file__).parents[3]),
    }  # fmt: skip
    with log.open("wb") as output:
        server = subprocess.Popen(
            # Not `weian serve`, which refuses this database: a test's does not write to the disk.
            [sys.executable, "-c", _SERVE], env=environment, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _talk("http://127.0.0.1:8136", keeping.county.pk)
        finally:
            server.terminate()
            server.wait(30)
    canaries = {**CANARIES, "path": "/tip/"}
    assert found(canaries, log.read_bytes()) == set(), log.read_text()
    assert found(CANARIES, folder(data)) == set()
    assert found(CANARIES, dump()) == set()
    assert only().letters.count() == 1


def _talk(server: str, office: int) -> None:
    _ask(f"{server}/tip/", patience=60)
    at = f"{server}/tip/{office}/"
    given = {**answered(_ask(at)), **WORDS, "description": CANARIES["words"]}
    assert re.search(r"\d{4} \d{4} \d{4} \d{4}", _ask(at, given))
    for wrong in (f"{server}/tip/999999/", f"{server}/tip/nowhere"):
        _ask(wrong)
    assert "已经提交过" in _ask(at, given)


def _ask(address: str, given: dict[str, str] | None = None, patience: float = 0) -> str:
    """A page as text, whatever its status."""
    edge = "canary77edge"
    body = "".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'
        for k, v in (given or {}).items()
    )
    heads = {
        "User-Agent": CANARIES["agent"], "Referer": f"https://{CANARIES['referrer']}/",
        "X-Forwarded-For": CANARIES["address"], "Cookie": f"weian={CANARIES['cookie']}",
    }  # fmt: skip
    data = None
    if given:
        heads["Content-Type"] = f"multipart/form-data; boundary={edge}"
        data = f"{body}--{edge}--\r\n".encode()
    until = time.monotonic() + patience
    while True:
        try:
            with urlopen(Request(address, data, heads), timeout=30) as answer:
                return str(answer.read().decode())
        except OSError as error:
            if hasattr(error, "read"):
                return str(error.read().decode())
            if time.monotonic() > until:
                raise
            time.sleep(0.3)
