"""What the pages of packs share."""

from datetime import date, datetime, timedelta

from django.http import HttpRequest

from weian.base import clock
from weian.org import queries as org
from weian.policy.models import Adoption, Edition
from weian.ui.shapes import Crumb
from weian.ui.shapes.common import Tone

HOME = "/packs/"
CRUMBS = (Crumb("制度包", HOME),)


def asking(request: HttpRequest) -> tuple[org.Person, datetime]:
    """Who asks, and when."""
    person = request.user
    assert isinstance(person, org.Person)  # LoginRequiredMiddleware lets nobody else in
    return person, clock.now()


def edition_url(edition: Edition, clause: str = "") -> str:
    """The page of an edition, or a clause on it."""
    return f"{HOME}{edition.pk}/{f'#c-{clause}' if clause else ''}"


def span(since: date, until: date | None) -> str:
    """From the first to the last day."""
    return f"{since} 至 {until - timedelta(days=1)}" if until else f"{since} 起"


def ends(adoption: Adoption) -> date | None:
    """The earlier of the ends of an adoption and of its document, exclusive."""
    known = [d for d in (adoption.until, adoption.edition.until) if d is not None]
    return min(known, default=None)


def state_of(adoption: Adoption, day: date) -> tuple[str, Tone]:
    """Whether it is in force on a day, in a word."""
    end = ends(adoption)
    if end is not None and end <= day:
        return "已到期" if adoption.until is None else "已停止", "muted"
    return ("未开始", "soon") if adoption.since > day else ("执行中", "ok")
