"""The text by which a row is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from weian.base.fields import Field, Names, present
from weian.base.search import vector

_MOST = 20_000


def words(fields: Iterable[Field], data: Mapping[str, object], names: Names, *more: str) -> str:
    """``more`` and the answers to the fields that are searched, a line each."""
    found = [present(f, data.get(f.key), names) for f in fields if f.search]
    return "\n".join(dict.fromkeys(t for t in (*more, *found) if t))[:_MOST]


def indexed(text: str) -> dict[str, str]:
    """The two columns of a row that is found by ``text``."""
    return {"words": text, "search": vector(text)}
