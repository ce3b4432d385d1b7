"""Whoever works in the unit that a tip is about gets the same bytes with and without it, until its release."""

import io
import re
import zipfile
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.modules.tips import actions, key_actions, queries
from weian.modules.tips.models import SealedTip

from ..conftest import AT
from .conftest import PASSPHRASE, WORDS

pytestmark = pytest.mark.db

ROLES = ("head", "manager", "chief", "nurse", "guard", "auditor")
PAGES = (
    "/", "/board/", "/cases/tip/", "/cases/hazard/", "/ledgers/", "/search/?q=出口", "/notices/",
    "/calendar/", "/units/", "/units/{unit}/", "/people/", "/reports/", "/log/", "/tips/", "/me/",
    "/tips/oversight/", "/tips/{tip}/", "/cases/tip/export", "/api/cases?kind=tip", "/todo/", "/tip/",
    "/tip/{county}/",
)  # fmt: skip
#: What differs between any two answers: tokens against forged forms, and the task of the tip page.
_VOLATILE = re.compile(
    r'name="(csrfmiddlewaretoken|token|once)" value="[^"]*"|data-(salt|digest)="[^"]*"|\w加\w等于几'
)


def _read(body: bytes) -> str:
    """Text as it is, a spreadsheet by its parts: all but when it was made, which is the real clock's."""
    if not body.startswith(b"PK"):
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        names = [n for n in packed.namelist() if n != "docProps/core.xml"]
        return "".join(packed.read(name).decode("utf-8", "replace") for name in names)


def answers(
    clients: dict[str, Client], county: SimpleNamespace, tip: object
) -> dict[tuple[str, str], Any]:
    """Status, heads and body of every page, by role and address."""
    out = {}
    for role, client in clients.items():
        for page in PAGES:
            at = page.format(unit=county.hospital.pk, county=county.county.pk, tip=tip)
            answer = client.get(at)
            body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
            plain = _VOLATILE.sub("", _read(body))
            heads = sorted(
                (k, v)
                for k, v in answer.items()
                if k not in ("Set-Cookie", "Date", "Content-Length")
            )
            out[role, page] = (answer.status_code, heads, plain)
    return out


def test_until_the_release_every_answer_is_the_same(
    keeping: SimpleNamespace, people: SimpleNamespace, enter: Any
) -> None:
    clients = {role: enter(getattr(people, role)) for role in ROLES}
    nowhere = "11111111-2222-4333-8444-555555555555"
    answers(
        clients, keeping, nowhere
    )  # what a first visit alone does, as noting when one was last seen
    before = answers(clients, keeping, nowhere)
    yesterday = AT - timedelta(days=1)
    for _ in range(6):
        actions.receive(keeping.county, words=WORDS, photos=(), at=yesterday)
    tip = SealedTip.objects.first()
    assert tip is not None
    privates = key_actions.opened(keeping.keeper, PASSPHRASE)
    actions.view(keeping.keeper, tip=tip, reason="核对摘要", privates=privates, at=AT)
    actions.reply(keeping.keeper, tip=tip, text="收到。", at=AT)
    actions.note_days(AT)
    # The auditor is the commission's, who reads its log: there the acts of the custodian stand.
    differing = {
        key
        for key, answer in answers(clients, keeping, tip.pk).items()
        if answer != before[key] and key != ("auditor", "/log/")
    }
    print(f"tips: {len(before)} answers compared, {len(differing)} differ")
    assert differing == set()


def test_after_the_release_the_summary_is_seen(
    keeping: SimpleNamespace, people: SimpleNamespace, enter: Any
) -> None:
    """The control: what is compared above does see a case."""
    clients = {"manager": enter(people.manager)}
    before = answers(clients, keeping, 0)
    actions.receive(keeping.county, words=WORDS, photos=(), at=AT)
    tip = SealedTip.objects.get()
    data = {"category": "fire_hazard", "place": "住院楼", "description": "反映出口上锁。"}
    actions.release(keeping.keeper, tip=tip, unit=keeping.hospital, data=data, at=AT)
    after = answers(clients, keeping, 0)
    differing = {page for (_, page), answer in after.items() if answer != before["manager", page]}
    assert {"/cases/tip/", "/api/cases?kind=tip", "/cases/tip/export"} <= differing
    assert queries.case_of(SealedTip.objects.get()) is not None
