"""Answers that every declared kind takes, with a place's word in each text."""

import io
from collections.abc import Iterable, Mapping
from itertools import cycle
from typing import Any, Final

from weian.base.fields import Field

#: What the rules of a kind ask for beyond plausible answers.
SPECIAL: Final[Mapping[str, Mapping[str, object]]] = {
    "dust_monitoring": {"value": "2"},
    "exceedance": {"value": "2"},
    "risk_identification": {
        "aspects": ["equipment", "environment"],
        "none_found": ["person", "management"],
    },
    "risk_standard": {"red": "300", "orange": "160", "yellow": "70"},
    "violation": {"set": "deputy_three", "type": "work"},
    "work_permit": {"ends_at": "2026-09-28T09:00"},
}


def text_of(field: Field, word: str) -> str:
    """A text within the field's bounds that begins with the word."""
    least, most = int(field.min or 0), int(field.max or 200)
    return (f"{word}通道堆放杂物" + "。" * least)[: max(least, min(most, least + 20))]


def answers(
    kind: Any,
    word: str,
    people: list[Any],
    unit: Any,
    department: Any,
    things: Mapping[str, str],
    **more: object,
) -> dict[str, object]:
    """All opening questions of a kind answered, files aside."""
    asked: Iterable[Field] = getattr(kind, "asked", kind.fields)
    persons, person, out = cycle(people), people[0], {}
    for field in asked:
        if field.item == "file":
            continue
        if field.item == "person":
            person = next(persons)
        value = _answer(field, word, person, unit, department, things)
        if value is not None:
            out[field.key] = [value] if field.is_list else value
    validity = getattr(kind, "validity", "")
    given = {**out, **({validity: "2099-01-01"} if validity else {})}
    return {**given, **SPECIAL.get(kind.key, {}), **more}


def _answer(
    field: Field, word: str, person: Any, unit: Any, department: Any, things: Mapping[str, str]
) -> object:
    if field.item == "choice":
        return field.choices[0][0]
    if field.item in ("text", "longtext"):
        return text_of(field, word)
    made: dict[str, object] = {
        "integer": str(int(field.min or 1)), "number": str(field.min or 1), "money": "1200.50",
        "date": "2026-09-20", "datetime": "2026-09-20T09:30", "bool": "true",
        "person": person.pk, "unit": unit.pk, "subject": things.get(field.kind),
        "department": department.pk if department else None,
    }  # fmt: skip
    return made[field.item]


def paper(word: str) -> io.BytesIO:
    """A file whose name and content hold the word."""
    out = io.BytesIO(f"%PDF-1.4\n% {word}\n%%EOF\n".encode())
    out.name = f"{word}.pdf"
    return out
