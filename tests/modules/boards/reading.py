"""What a page says: its numbers with where they lead, its count, its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client

_VOID = frozenset({"meta", "link", "input", "br", "use", "img"})


@dataclass
class Read(HTMLParser):
    """``numbers`` are (address, number) of every link whose words are a whole number."""

    numbers: list[tuple[str, int]] = field(default_factory=list)
    count: int | None = None
    rows: int = 0
    next_url: str = ""
    _href: str = ""
    _text: str = ""
    _body: bool = False
    _counting: bool = False

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
        self._body |= tag == "tbody"
        self.rows += tag == "tr" and self._body

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            if self._text.strip().isdecimal():
                self.numbers.append((self._href, int(self._text)))
            self._href = ""
        if tag == "tbody":
            self._body = False

    def handle_data(self, data: str) -> None:
        if self._href:
            self._text += data
        if self._counting:
            self.count, self._counting = int(data), False


def read(browser: Client, address: str) -> Read:
    """A page that answers with 200."""
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    found = Read()
    found.feed(answer.content.decode())
    return found


def rows_of(browser: Client, address: str) -> int:
    """How many rows a list has on all of its pages."""
    page = read(browser, address)
    total, base = page.rows, address.partition("?")[0]
    while page.next_url:
        page = read(browser, base + page.next_url)
        total += page.rows
    return total


def wrong_numbers(browser: Client, address: str) -> tuple[int, list[str]]:
    """How many numbers a page has, and those whose list says, or holds, another one."""
    seen: dict[str, int] = {}
    wrong = []
    for href, number in read(browser, address).numbers:
        told = f"{address}: {number} at {href}"
        if seen.setdefault(href, number) != number:
            wrong.append(f"{told}: said twice, differently")
            continue
        page = read(browser, href)
        if page.count != number:
            wrong.append(f"{told}: the list says {page.count}")
        elif "what=due" in href:
            parts = wrong_parts(browser, page)
            wrong += [f"{told}: {part}" for part in parts]
            if sum(n for _, n in page.numbers) != number:
                wrong.append(f"{told}: its rows add up to {sum(n for _, n in page.numbers)}")
        elif rows_of(browser, href) != number:
            wrong.append(f"{told}: it has {rows_of(browser, href)} rows")
    return len(seen), wrong


def wrong_parts(browser: Client, page: Read) -> list[str]:
    """The numbers of a list by unit whose own lists say another one."""
    return [
        f"{n} at {href}: {found}"
        for href, n in page.numbers
        if (found := read(browser, href).count) != n
    ]
