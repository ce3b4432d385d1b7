"""Whom to tell, what a person has been told, and whether it was said too recently."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet

from weian.base import bounds
from weian.notify.models import Notice
from weian.org import queries as org

#: One reminder per item and hour: enough to be heard, too few to be noise.
URGE_PAUSE = timedelta(hours=1)
_UNREAD = "SELECT count(*) FROM notify_notice WHERE person_id = %s AND read_at IS NULL"


def notices_of(person: org.Person) -> QuerySet[Notice]:
    """Everything the person was told, newest first."""
    return Notice.objects.filter(person=person).order_by("-at", "-id")


def unread_count(person: org.Person) -> int:
    """How many notices wait to be read."""
    with connection.cursor() as cursor:  # on every page: the ORM would take five times as long
        cursor.execute(_UNREAD, [person.pk])
        return int(cursor.fetchone()[0])


def last_urge(item: str, at: datetime) -> Notice | None:
    """The reminder about an item within the pause before ``at``, if there was one."""
    recent = Notice.objects.filter(kind="urge", item=item, at__gt=at - URGE_PAUSE)
    with bounds.everything("who else reminded a unit of the same"):
        return recent.order_by("-at").first()


def told_of(kind: str, item: str) -> bool:
    """Whether anybody was told of a thing already."""
    return Notice.objects.filter(kind=kind, item=item).exists()


def responsible(unit: org.Unit, posts: Iterable[str], at: datetime) -> list[org.Person]:
    """Who holds any of the posts of a unit on that day, each once."""
    found = {p.pk: p for post in posts for p in org.holders(unit, post, at)}
    return list(found.values())


def waiting_for_mail(at: datetime) -> QuerySet[Notice]:
    """Unread notices of people with an address that no digest has carried yet."""
    waiting = Notice.objects.filter(read_at=None, mailed_at=None, at__lte=at)
    reached = waiting.filter(person__is_active=True).exclude(person__email="")
    return reached.select_related("person").order_by("person_id", "at", "id")
