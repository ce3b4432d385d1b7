"""What the database lets the present work see and write: the scope under every query.

``org`` says what the bounds of a person are, ``base.bounded`` tells the database at the beginning of
every transaction, row-level security does the rest (``site.row_security``). Work without any bounds
fails; :func:`everything` is the only way to all rows, and says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields, replace
from functools import cached_property

#: A list of numbers in a policy costs by its length; nobody has grants on more units of one level.
LONGEST = 20
#: The one setting: "/province/city/…", each part a list of numbers, in the order of NAMES.
SETTING = "weian.bounds"
EVERYTHING = "everything"
Numbers = tuple[int, ...]


@dataclass(frozen=True)
class Bounds:
    """Rows of these units by level, and of one person. Without anything: nobody's, no rows.

    ``above`` are the units above, of which some tables show a little; ``person`` is who asks, ``own``
    the same for those who also read what they made or what names them outside of these units;
    ``everything`` says why all rows may be seen. Raises ValueError for more than LONGEST units of one
    level.
    """

    province: Numbers = ()
    city: Numbers = ()
    county: Numbers = ()
    institution: Numbers = ()
    unit: Numbers = ()
    above: Numbers = ()
    person: Numbers = ()
    own: Numbers = ()
    everything: str = ""

    def __post_init__(self) -> None:
        for name in NAMES[:-1]:
            if len(getattr(self, name)) > LONGEST:
                raise ValueError(f"more than {LONGEST} units of one level: {name}")

    @cached_property
    def text(self) -> str:
        """What the database is told: digits, commas and slashes, which want no quoting; "" for nobody."""
        if self.everything:
            return EVERYTHING
        parts = ("/" + ",".join(str(int(k)) for k in getattr(self, n)) for n in NAMES[:-1])
        return "".join(parts) if self != NOBODY else ""

    @cached_property
    def said(self) -> bytes:
        """The statement that a new transaction begins with; empty if there is nothing to say."""
        return self.said_again if self.text else b""

    @cached_property
    def said_again(self) -> bytes:
        """The statement in the midst of a transaction that had other bounds."""
        return f"SELECT set_config('{SETTING}', '{self.text}', true);".encode()


NAMES = tuple(field.name for field in fields(Bounds))
#: Whoever is not known yet, or not at all.
NOBODY = Bounds()
_now: ContextVar[Bounds | None] = ContextVar("bounds", default=None)
_process: list[Bounds] = []


def current() -> Bounds | None:
    """The bounds of the present work; None if nobody has said them."""
    return _now.get() or (_process[-1] if _process else None)


def become(bounds: Bounds) -> None:
    """From here on, until whoever called :func:`within` takes it back: a request learns who asks."""
    _now.set(bounds)


def own_too() -> None:
    """From here on also what the person made, or what names them, outside of their units."""
    now = current()
    if now is not None and now.person and not now.own:
        become(replace(now, own=now.person))


@contextmanager
def within(bounds: Bounds) -> Iterator[None]:
    """These bounds for a while."""
    token = _now.set(bounds)
    try:
        yield
    finally:
        _now.reset(token)


@contextmanager
def everything(why: str) -> Iterator[None]:
    """All rows for a while, for what follows from an act and is nobody's view. Use it sparingly."""
    with within(Bounds(everything=why)):
        yield


def process_sees_everything(why: str) -> None:
    """For processes that are the system's own: commands, migrations, tests. Never a server."""
    _process.append(Bounds(everything=why))
