"""The nightly backup and the weekly drill, each a process of its own that the worker waits for.

``WEIAN_NIGHTLY_BACKUP`` and ``WEIAN_WEEKLY_DRILL`` set to 0 switch them off: for a machine that backs
up by other means. A demonstration has neither.
"""

import os
import sys
import tempfile
from datetime import datetime

from django.conf import settings
from procrastinate.contrib.django import app

from weian.base import bounds, clock
from weian.site.alarms import raise_alarm
from weian.site.processes import spawn

_LAST_WORDS = 1000


@app.periodic(cron="30 2 * * *")
@app.task(queueing_lock="site.nightly_backup")
@bounds.within(bounds.NOBODY)
def nightly_backup(timestamp: int) -> None:
    """Every night; an administrator is told when it did not succeed."""
    if wanted("WEIAN_NIGHTLY_BACKUP"):
        run("backup", "昨夜的备份没有成功", clock.now())


@app.periodic(cron="0 4 * * 0")
@app.task(queueing_lock="site.weekly_drill")
@bounds.within(bounds.NOBODY)
def weekly_drill(timestamp: int) -> None:
    """Every Sunday: a backup that nobody has ever restored is a hope."""
    if wanted("WEIAN_WEEKLY_DRILL"):
        run("drill", "备份试恢复没有通过", clock.now())


def wanted(variable: str) -> bool:
    """Whether it is switched on here."""
    default = "0" if settings.WEIAN_DEMO else "1"
    return (os.environ.get(variable) or default) != "0"


def run(command: str, title: str, at: datetime) -> int:
    """Run a sub-command to its end; its exit code. Other than 0 raises the alarm."""
    with tempfile.TemporaryFile() as said:
        code = spawn((sys.executable, "-m", "weian.site.cli", command), output=said).wait()
        if code:
            said.seek(0)
            words = said.read().decode("utf-8", "replace").strip()[-_LAST_WORDS:]
            raise_alarm(f"{command}:{at:%Y-%m-%d}", f"{title}，请运维人员处理", at, body=words)
    return code
