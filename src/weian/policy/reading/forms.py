"""What a reading of time is, and what it may inherit."""

from dataclasses import dataclass
from typing import Any

#: One of the output forms; ``fitting`` knows them all.
Form = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """What the ask inherits: the document's year, the condition said before it, its phase."""

    year: int | None = None
    condition: str = ""
    phase: tuple[str, str] | None = None
    per: str = ""  # the period that the ask before named
    kept: bool = False  # the ask before said how long something is kept
    issued: str | None = None
    every: bool = False  # 每年 was said before a date of the same sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """``form`` and the name of the rule that found it."""

    form: Form
    rule: str
