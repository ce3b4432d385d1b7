"""Kinds of cases that stay inside their unit until they have left it, and the fact that says so."""

from typing import Final

#: Key of the kind -> key of its data that is there from the moment at which it was sent.
KEPT: Final[dict[str, str]] = {}
