"""Work done outside requests: what the job queue leaves to us."""

from procrastinate import App, JobContext
from procrastinate.app import WorkerOptions
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from weian.site import heads, upkeep
from weian.site.backup import jobs as backup
from weian.site.importing import jobs as importing

STALLED_AFTER = 20.0  # seconds without a worker's heartbeat
KEEP_FAILED_HOURS = 24 * 30
_DEFAULTS: WorkerOptions = {
    "delete_jobs": "successful",
    "fetch_job_polling_interval": 5.0,
    "update_heartbeat_interval": 5.0,
    "stalled_worker_timeout": STALLED_AFTER,
    "shutdown_graceful_timeout": 15.0,
}


#: Tasks of this part that stand elsewhere; the queue finds them through this module.
TASKS = (
    importing.check_import, importing.take_import, backup.nightly_backup, backup.weekly_drill,
    heads.export_head,
    upkeep.scan_waiting,
    upkeep.scrub_files,
    upkeep.sweep_buckets,
    upkeep.watch_disks,
    upkeep.ask_for_calendar,
)  # fmt: skip


def configure(ready: App) -> None:
    """Set the worker's defaults once Django is ready."""
    ready.worker_defaults.update(_DEFAULTS)


@app.periodic(cron="* * * * * */20")  # with seconds: nothing may lie for a minute
@app.task(queueing_lock="site.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """A job whose worker was killed stays "doing" for ever; hand it to another worker."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            # The same work waits already: a periodic job whose next turn has come.
            await manager.finish_job(job, Status.FAILED, delete_job=True)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="site.forget_old", pass_context=True)
async def forget_old(context: JobContext, timestamp: int) -> None:
    """Failed jobs are kept for a month, to be looked at."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=KEEP_FAILED_HOURS,
        include_failed=True,
        include_cancelled=True,
        include_aborted=True,
    )
