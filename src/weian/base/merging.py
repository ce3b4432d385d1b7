"""Two people change one thing at the same time: what each changed is kept, nothing is overwritten unseen.

A form posts back what stood in it when it was opened (``was``). An answer that its sender did not touch
leaves the present one alone; one that both changed, differently, is refused with both values.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from weian.base.errors import Conflict
from weian.base.fields import Field, present

WAS = "was"  # the hidden field of a form


def opened_with(answers: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """The hidden field that says what stood in the form."""
    plain = {key: _plain(value) for key, value in answers.items()}
    return ((WAS, json.dumps(plain, ensure_ascii=False, sort_keys=True)),)


def was_of(posted: Mapping[str, Any]) -> dict[str, object]:
    """What stood in the form that was posted; nothing when it does not say (then nothing is compared)."""
    try:
        found = json.loads(posted.get(WAS) or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def undisturbed(
    fields: Iterable[Field],
    was: Mapping[str, object],
    given: Mapping[str, Any],
    now: Mapping[str, object],
) -> dict[str, Any]:
    """The answers to write: those whose sender meant them.

    Raises Conflict ("edit.stale") naming each field that both changed, with what stands there now.
    """
    out, clashing = {}, {}
    asked = {field.key: field for field in fields}
    for key, value in given.items():
        before, present_, wanted = (_plain(v) for v in (was.get(key), now.get(key), value))
        if key not in was or present_ in (before, wanted):
            out[key] = value
        elif wanted != before:
            clashing[key] = _told(asked[key], now.get(key))
    if clashing:
        raise Conflict("edit.stale", fields=clashing)
    return out


def _told(field: Field, value: object) -> str:
    shown = present(field, _plain(value) or None, {}) or "（空）"
    return f"{field.title}：您填写时别人改成了“{shown}”。您填的还没有保存，核对后再点保存，就以您填的为准。"


def _plain(value: object) -> Any:
    """One spelling for a value and for the same value after JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [str(part) for part in value]
    return "" if value is None else value if isinstance(value, bool) else str(value)
