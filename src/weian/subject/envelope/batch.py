"""Many acts in one transaction, for imports and generators: the first refusal names its row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from weian.base.errors import Refusal
from weian.base.fields import Ref
from weian.subject.envelope.known import Known, gather

T = TypeVar("T")


class Cleans(Protocol):
    """A draft of whichever shape."""

    def clean(self) -> Mapping[str, object]: ...

    def refs(self, data: Mapping[str, object]) -> list[Ref]: ...


D = TypeVar("D", bound=Cleans)


def look_over(
    given: Sequence[D], check: Callable[[D, Mapping[str, object], Known], None]
) -> list[Refusal | None]:
    """What would be refused of each draft, None for what is good; nothing is written."""
    out: list[Refusal | None] = [None] * len(given)
    cleaned: list[tuple[int, D, Mapping[str, object]]] = []
    for at, draft in enumerate(given):
        try:
            cleaned.append((at, draft, draft.clean()))
        except Refusal as refusal:
            out[at] = refusal
    known = gather([ref for _, draft, data in cleaned for ref in draft.refs(data)])
    for at, draft, data in cleaned:
        try:
            check(draft, data, known)
        except Refusal as refusal:
            out[at] = refusal
    return out


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
