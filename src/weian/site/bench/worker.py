"""What one web worker holds in memory after it has answered all of these pages."""

import http.client
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

from weian.site.bench.asking import session_of
from weian.site.bench.hazards import COMMON, RARE
from weian.site.bench.table import Line
from weian.site.bench.town import Town
from weian.site.processes import spawn, stop

_HIDDEN = re.compile(r'<input type="hidden" name="(csrfmiddlewaretoken|once)" value="([^"]+)"')
_PAGES = ("/", "/board/", "/cases/hazard/", "/duties/?status=overdue", "/units/", "/ledgers/")


def measure(town: Town, scale: str, exports: str, times: int) -> Line:
    """A server with one worker process, as ``weian serve`` starts it, asked over HTTP."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = (sys.executable, "-m", "weian.site.cli", "serve", "--port", str(port))
    kept = dict(os.environ, WEIAN_WEB_PROCESSES="1", WEIAN_POOL="6")
    server = spawn(command, env=kept)
    try:
        _wait(server, port)
        for person in (town.county_clerk, town.city_clerk, town.staff[town.clinics[2].pk][2]):
            cookie = session_of(person)
            for path in (*_PAGES, *_searches(town)):
                for _ in range(times):
                    _get(port, cookie, path)
            for _ in range(3):
                _get(port, cookie, exports)
        _report(port, cookie, town)
        return Line("memory of a web worker after all", scale, _memory(server.pid), "MB", 200)
    finally:
        stop(server)


def _searches(town: Town) -> list[str]:
    queries: list[dict[str, str]] = [
        {"q": COMMON}, {"q": RARE}, {"unit": str(town.clinics[2].pk), "state": "open"},
    ]  # fmt: skip
    return [f"/cases/hazard/?{urlencode(query)}" for query in queries]


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    pause = Event()
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        pause.wait(0.1)
    raise SystemExit("weian serve does not answer.")


def _get(port: int, cookie: str, path: str) -> tuple[str, str]:
    """The body and the cookies that it sets."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status}")
    text = body.decode() if "html" in (answer.headers["Content-Type"] or "") else ""
    return text, answer.headers.get("Set-Cookie", "").partition(";")[0]


def _report(port: int, cookie: str, town: Town) -> None:
    """A hazard by the form."""
    path = f"/cases/hazard/new?unit={town.clinics[2].pk}"
    page, csrf = _get(port, cookie, path)
    given = {
        **dict(_HIDDEN.findall(page)),
        "unit": str(town.clinics[2].pk),
        "place": "门诊楼",
        "description": "灭火器压力不足",
        "category": "fire",
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {
        "Cookie": f"{cookie}; {csrf}", "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    connection.request("POST", path, urlencode(given), headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status not in (302, 303):
        raise SystemExit(f"{path}: {answer.status}")


def _memory(server: int) -> float:
    """Resident megabytes of the largest child of the server: its worker."""
    sizes = [0.0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(
                line.split(":", 1) for line in status.read_text("utf-8").splitlines() if ":" in line
            )
        except OSError:
            continue
        if int(fields["PPid"]) == server and "VmRSS" in fields:
            sizes.append(int(fields["VmRSS"].split()[0]) / 1024)
    return max(sizes)
