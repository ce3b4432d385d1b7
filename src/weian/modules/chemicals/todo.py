"""Movements of dangerous goods that wait for a person's confirmation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from weian.duty.sources import Waiting
from weian.modules.chemicals import second
from weian.org.queries import Person
from weian.record.queries import Record
from weian.ui.shapes import Action, TodoItem

_URL = "/chemicals/ledger/"


def waiting(person: Person, at: datetime) -> Iterator[Waiting]:
    """One line for all of them: two questions at most, one where nothing ever moved through them."""
    rows = Record.objects.filter(unit=person.unit_id, kind=second.MOVEMENT, superseded_by=None)
    named = Q(data__contains={"handler": person.pk}) | Q(data__contains={"checker": person.pk})
    found = list(rows.filter(named).exclude(by=person).defer("search", "words"))
    if not found:
        return
    done = Record.objects.filter(
        unit=person.unit_id,
        kind=second.CONFIRMATION,
        people__contains=[person.pk],
        superseded_by=None,
    )
    confirmed = second.confirmed_by(done)
    left = [r for r in found if person.pk in second.waits_for(r, confirmed)]
    if left:
        url = f"/chemicals/confirm/{left[0].pk}" if len(left) == 1 else _URL
        yield Waiting(
            TodoItem(
                what=f"复核危险物品出入库 {len(left)} 笔",
                button=Action("去复核", url, primary=True),
                href=url,
                detail="两人办理，您确认后才计入总账。",
            ),
            area="chemicals",
        )
