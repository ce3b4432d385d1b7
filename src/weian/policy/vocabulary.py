"""The kinds that packs may speak of. They are declared above this part, so they are given to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from weian.base.fields import Field
from weian.core.flow import Flow
from weian.org.facts import FACTS
from weian.org.kinds import EMPLOYMENT, GROUPS, POSTS, UNIT_KINDS
from weian.policy.titles import Titles

Shapes = Mapping[str, Sequence[Field]]


@dataclass(frozen=True)
class Vocabulary:
    """Kinds with their fields: of records, steps of cases ("hazard.verify"), subjects, cases.

    None means that nobody declared any, so that packs are not checked against them.
    ``names`` are further titles, keyed as in :class:`Titles`. For what scenarios try: ``forms`` are
    what each kind and step asks, ``flows`` those of the kinds of case, ``next_letter`` the letter
    due about an open hazard on a day.
    """

    records: Shapes | None = None
    steps: Shapes | None = None
    subjects: Shapes | None = None
    cases: Shapes | None = None
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    forms: Shapes | None = None
    flows: Mapping[str, Flow] | None = None
    next_letter: Callable[[Mapping[str, Any], date], str] | None = None

    @property
    def evidence(self) -> Shapes | None:
        """All that can prove a duty."""
        if self.records is None:
            return None
        return {**self.records, **(self.steps or {})}


_given: list[Callable[[], Vocabulary]] = []


def provide(give: Callable[[], Vocabulary]) -> None:
    """Say once, at start, where the vocabulary comes from."""
    _given[:] = [give]
    vocabulary.cache_clear()
    titles.cache_clear()


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """What was provided; nothing is known before."""
    return _given[0]() if _given else Vocabulary()


@lru_cache(maxsize=1)
def titles() -> Titles:
    """Chinese names of everything that packs speak of."""
    return titles_of(vocabulary())


#: The group of each kind of unit, as packs use it.
UNIT_GROUPS: Mapping[str, str] = {kind.key: kind.group for kind in UNIT_KINDS.values()}


def titles_of(given: Vocabulary) -> Titles:
    """The titles of org's lists and of a vocabulary."""
    names: dict[tuple[str, str], str] = {}
    names |= {("unit", key): title for key, title in GROUPS.items()}
    names |= {("unit", kind.key): kind.title for kind in UNIT_KINDS.values()}
    names |= {("post", key): title for key, title in POSTS.items()}
    names |= {("choice", f"person.employment={key}"): title for key, title in EMPLOYMENT.items()}
    names[("field", "person.employment")] = "用工形式"
    for fact in FACTS.values():
        names[("fact", fact.key)] = fact.title
        names |= {("choice", f"{fact.key}={key}"): title for key, title in fact.choices}
    for shapes in (given.records, given.steps, given.subjects, given.cases):
        for kind, fields in (shapes or {}).items():
            names |= _field_names(kind, fields)
    return Titles(names | dict(given.names))


def _field_names(kind: str, fields: Sequence[Field]) -> dict[tuple[str, str], str]:
    out = {("field", f"{kind}.{f.key}"): f.title for f in fields}
    out |= {("choice", f"{kind}.{f.key}={key}"): title for f in fields for key, title in f.choices}
    return out
