"""A changed calendar: the worker computes all units anew, once for changes that come together."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.duty.conftest import AT
from weian.duty import actions, everywhere
from weian.duty.models import Progress, Standing
from weian.org import actions as org

pytestmark = pytest.mark.db


def waiting() -> Any:
    return ProcrastinateJob.objects.filter(
        task_name=actions.SUBTREE_JOB, queueing_lock=everywhere.LOCK
    )


def test_changes_of_the_calendar_leave_one_job_for_all_units(
    county: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    actions.rebuild(AT)
    known = Standing.objects.count()
    Standing.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        for days in (1, 2):
            org.change_day(
                None, at=AT, unit=county.office, day=date(2026, 3, 10) + timedelta(days),
                kind="restday",
            )  # fmt: skip
    assert waiting().count() == 1
    progress = Progress.objects.get(ended_at=None)
    assert progress.unit_id is None
    actions.refresh_subtree(progress, AT)
    assert Standing.objects.count() == known
