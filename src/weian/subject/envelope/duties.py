"""Which duties a thing plays a part in. Duties are computed above these parts: ``site`` names the
function that knows, once, while Django starts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from weian.org.queries import Person
from weian.ui.shapes import DutyRow

#: Gives the duties of a row: (person who looks, the row, moment) -> short list.
Provider = Callable[[Person, Any, datetime], tuple[DutyRow, ...]]
_PROVIDERS: dict[str, Provider] = {}


def provide(noun: str, provider: Provider) -> None:
    """Name who knows the duties of a "subject", "record" or "case"."""
    _PROVIDERS[noun] = provider


def duties_of(noun: str, row: Any, person: Person, at: datetime) -> tuple[DutyRow, ...]:
    """The duties of a row; none while nobody is named."""
    provider = _PROVIDERS.get(noun)
    return provider(person, row, at) if provider else ()
