"""A county whose tips are kept by one custodian, under a passphrase, confirmed by its leader."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from weian.modules.tips import key_actions, limits
from weian.modules.tips.models import SealedTip
from weian.org import actions

from ..conftest import AT, SINCE

PASSPHRASE = "青山不改 绿水长流 1949"
WORDS = {
    "whom": "清河县人民医院住院楼三层", "category": "fire_hazard", "when": "夜班",
    "description": "安全出口夜里上锁，钥匙在保安室。",
}  # fmt: skip
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def keeping(tree: SimpleNamespace, settings: Any, time_machine: Any) -> Iterator[SimpleNamespace]:
    """``keeper`` and ``leader`` of the county, ``key`` in use."""
    time_machine.move_to(AT, tick=False)
    settings.WEIAN_DEMO = True  # nobody is led to change a first password
    limits.memory.cache_clear()

    def make(name: str, *roles: str) -> Any:
        return actions.appoint(
            None, at=AT, unit=tree.county, roles=roles, name=name, since=SINCE, employment="staff"
        )

    leader, keeper = make("冯岚", "commission_leader"), make("葛守一", "tip_custodian")
    key = key_actions.make_key(
        keeper, office=tree.county, passphrase=PASSPHRASE, again=PASSPHRASE, old="", at=AT
    )
    key = key_actions.confirm(leader, pk=key.pk, at=AT)
    yield SimpleNamespace(county=tree.county, hospital=tree.hospital, clinic=tree.clinic,
                          leader=leader, keeper=keeper, key=key, make=make)  # fmt: skip
    limits.memory.cache_clear()


@pytest.fixture
def public() -> Client:
    """Somebody at a browser without scripts."""
    return Client(raise_request_exception=True)


@pytest.fixture
def enter() -> Any:
    """``enter(person)`` is that person's browser."""

    def browse(person: Any) -> Client:
        client = Client()
        client.force_login(person, _BACKEND)
        return client

    return browse


def answered(page: str) -> dict[str, str]:
    """The token of a page and the answer to its plain question."""
    token = re.search(r'name="token" value="([^"]+)"', page)
    sum_ = re.search(r"([一二三四五六七八九])加([一二三四五六七八九])等于几", page)
    assert token and sum_
    digits = "零一二三四五六七八九"
    return {"token": token[1], "answer": str(digits.index(sum_[1]) + digits.index(sum_[2]))}


def send(client: Client, office: Any, /, **changes: Any) -> Any:
    """Open the page and send a tip, as a browser without scripts does."""
    at = f"/tip/{office.pk}/"
    extra = changes.pop("extra", {})
    given = answered(client.get(at, **extra).content.decode())
    return client.post(at, {**given, **WORDS, **changes}, **extra)


def code_in(response: Any) -> str:
    """The receipt code on a page."""
    found = re.search(r"\b(\d{4} \d{4} \d{4} \d{4})\b", response.content.decode())
    assert found, response.content.decode()
    return found[1]


def only() -> SealedTip:
    """The one tip there is."""
    return SealedTip.objects.get()


def picture(path: Path | None = None, **exif: str) -> SimpleUploadedFile:
    """A photograph with what a telephone writes into it."""
    image = Image.new("RGB", (640, 480), "red")
    tags = Image.Exif()
    for number, text in ((0x010F, "maker"), (0x0110, "model"), (0x9286, "comment")):
        tags[number] = exif.get(text, "")
    out = io.BytesIO()
    image.save(out, "JPEG", exif=tags, comment=exif.get("comment", "").encode())
    return SimpleUploadedFile(exif.get("name", "现场.jpg"), out.getvalue(), "image/jpeg")
