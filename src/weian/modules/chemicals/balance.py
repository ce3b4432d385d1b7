"""The running balance of a substance. Pure: what went in and out, and what was counted between."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple


class Entry(NamedTuple):
    """One line of the ledger at a moment: "in" and "out" change the balance, "count" sets it."""

    at: datetime
    kind: str
    quantity: Decimal


_SIGN: Final = {"in": 1, "out": -1}


def balances(entries: Iterable[Entry]) -> list[Decimal]:
    """The balance after each entry, in the order of time (of the same moment: as given)."""
    out, now = [], Decimal(0)
    for entry in sorted(entries, key=lambda e: e.at):
        now = entry.quantity if entry.kind == "count" else now + _SIGN[entry.kind] * entry.quantity
        out.append(now)
    return out


def balance(entries: Iterable[Entry], until: datetime) -> Decimal:
    """What the books say there is at a moment, entries of that very moment included."""
    known = balances(e for e in entries if e.at <= until)
    return known[-1] if known else Decimal(0)


def lowest(entries: Iterable[Entry]) -> Decimal:
    """The least that the books ever say; below nothing means that something cannot be true."""
    return min(balances(entries), default=Decimal(0))
