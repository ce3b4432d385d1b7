"""Programs that hand in work without rest, and note what was acknowledged."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from PIL import Image

_PATIENCE = 300.0  # seconds until a request that is never acknowledged fails the test


@dataclass
class Ledger:
    """What the server said it has: the key by which it was asked, and the id it answered with.

    ``times`` are the moments of acknowledgements; ``slow`` the longest wait for one.
    """

    acked: dict[str, str] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    tries: int = 0
    odd: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, key: str, answer: str) -> None:
        with self.lock:
            if self.acked.setdefault(key, answer) != answer:
                self.odd.append(f"{key}: {self.acked[key]} and then {answer}")
            self.times.append(time.monotonic())


class Caller:
    """One program with a token; a connection that broke is opened again."""

    def __init__(self, port: int, token: str, stopped: threading.Event, ledger: Ledger) -> None:
        self.port, self.token, self.stopped, self.ledger = port, token, stopped, ledger

    def post(self, path: str, body: bytes, media: str, key: str) -> tuple[int, bytes]:
        """One try; status 0 when there was no answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {
            "Authorization": f"Bearer {self.token}", "Content-Type": media, "Idempotency-Key": key,
        }  # fmt: skip
        try:
            connection.request("POST", f"/api{path}", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()

    def insist(self, path: str, body: bytes, media: str, key: str) -> str | None:
        """Try with the same key until it is acknowledged; None only when all of it is over."""
        began = time.monotonic()
        while True:
            self.ledger.tries += 1
            status, content = self.post(path, body, media, key)
            if status in (200, 201):
                return str(json.loads(content)["id"])
            if status in (400, 401, 403, 404, 422):
                self.ledger.odd.append(f"{path} {status}: {content.decode()[:300]}")
                return None
            if time.monotonic() - began > _PATIENCE:
                self.ledger.odd.append(f"{path} was never acknowledged; at last {status}")
                return None
            time.sleep(0.1)


@dataclass(frozen=True)
class Place:
    """Where the work is done."""

    unit: int
    department: int


def hazard(caller: Caller, place: Place, key: str, photos: tuple[str, ...] = ()) -> None:
    """A hazard whose description is its key."""
    data: dict[str, Any] = {"place": "楼道", "description": key, "category": "fire"}
    if photos:
        data["photos"] = list(photos)
    given = {"kind": "hazard", "unit": place.unit, "department": place.department, "data": data}
    _insist(caller, "/cases", given, key)


def patrol(caller: Caller, place: Place, key: str) -> None:
    """A record whose route is its key."""
    when = datetime.now(UTC) - timedelta(minutes=5)
    given = {
        "kind": "patrol", "unit": place.unit, "happened_at": when.isoformat(),
        "data": {"kind_of": "fire", "route": key},
    }  # fmt: skip
    _insist(caller, "/records", given, key)


def photographed(caller: Caller, place: Place, key: str) -> None:
    """A hazard with a picture, uploaded first."""
    picture = BytesIO()
    Image.effect_noise((40, 30), 80).save(picture, "JPEG")
    edge = uuid4().hex
    body = b"".join((
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n'.encode(),
        b"Content-Type: image/jpeg\r\n\r\n", picture.getvalue(), f"\r\n--{edge}--\r\n".encode(),
    ))  # fmt: skip
    number = caller.insist("/files", body, f"multipart/form-data; boundary={edge}", f"file-{key}")
    if number:
        hazard(caller, place, key, (number,))


def _insist(caller: Caller, path: str, given: dict[str, Any], key: str) -> None:
    answer = caller.insist(path, json.dumps(given).encode(), "application/json", key)
    if answer:
        caller.ledger.note(key, answer)


WORK: tuple[Callable[[Caller, Place, str], None], ...] = (hazard, patrol, photographed)


def at_work(
    port: int, tokens: list[str], place: Place, ledger: Ledger, stopped: threading.Event
) -> list[threading.Thread]:
    """A thread for each token, each doing its sort of work until told to stop."""

    def go(number: int, token: str) -> None:
        caller, work = Caller(port, token, stopped, ledger), WORK[number % len(WORK)]
        for key in _keys(work.__name__, stopped):
            work(caller, place, key)

    threads = [
        threading.Thread(target=go, args=(number, token), name=f"client-{number}")
        for number, token in enumerate(tokens)
    ]
    for thread in threads:
        thread.start()
    return threads


def _keys(work: str, stopped: threading.Event) -> Iterator[str]:
    while not stopped.is_set():
        yield f"{work}-{uuid4()}"
