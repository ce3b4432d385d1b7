"""Further things that wait for a person, told by the parts above this one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from weian.org import queries as org
from weian.ui.shapes import TodoItem


@dataclass(frozen=True)
class Waiting:
    """A line of the to-do page, the day by which it is due, if any, and its area (板块)."""

    item: TodoItem
    due_on: date | None = None
    area: str = ""


Source = Callable[[org.Person, datetime], Iterable[Waiting]]
SOURCES: list[Source] = []


def add_source(source: Source) -> Source:
    """Name a source; twice is once."""
    if source not in SOURCES:
        SOURCES.append(source)
    return source
