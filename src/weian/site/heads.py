"""Writes the log's head down every night, to be copied to another machine (WEIAN_HEADS)."""

import os
from pathlib import Path

from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app

from weian.base import bounds, clock, heads


def heads_folder() -> Path:
    """``WEIAN_HEADS``, best a folder that another machine collects from; else ``heads`` of the data folder."""
    return Path(os.environ.get("WEIAN_HEADS") or settings.DATA / "heads")


@app.periodic(cron="5 0 * * *")
@app.task(queueing_lock="site.export_head")
@bounds.everything("number and hash of the last event of the one log")
def export_head(timestamp: int) -> None:
    """Just after midnight."""
    heads.export(heads_folder(), clock.now(), connection)
