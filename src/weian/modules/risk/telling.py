"""What has become of a risk point, change by change, from its events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from weian.base.models import Event
from weian.modules.risk.choices import COLOURS
from weian.modules.risk.subjects import RISK_POINT
from weian.org import queries as org
from weian.subject import queries as subjects
from weian.subject.envelope.known import names_of
from weian.subject.queries import Subject
from weian.ui import humane
from weian.ui.shapes import TimelineEntry

_COLOURS: Final = dict(COLOURS)
_TITLES: Final = {f.key: f.title for f in RISK_POINT.fields}
#: Worked out, or told apart.
_APART: Final = frozenset({"level", "score", "stage", "gaps", "plan_x", "plan_y"})
_MOST: Final = 40


def history(point: Subject, at: datetime) -> tuple[TimelineEntry, ...]:
    """The changes, the latest first: which level became which, and what else was changed."""
    events = subjects.history(point)
    people = names_of(org.doers(events))
    older = [*events[1:], None]
    return tuple(
        TimelineEntry(
            at=humane.ago(event.at, at),
            exact=humane.exact(event.at),
            who=org.doer(event, people),
            what=_what(event, before),
            note=_note(event, before),
        )
        for event, before in list(zip(events, older, strict=True))[:_MOST]
    )


def _data(event: Event | None) -> Mapping[str, object]:
    found = event.given.get("data") if event is not None else None
    return found if isinstance(found, dict) else {}


def _what(event: Event, before: Event | None) -> str:
    if event.verb == "subject.retire":
        return "停用"
    now, was = (str(_data(e).get("level") or "") for e in (event, before))
    if now == was:
        return "登记" if before is None else "修改"
    title = _COLOURS.get(now, "未评估")
    return f"{_COLOURS.get(was, '未评估')} → {title}" if before is not None else f"登记：{title}"


def _note(event: Event, before: Event | None) -> str:
    if event.verb == "subject.retire":
        return str(event.given.get("reason", ""))
    if before is None:
        return ""
    now, was = _data(event), _data(before)
    keys = [k for k in _TITLES if k not in _APART and now.get(k) != was.get(k)]
    return f"改了：{'、'.join(_TITLES[k] for k in keys)}" if keys else ""
