"""What the job queue leaves to us."""

from contextvars import ContextVar
from inspect import iscoroutinefunction, signature
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from weian.base import bounds
from weian.base.bounded.base import Unbounded
from weian.site import jobs

MOMENT = 0  # the tasks do not look at the time they are given


@pytest.fixture
def context() -> Any:
    """What a worker hands to a task, as far as ours look."""
    return SimpleNamespace(app=app)


def put_job(status: str, heartbeat_age: int) -> int:
    """A job in the hands of a worker that was last heard of so many seconds ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat)"
            " values (now() - make_interval(secs => %s)) returning id",
            [heartbeat_age],
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, status, worker_id)"
            " values ('default', %s, %s::procrastinate_job_status, %s) returning id",
            ["weian.site.jobs.forget_old", status, worker],
        )
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_killed_worker_is_handed_on(context: Any) -> None:
    job = put_job("doing", heartbeat_age=60)
    async_to_sync(jobs.retry_stalled.func)(context, MOMENT)
    assert ProcrastinateJob.objects.get(pk=job).status == "todo"


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_living_worker_is_left_alone(context: Any) -> None:
    job = put_job("doing", heartbeat_age=5)
    async_to_sync(jobs.retry_stalled.func)(context, MOMENT)
    assert ProcrastinateJob.objects.get(pk=job).status == "doing"


@pytest.mark.django_db(transaction=True)
def test_what_failed_is_kept_for_a_month(context: Any) -> None:
    young, old = put_job("failed", 0), put_job("failed", 0)
    with connection.cursor() as cursor:
        for job, days in ((young, 29), (old, 31)):
            cursor.execute(
                "update procrastinate_events set at = now() - make_interval(days => %s)"
                " where job_id = %s",
                [days, job],
            )
            cursor.execute(
                "insert into procrastinate_events (job_id, type, at) values"
                " (%s, 'failed', now() - make_interval(days => %s))",
                [job, days],
            )
    async_to_sync(jobs.forget_old.func)(context, MOMENT)
    left = ProcrastinateJob.objects.filter(pk__in=[young, old])
    assert [job.pk for job in left] == [young]


def test_a_worker_deletes_what_succeeded() -> None:
    assert app.worker_defaults["delete_jobs"] == "successful"


def test_the_stalled_and_the_old_are_looked_for_periodically() -> None:
    known = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert {"weian.site.jobs.retry_stalled", "weian.site.jobs.forget_old"} <= known


@pytest.mark.django_db
@pytest.mark.parametrize(
    "task", sorted(n for n, t in app.tasks.items() if not iscoroutinefunction(t.func))
)
def test_every_job_says_whose_rows_it_may_see(
    task: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bounds, "_process", [])
    monkeypatch.setattr(bounds, "_now", ContextVar("bounds", default=None))
    monkeypatch.setenv("WEIAN_HEADS", str(tmp_path))
    for command in ("WEIAN_NIGHTLY_BACKUP", "WEIAN_WEEKLY_DRILL"):
        monkeypatch.setenv(command, "0")
    named = {"progress": 0, "draft": str(uuid4()), "number": str(uuid4()), "timestamp": MOMENT}
    func = app.tasks[task].func
    func(**{name: named[name] for name in signature(func).parameters})
    with pytest.raises(Unbounded):
        ProcrastinateJob.objects.exists()
