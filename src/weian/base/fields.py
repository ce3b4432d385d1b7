"""The field grammar that kinds of subject, record, case and the forms of steps share.

Pure: values come in as people, spreadsheets or programs give them and leave ready for JSON.
Whether a person, unit or thing with a given number exists and belongs is the caller's business.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from weian.base.errors import BadInput
from weian.base.values import NOUNS, READERS, Bounds, Unreadable, show

LISTS = frozenset({"choices", "people", "units", "files", "photos"})
TYPES = frozenset(READERS) | LISTS
_ITEM = {
    "choices": "choice",
    "people": "person",
    "units": "unit",
    "files": "file",
    "photos": "file",
}
_MOST = 500  # entries of one list

Names = Mapping[tuple[str, str], str]
Ref = tuple[str, str]


@dataclass(frozen=True)
class Field:
    """One question. ``min``/``max`` bound numbers, the length of text or the entries of a list.

    ``choices`` are (key, Chinese title); ``unit`` is written after a number; ``many`` makes a
    list of a single type; ``search`` puts it into the search vector; ``listed`` into the ledger;
    ``kind`` names the kind for type "subject"; ``width`` is a hint ("short", "wide") for forms.
    ``past`` is for a day or moment of what has happened: one that has not come yet is refused.
    """

    key: str
    title: str
    type: str
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    min: float | None = None
    max: float | None = None
    unit: str = ""
    many: bool = False
    search: bool = False
    listed: bool = True
    kind: str = ""
    width: str = ""
    past: bool = False

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ValueError(f"{self.key}: no field type {self.type!r}")
        if not self.key.isidentifier():
            raise ValueError(f"{self.key!r} is no key")
        if (self.item in ("choice",)) != bool(self.choices):
            raise ValueError(f"{self.key}: a choice has choices and nothing else has")
        if self.past and self.type not in ("date", "datetime"):
            raise ValueError(f"{self.key}: only days and moments can have come or not")

    @property
    def is_list(self) -> bool:
        return self.many or self.type in LISTS

    @property
    def item(self) -> str:
        """The type of one entry."""
        return _ITEM.get(self.type, self.type)

    @property
    def noun(self) -> str:
        """What its values point at ("person", "unit", "subject", "file"), or ""."""
        return NOUNS.get(self.item, "")


def clean(
    fields: Sequence[Field], raw: Mapping[str, object], *, partial: bool = False
) -> dict[str, object]:
    """The given answers, checked and ready for JSON (days and moments in ISO, money as text).

    An answer left empty is left out; with ``partial`` only what is given is looked at, and an
    empty answer stays as None, which means "take it away".
    Raises BadInput naming every field that is wrong; a key that is no field is wrong.
    """
    known = {field.key: field for field in fields}
    wrong = {key: f"没有“{key}”这一项。" for key in raw if key not in known}
    out: dict[str, object] = {}
    for field in fields:
        if partial and field.key not in raw:
            continue
        try:
            value = _read(field, raw.get(field.key))
        except Unreadable as error:
            wrong[field.key] = f"{field.title}：{error}"
            continue
        if value is not None:
            out[field.key] = value
        elif field.required:
            wrong[field.key] = f"请填写{field.title}。"
        elif partial:
            out[field.key] = None
    if wrong:
        raise BadInput("fields.invalid", fields=wrong)
    return out


def _read(field: Field, raw: object) -> object | None:
    if field.is_list:
        return _read_list(field, raw)
    if _empty(raw):
        return None
    return READERS[field.item](raw, Bounds(field.min, field.max, field.choices))


def _read_list(field: Field, raw: object) -> object | None:
    if _empty(raw):
        return None
    entries = _entries(field, raw)
    bounds = Bounds(None, None, field.choices)
    out = list(dict.fromkeys(READERS[field.item](entry, bounds) for entry in entries))
    most = int(field.max or _MOST)
    if len(out) > most:
        raise Unreadable(f"最多 {most} 项，给了 {len(out)} 项。")
    if len(out) < (field.min or 0):
        raise Unreadable(f"至少 {int(field.min or 0)} 项。")
    return out or None


def _entries(field: Field, raw: object) -> Iterable[object]:
    if isinstance(raw, str):
        separators = str.maketrans("，,；;、", "\n\n\n\n\n")
        split = raw if field.item == "text" else raw.translate(separators)
        raw = split.split("\n")
    if not isinstance(raw, Sequence | set | frozenset):
        raise Unreadable("应当是一组值。")
    return [entry for entry in raw if not _empty(entry)]


def _empty(raw: object) -> bool:
    if isinstance(raw, str):
        return not raw.strip()
    return raw is None or (isinstance(raw, Sequence | set | frozenset) and not len(raw))


def references(fields: Iterable[Field], data: Mapping[str, object]) -> list[Ref]:
    """What these answers point at, as (noun, id as text), so that the names can be fetched at once."""
    out: dict[Ref, None] = {}
    for field in fields:
        value = data.get(field.key)
        if field.noun and value is not None:
            for entry in value if isinstance(value, list) else [value]:
                out[field.noun, str(entry)] = None
    return list(out)


def present(field: Field, value: object, names: Names | None = None) -> str:
    """An answer as people read it; ``names`` gives the name of what it points at."""
    if value is None:
        return ""
    entries = value if isinstance(value, list) else [value]
    return "、".join(_present_one(field, entry, names or {}) for entry in entries)


def _present_one(field: Field, value: object, names: Names) -> str:
    if field.noun:
        return names.get(
            (field.noun, str(value)), "附件" if field.noun == "file" else "（已不在册）"
        )
    return show(field.item, value, field.choices, field.unit)
