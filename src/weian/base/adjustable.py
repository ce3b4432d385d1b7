"""What a commission may set for itself and all below it; each part declares its own settings.

A setting is one JSON value (``base.models.Setting``); here stands how it is asked and shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from weian.base.fields import Field, present

Answers = dict[str, Any]


@dataclass(frozen=True)
class Adjustable:
    """``fields`` ask for it; ``shown`` gives the answers that a stored value stands for (None: the
    default), ``stored`` the value of checked answers, or raises BadInput. ``clause`` says which
    document asks for it. ``whole``: one value for the installation, set by its highest commission.
    ``page`` is the address of a page where it is set instead of the common one."""

    key: str
    title: str
    help: str
    clause: str
    fields: tuple[Field, ...] = ()
    shown: Callable[[object], Answers] = lambda value: {}
    stored: Callable[[Mapping[str, Any]], object] = dict
    whole: bool = False
    page: str = ""

    def words(self, value: object) -> str:
        """A stored value as people read it."""
        answers = self.shown(value)
        told = ((f.title, present(f, answers.get(f.key))) for f in self.fields)
        return "；".join(f"{title}：{text}" for title, text in told if text) or "没有内容"


#: All that were declared, by key, in the order of declaration.
ADJUSTABLES: Final[dict[str, Adjustable]] = {}


def adjustable(found: Adjustable) -> Adjustable:
    """Declare a setting; a key declared twice is a mistake."""
    if ADJUSTABLES.setdefault(found.key, found) is not found:
        raise ValueError(f"setting {found.key} is declared twice")
    return found
