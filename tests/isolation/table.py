"""The table of addresses (routes.yaml), and the addresses that the site really has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.urls import get_resolver

VERBS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_FILE: Final = Path(__file__).with_name("routes.yaml")
_PART: Final = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """An address and its rules by verb; ``takes`` and ``asks`` are kinds of things."""

    at: str
    name: str
    takes: str = ""
    asks: str = ""
    offers: str = ""
    words: bool = False
    any: bool = False
    rules: dict[str, str] = field(default_factory=dict)

    @property
    def program(self) -> bool:
        """Whether it answers programs, with problems in place of pages."""
        return self.at.startswith("api/") and self.at not in ("api/docs",)

    def path(self, **parts: object) -> str:
        """The address with its parts filled in; those not given become what no thing has."""
        if self.at.startswith("api/^"):
            return "/api/nowhere"
        if "(?P" in self.at:
            return f"/packs/{parts.get('pk', 999999999)}/export.xlsx"
        return "/" + _PART.sub(lambda m: str(parts.get(m[1], _nothing(m[0]))), self.at)


def _nothing(part: str) -> str:
    if "uuid" in part:
        return "00000000-0000-7000-8000-000000000000"
    return "999999999" if "int" in part else "xlsx" if "fileform" in part else "training"


@cache
def routes() -> dict[str, Route]:
    """The rows of the table by address."""
    rows: dict[str, dict[str, Any]] = yaml.safe_load(_FILE.read_text("utf-8"))
    out = {}
    for at, row in rows.items():
        rules = {verb: row.pop(verb) for verb in VERBS if verb in row}
        out[at] = Route(at, rules=rules, **row)
    return out


def addresses() -> set[tuple[str, str]]:
    """(address, name) of everything that the site answers."""
    return set(_walk(get_resolver(), "", ""))


def _walk(resolver: Any, space: str, above: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        here = above + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, inner, here)
        else:
            yield here, f"{space}{entry.name}" if entry.name else "?"
