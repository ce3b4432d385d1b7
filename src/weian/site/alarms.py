"""Tells those who run the installation that something of it needs them, once for each cause."""

from datetime import datetime

import structlog

from weian.base import bounds
from weian.notify import actions as notify
from weian.notify.queries import told_of
from weian.org import queries as org

log = structlog.get_logger(__name__)
KIND = "alarm"
_ROLE = "platform_admin"


def raise_alarm(item: str, title: str, at: datetime, body: str = "", url: str = "") -> int:
    """A notice to every administrator of the platform; returns how many.

    ``item`` names the cause: the same one is told once. The server's log gets a line in any case,
    for the notice needs a database that works.
    """
    log.error("alarm", item=item, title=title, body=body)
    with bounds.everything("administrators are told of what is nobody's act"):
        if told_of(KIND, item):
            return 0
        people = org.people_with_role(_ROLE, at)
        return notify.tell(people, kind=KIND, title=title, body=body, url=url, item=item, at=at)
