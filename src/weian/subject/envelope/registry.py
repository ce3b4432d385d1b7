"""Kinds by declaration: one registry per life-shape, checked while Django starts."""

from collections.abc import Iterable, Iterator, Mapping
from string import Formatter
from typing import Generic, Protocol, TypeVar

from weian.base.areas import AREAS
from weian.base.errors import NotVisible
from weian.base.fields import Field, Names, present

#: Names that the forms and the envelope itself use; a field may not take them.
RESERVED = frozenset(
    {
        "unit", "department", "by", "case", "subject", "about", "happened_at", "happened_on",
        "happened_time", "version", "verb", "once", "supersedes", "previous", "since", "file",
    }
)  # fmt: skip


class Kind(Protocol):
    """What every kind has."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def area(self) -> str: ...
    @property
    def fields(self) -> tuple[Field, ...]: ...


K = TypeVar("K", bound=Kind)


class Registry(Mapping[str, K], Generic[K]):
    """The kinds of one life-shape by key, in the order of their registration."""

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._kinds: dict[str, K] = {}

    def register(self, kind: K) -> K:
        """Add a kind; registering the very same one again changes nothing.

        Raises ValueError for a key that another kind has and for an unknown area.
        """
        if self._kinds.get(kind.key, kind) != kind:
            raise ValueError(f"{self._noun} kind {kind.key} is registered twice")
        if kind.area not in AREAS:
            raise ValueError(f"{self._noun} kind {kind.key}: unknown area {kind.area}")
        self._kinds[kind.key] = kind
        return kind

    def kind(self, key: str) -> K:
        """The kind of a key. Raises NotVisible, which pages show as 404."""
        try:
            return self._kinds[key]
        except KeyError:
            raise NotVisible("kind.unknown", f"系统里没有“{key}”这一类台账。") from None

    def __getitem__(self, key: str) -> K:
        return self._kinds[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


def problems(
    fields: Iterable[Field],
    mapped: Mapping[str, tuple[str, frozenset[str]]],
    templates: Iterable[str] = (),
    columns: Iterable[str] = (),
) -> list[str]:
    """What is wrong with a declaration, in words; nothing if it holds together.

    ``mapped`` gives for each use of a field (e.g. "validity") its key and the types it may have.
    """
    keys = [f.key for f in fields]
    types = {f.key: f.type for f in fields}
    out = [f"field {k} told twice" for k in sorted({k for k in keys if keys.count(k) > 1})]
    out += [f"field {k} takes a reserved name" for k in keys if k in RESERVED]
    for use, (key, allowed) in mapped.items():
        if key and key not in types:
            out.append(f"{use} names no field: {key}")
        elif key and allowed and types[key] not in allowed:
            out.append(f"{use} cannot be a field of type {types[key]}: {key}")
    for template in templates:
        out += [f"template names no field: {k}" for k in placeholders(template) if k not in types]
    return out + [f"column names no field: {k}" for k in columns if k not in types]


def placeholders(template: str) -> list[str]:
    """The fields that a template like "{topic}（{hours} 学时）" names."""
    return [name for _, name, _, _ in Formatter().parse(template) if name is not None]


def fill(
    template: str,
    fields: Iterable[Field],
    data: Mapping[str, object],
    names: Names | None = None,
    longest: int = 120,
) -> str:
    """The template with the answers as people read them; an answer left out is empty."""
    wanted = set(placeholders(template))
    shown = {f.key: present(f, data.get(f.key), names) for f in fields if f.key in wanted}
    parts = (
        literal + (shown.get(name, "") if name is not None else "")
        for literal, name, _, _ in Formatter().parse(template)
    )
    text = " ".join("".join(parts).split())
    return text if len(text) <= longest else text[: longest - 1] + "…"
