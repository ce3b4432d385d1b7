"""Eight simultaneous requests with one key are one act, and all eight are told the same."""

import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.kills.clients import Caller, Ledger, Place
from tests.kills.house import House

pytestmark = pytest.mark.db
KEYS = 1000 if os.environ.get("WEIAN_TORTURE") else 40
_AT_ONCE = 8


def test_eight_at_once_are_one(house: House, place: Place) -> None:
    token = house.given["tokens"]
    callers = [Caller(house.port, token[0], threading.Event(), Ledger()) for _ in range(_AT_ONCE)]
    barrier = threading.Barrier(_AT_ONCE)
    mark = uuid4().hex
    different = 0
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for number in range(KEYS):
            key = f"same-{mark}-{number}"
            data = {"place": "楼道", "description": key, "category": "fire"}
            given = {
                "kind": "hazard",
                "unit": place.unit,
                "department": place.department,
                "data": data,
            }
            body = json.dumps(given).encode()

            def ask(caller: Caller, key: str = key, body: bytes = body) -> tuple[int, str]:
                barrier.wait()
                status, content = caller.post("/cases", body, "application/json", key)
                # The database keeps the keys of an answer's objects in an order of its own.
                return status, json.dumps(json.loads(content or b"{}"), sort_keys=True)

            answers = set(pool.map(ask, callers))
            if len(answers) != 1 or next(iter(answers))[0] != 201:
                different += 1
                print(f"same key: answers differ: {answers}")
    ((made,),) = house.rows(
        "SELECT count(*) FROM case_case WHERE data->>'description' LIKE %s", f"same-{mark}-%"
    )
    print(
        f"same key: {KEYS} keys × {_AT_ONCE} at once: {made} cases, {different} sets of answers differ"
    )
    assert (made, different) == (KEYS, 0)


def test_another_content_with_the_same_key_is_refused(house: House, place: Place) -> None:
    caller = Caller(house.port, house.given["tokens"][1], threading.Event(), Ledger())
    key = uuid4().hex
    answers = []
    for words in ("安全出口被堵", "灭火器过期"):
        data = {"place": "楼道", "description": words, "category": "fire"}
        given = {"kind": "hazard", "unit": place.unit, "department": place.department, "data": data}
        answers.append(caller.post("/cases", json.dumps(given).encode(), "application/json", key))
    assert [status for status, _ in answers] == [201, 422]
    assert json.loads(answers[1][1])["code"] == "once.reused"
