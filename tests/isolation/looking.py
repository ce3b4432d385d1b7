"""Asking as somebody, and reading every word of the answer."""

import io
import zipfile
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlencode

import pypdfium2
from django.db import connection, transaction
from django.test import Client

from tests.isolation.places import WORD

_COUNTED = (
    "base_event", "record_record", "case_case", "case_casestep", "subject_subject", "org_unit",
    "org_person", "org_grant", "org_appointment", "org_fact", "notify_notice", "base_attachment",
    "policy_adoption", "policy_edition", "report_frozen", "site_apitoken", "site_import",
    "modules_tipkey", "modules_sealedtip", "modules_sealedletter",
)  # fmt: skip
_COUNT = "select " + ", ".join(f"(select count(*) from {table})" for table in _COUNTED)


def counts() -> tuple[int, ...]:
    """How many rows there are, events first."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT)
        row: tuple[int, ...] = cursor.fetchone()
        return row


@dataclass
class Answer:
    """A status, where it leads, and the words in it: body, header lines and cookies."""

    status: int
    words: set[str]
    wrote: bool = False
    location: str = ""


@dataclass
class Session:
    """Somebody at a browser; what is written is taken back after each request."""

    client: Client
    asked: int = 0
    problems: list[str] = field(default_factory=list)

    def ask(
        self, verb: str, path: str, query: Any = None, body: Any = None, *, program: bool = False
    ) -> Answer:
        """One request."""
        self.asked += 1
        address = f"{path}?{urlencode(query)}" if query else path
        send = getattr(self.client, verb.lower())
        if verb == "GET":
            return _answer(send(address))
        given: dict[str, Any] = {"data": body or {}}
        if program:
            given["content_type"] = "application/json"
        elif verb != "POST":
            given = {}
        with transaction.atomic():
            before = counts()
            answer = _answer(send(address, **given))
            answer.wrote = counts() != before
            transaction.set_rollback(True)
        return answer

    def hold(self, what: str, answer: Answer, wanted: Collection[int], known: set[str]) -> None:
        """Note a wrong status, a refusal that left something, a word from elsewhere."""
        if answer.status not in wanted or answer.status >= 500:
            self.problems.append(f"{what}: {answer.status} instead of {sorted(wanted)}")
        if answer.status in (401, 403, 404, 405) and answer.wrote:
            self.problems.append(f"{what}: {answer.status}, yet something was written")
        if leaks := answer.words - known:
            self.problems.append(f"{what}: {answer.status} LEAK {sorted(leaks)}")

    def report(self, label: str) -> None:
        """Print the figure; fail with everything that was noted."""
        leaks = sum("LEAK" in problem for problem in self.problems)
        print(f"isolation: {label}: {self.asked} requests, {leaks} leaks")
        assert not self.problems, "\n".join(self.problems)


def _answer(response: Any) -> Answer:
    body = b"".join(response) if response.streaming else response.content
    heads = unquote(" ".join(f"{k}: {v}" for k, v in response.items()))
    text = heads + str(response.cookies) + text_of(body, response.get("Content-Type", ""))
    return Answer(
        response.status_code, set(WORD.findall(text)), location=response.get("Location", "")
    )


def text_of(body: bytes, media: str) -> str:
    """All that can be read in a file or page."""
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return " ".join(
                packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
            )
    if body.startswith(b"%PDF") and b"trailer" in body:
        paper = pypdfium2.PdfDocument(body)
        return " ".join(page.get_textpage().get_text_range() for page in paper)
    return body.decode("utf-8", "replace")
