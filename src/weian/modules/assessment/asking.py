"""What the pages of the assessment share: year, unit, who may see a unit's marks."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest

from weian.base.clock import day_of
from weian.base.errors import BadInput
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.subject.envelope.filtering import number
from weian.ui.shapes import Filter, Option

_BACK = 4


def year_of(text: str, at: datetime) -> int:
    """The year asked for, this year unless one is. Raises BadInput for one to come."""
    asked = number(text) or day_of(at).year
    if not 2000 <= asked <= day_of(at).year:
        raise BadInput("assessment.year", fields={"year": "考核年度应是今年或以前的年份。"})
    return asked


def years(year: int, at: datetime) -> Filter:
    """The filter by year."""
    now = day_of(at).year
    listed = tuple(Option(str(y), f"{y} 年") for y in range(now, now - _BACK, -1))
    return Filter("year", "年度", listed, str(year))


def on_day(request: HttpRequest) -> date | None:
    """The day looked at, if another than today."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None


def unit_asked(request: HttpRequest, person: Person, at: datetime) -> Unit | None:
    """The unit named, else None. Raises NotVisible outside the person's reach."""
    place = number(request.GET.get("unit"))
    return org.unit_or_404(person, place, at) if place else None
