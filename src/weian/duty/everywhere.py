"""What alters the duties of all units at once: the calendar and the readings that all count by."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from weian.base.models import Event
from weian.duty.actions import SUBTREE_JOB
from weian.duty.models import Progress
from weian.duty.readings import BEFORE_SETTING, LAST_WEEK_SETTING

LOCK = "duty.everywhere"


def refresh_for_calendar(event: Event) -> None:
    """Follower of events: a changed calendar leaves everything to the worker."""
    if event.object_kind == "calendar":
        refresh_later(event.at, "按新的工作日历重新计算责任事项")
    elif event.object_kind == "setting" and event.object_id in (LAST_WEEK_SETTING, BEFORE_SETTING):
        refresh_later(event.at, "按新的设置重新计算责任事项")


def refresh_later(at: datetime, what: str) -> None:
    """Leave the refresh of all units to the worker; boards say 计算中 until then. One that still
    waits serves this one too."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        progress = Progress.objects.create(what=what[:200], started_at=at, seen_at=at)
        app.configure_task(SUBTREE_JOB, queueing_lock=LOCK).defer(progress=progress.pk)
