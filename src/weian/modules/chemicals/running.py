"""A ledger line by line: what was there before, what after, and what a count found different. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from weian.modules.chemicals.balance import Entry, balances


class Line(NamedTuple):
    """``difference`` is what a count found more (or, below nothing, less) than the books said."""

    entry: Entry
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        """Nothing for what moved: movements are what they say."""
        return self.after - self.before if self.entry.kind == "count" else Decimal(0)


def lines(entries: Sequence[Entry]) -> list[Line]:
    """Entries in the order of time, each with the balance before and after it."""
    ordered = sorted(entries, key=lambda e: e.at)
    after = balances(ordered)
    before = [Decimal(0), *after[:-1]] if after else []
    return [Line(*triple) for triple in zip(ordered, before, after, strict=True)]


def plain(number: Decimal) -> str:
    """Without noughts at the end: 1.5, 20."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
