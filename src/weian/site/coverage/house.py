"""Everything that a requirement can live in, by name: clauses, kinds, steps, pages, settings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from weian.base.fields import Field
from weian.case.kinds import KINDS as CASES
from weian.case.kinds import CaseKind
from weian.org.facts import FACTS
from weian.org.kinds import GROUPS, POSTS, ROLES, UNIT_KINDS
from weian.policy.loading import LoadedPack, load_pack
from weian.policy.schema import Clause
from weian.policy.shelf import pack_files
from weian.policy.source import BrokenPack, PackError
from weian.record.kinds import KINDS as RECORDS
from weian.report.kinds import REPORTS
from weian.site.coverage.settings import declared_settings
from weian.site.vocabulary import case_fields
from weian.subject.kinds import KINDS as SUBJECTS

Shapes = Mapping[str, Mapping[str, Field]]


@dataclass
class House:
    """``names`` holds for each simple type of target the names there are; ``shapes`` for record,
    subject and case the fields of each kind; ``hollow`` are clauses that make nobody do anything."""

    names: dict[str, set[str]] = field(default_factory=dict)
    shapes: dict[str, Shapes] = field(default_factory=dict)
    hollow: set[str] = field(default_factory=set)
    reasons: dict[str, str] = field(default_factory=dict)
    errors: list[PackError] = field(default_factory=list)


def built(packs: Path) -> House:
    """The house as it stands, with the packs at or below ``packs``; faults of packs in ``errors``."""
    house = House(
        names={
            "clause": set(), "obligation": set(), "judged": set(),
            "step": {f"{k.key}.{v}" for k in CASES.values() for v in _verbs(k)},
            "guard": {f"{k.key}.{g}" for k in CASES.values() for g in k.flow.guards},
            "page": set(page_names()),
            "setting": declared_settings(),
            "report": set(REPORTS), "fact": set(FACTS), "post": set(POSTS), "role": set(ROLES),
            "unit": {*UNIT_KINDS, *GROUPS},
        },
        shapes={
            "record": {k.key: _by_key(k.fields) for k in RECORDS.values()},
            "subject": {k.key: _by_key(k.fields) for k in SUBJECTS.values()},
            "case": {k.key: _case(k) for k in CASES.values()},
        },
    )  # fmt: skip
    for file in pack_files(packs):
        try:
            _shelve(house, load_pack(file))
        except BrokenPack as broken:
            house.errors += broken.errors
    return house


def page_names() -> Iterator[str]:
    """Every named address, with the part it belongs to, as "duty:board"."""
    yield from _named(get_resolver().url_patterns, "")


def _named(patterns: Sequence[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _named(pattern.url_patterns, prefix + space)
        elif pattern.name:
            yield prefix + pattern.name


def _shelve(house: House, loaded: LoadedPack) -> None:
    pack = loaded.pack.pack
    for clause in loaded.pack.clauses:
        house.names["clause"].add(f"{pack}#{clause.id}")
        if _is_hollow(clause):
            house.hollow.add(f"{pack}#{clause.id}")
        house.names["obligation"] |= {f"{pack}#{o.id}" for o in clause.obligations}
        for judged in clause.judged:
            name = f"{pack}#{clause.id}.{judged.id}"
            house.names["judged"].add(name)
            house.reasons[name] = judged.reason


def _is_hollow(clause: Clause) -> bool:
    return not (clause.obligations or clause.judged or clause.guards)


def _verbs(kind: CaseKind) -> list[str]:
    return [kind.opening_verb, *(step.verb for step in kind.flow.steps)]


def _case(kind: CaseKind) -> dict[str, Field]:
    asked = _by_key([f for fields in kind.step_fields.values() for f in fields])
    return {**asked, **_by_key(case_fields(kind))}


def _by_key(fields: Sequence[Field]) -> dict[str, Field]:
    return {f.key: f for f in fields}
