"""Many acts in one transaction, for imports and generators: the first refusal names its row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from weian.base.errors import Refusal

T = TypeVar("T")


def numbered(rows: Iterable[T]) -> Iterator[tuple[int, T]]:
    """The rows with their numbers from 1."""
    return enumerate(rows, 1)


@contextmanager
def row(number: int, alone: bool = False) -> Iterator[None]:
    """Says in a refusal from within which row it was about, unless there is only one."""
    try:
        yield
    except Refusal as refusal:
        if not alone:
            refusal.message = f"第 {number} 条：{refusal.message}"
            refusal.args = (f"{refusal.code}: {refusal.message}",)
        raise
