"""Which obligations bind a unit: those of every adoption above it, fitted together.

Pure: what the database holds comes in as :class:`Adopted` rows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from weian.core.obligation import Obligation
from weian.policy.compiling import compile_pack
from weian.policy.schema import PackFile

Answers = tuple[tuple[str, str], ...]
#: The content of an edition by its digest.
Parse = Callable[[str], PackFile]


@dataclass(frozen=True)
class Adopted:
    """An adoption as far as law needs it; ``until`` exclusive, ``pack`` the edition's own id."""

    unit: int
    digest: str
    pack: str
    since: date
    until: date | None = None
    answers: Answers = ()


@dataclass
class Lawbook:
    """All adoptions known at a moment. The obligations of a unit are computed once per set of
    adopting ancestors and kinds, so that three thousand clinics of a county share one tuple."""

    adopted: Mapping[int, Sequence[Adopted]]
    parse: Parse
    _bound: dict[tuple[tuple[int, ...], frozenset[str]], tuple[Obligation, ...]] = field(
        default_factory=dict
    )

    def of(self, line: Sequence[int], kinds: frozenset[str]) -> tuple[Obligation, ...]:
        """What binds a unit of these kinds; ``line`` runs from the topmost ancestor to itself."""
        adopters = tuple(unit for unit in line if unit in self.adopted)
        key = (adopters, kinds)
        if key not in self._bound:
            rows = tuple(row for unit in adopters for row in self.adopted[unit])
            self._bound[key] = bound(rows, kinds, self.parse)
        return self._bound[key]


@lru_cache(maxsize=512)
def bound(
    adopted: tuple[Adopted, ...], kinds: frozenset[str], parse: Parse
) -> tuple[Obligation, ...]:
    """The obligations of adoptions (topmost unit first) for a unit of these kinds.

    Adopted twice, the nearest adoption prevails from its first day. What a lower pack loosens
    ends where the lower one begins.
    """
    pieces: dict[str, list[Obligation]] = {}
    leave: list[tuple[str, date]] = []
    for row in adopted:
        pack = parse(row.digest)
        loosens = {o.id: o.loosens for o in pack.obligations if o.loosens}
        for o in _compiled(row, parse):
            if o.who.units & kinds:
                pieces[o.key] = [*_until(pieces.get(o.key, ()), o.since), o]
                if o.id in loosens:
                    leave.append((loosens[o.id], o.since))
    for key, since in leave:
        if key in pieces:
            pieces[key] = _until(pieces[key], since)
    return tuple(o for found in pieces.values() for o in found)


@lru_cache(maxsize=512)
def _compiled(row: Adopted, parse: Parse) -> tuple[Obligation, ...]:
    last = row.until - timedelta(days=1) if row.until else None
    if last is not None and last < row.since:
        return ()
    found = compile_pack(
        parse(row.digest), dict(row.answers), since=row.since, until=last, pack_id=row.pack
    )
    return tuple(o for o in found if o.until is None or o.since < o.until)


def _until(obligations: Iterable[Obligation], end: date) -> list[Obligation]:
    """The same, ended before ``end``."""
    return [
        o if o.until is not None and o.until <= end else replace(o, until=end)
        for o in obligations
        if o.since < end
    ]
