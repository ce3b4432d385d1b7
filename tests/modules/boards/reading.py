"""What a page says: its numbers with where they lead, those that lead nowhere, its count, its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client

#: A cell of the matrix: what is overdue, what is not known, what is met of all that was due.
_SHARE = re.compile(r"(?:逾期 (\d+) )?(?:待核实 (\d+) )?(\d+)/(\d+)")


@dataclass
class Read(HTMLParser):
    """``numbers`` are (address, number) of every link whose words are a whole number; ``shares`` are
    (address, overdue, unknown, met, due) of every cell of a matrix; ``bare`` the numbers over 0 that
    stand in a table or a line of figures without a link, each with its heading; ``figures`` are the
    line of figures by label."""

    numbers: list[tuple[str, int]] = field(default_factory=list)
    shares: list[tuple[str, int, int, int, int]] = field(default_factory=list)
    bare: list[tuple[str, int]] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)
    count: int | None = None
    rows: int = 0
    next_url: str = ""
    _href: str = ""
    _text: str = ""
    _body: bool = False
    _counting: bool = False
    _label: str = ""
    _inside: str = ""
    _heads: list[str] = field(default_factory=list)
    _column: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def __hash__(self) -> int:
        return id(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "a":
            self._href, self._text = given.get("href", ""), ""
            if given.get("rel") == "next":
                self.next_url = self._href
        self._counting |= "page-count" in given.get("class", "").split()
        if tag in ("td", "dt", "th") or "figure-value" in given.get("class", "").split():
            self._inside = "figure" if tag == "span" else tag
            self._label = given.get("data-label", "") if tag == "td" else self._label
            self._label = "" if tag == "dt" else self._label
        self._body |= tag == "tbody"
        self.rows += tag == "tr" and self._body

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            if self._text.strip().isdecimal():
                self.numbers.append((self._href, int(self._text)))
            if share := _SHARE.fullmatch(self._text.strip()):
                overdue, unknown, met, due = (int(n or 0) for n in share.groups())
                self.shares.append((self._href, overdue, unknown, met, due))
            self._href = ""
        if tag in ("td", "dt", "span", "th"):
            self._inside = ""
        if tag == "tbody":
            self._body = False

    def handle_data(self, data: str) -> None:
        if self._href:
            self._text += f" {data.strip()}"
        self._look(data.strip())
        if self._counting:
            self.count, self._counting = int(data), False

    def _look(self, text: str) -> None:
        if self._inside == "dt":
            self._label += text
        if self._inside == "figure":
            self.figures[self._label] = text
        if self._inside in ("td", "figure") and not self._href and text.isdecimal() and int(text):
            self.bare.append((self._label, int(text)))


def read(browser: Client, address: str) -> Read:
    """A page that answers with 200."""
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    found = Read()
    found.feed(answer.content.decode())
    return found


def opened(browser: Client, address: str) -> Read:
    """The same, read once for each browser: many numbers open one list."""
    known: dict[str, Read] = browser.__dict__.setdefault("opened", {})
    if address not in known:
        known[address] = read(browser, address)
    return known[address]


def rows_of(browser: Client, address: str) -> int:
    """How many rows a list has on all of its pages."""
    page = opened(browser, address)
    total, base = page.rows, address.partition("?")[0]
    while page.next_url:
        page = read(browser, base + page.next_url)
        total += page.rows
    return total


def wrong_numbers(browser: Client, address: str) -> tuple[int, list[str]]:
    """How many numbers a page has, and those whose list says, or holds, another one."""
    seen: dict[str, int] = {}
    wrong = []
    board = read(browser, address)
    for share in board.shares:
        wrong += [f"{address}: {text}" for text in wrong_share(browser, *share)]
    for href, number in board.numbers:
        told = f"{address}: {number} at {href}"
        if seen.setdefault(href, number) != number:
            wrong.append(f"{told}: said twice, differently")
            continue
        page = opened(browser, href)
        if page.count != number:
            wrong.append(f"{told}: the list says {page.count}")
        elif "what=due" in href or ("/duties/?" in href and "unit=" not in href):
            parts = wrong_parts(browser, page)
            wrong += [f"{told}: {part}" for part in parts]
            if sum(n for _, n in page.numbers) != number:
                wrong.append(f"{told}: its rows add up to {sum(n for _, n in page.numbers)}")
        elif rows_of(browser, href) != number:
            wrong.append(f"{told}: it has {rows_of(browser, href)} rows")
    return len(seen) + len(board.shares), wrong


def wrong_parts(browser: Client, page: Read) -> list[str]:
    """The numbers of a list by unit whose own lists say another one."""
    return [
        f"{n} at {href}: {found}"
        for href, n in page.numbers
        if (found := opened(browser, href).count) != n
    ]


def wrong_share(
    browser: Client, href: str, overdue: int, unknown: int, met: int, due: int
) -> list[str]:
    """What the page behind a cell of the matrix says otherwise in its line of figures."""
    told = opened(browser, href).figures
    said = {"应完成": due, "已完成": met, "逾期": overdue, "待核实": unknown}
    return [
        f"{label} {number} at {href}: the list says {told.get(label)}"
        for label, number in said.items()
        if told.get(label) != str(number)
    ]
