"""What the installation looks after by itself, telling its administrators what it cannot put right."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from procrastinate.contrib.django import app

from weian.base import antivirus, attachments, bounds, buckets, clock, room, scrubbing
from weian.base.models import Attachment, CalendarDay
from weian.site import embedded
from weian.site.alarms import raise_alarm
from weian.site.database import postgres_home

#: Per cent of a disk in use, the worst first, and what is said of it.
LEVELS = ((95, "磁盘就要满了，随时可能存不进东西"), (85, "磁盘空间不多了"))


@app.periodic(cron="20 1 * * *")
@app.task(queueing_lock="site.scrub_files")
@bounds.everything("files that rows of everybody name")
def scrub_files(timestamp: int) -> None:
    """Every night a share of the files."""
    at = clock.now()
    tell_of_files(scrubbing.scrub(scrubbing.share_of(at)), at)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="site.watch_disks")
@bounds.within(bounds.NOBODY)
def watch_disks(timestamp: int) -> None:
    """Every ten minutes."""
    for place in disks():
        tell_of_disk(place, room.percent_used(place), clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="site.scan_waiting")
@bounds.everything("files of everybody that no scanner has seen")
def scan_waiting(timestamp: int) -> None:
    """Every ten minutes, where a virus scanner is set."""
    if antivirus.is_on():
        tell_of_viruses(*attachments.rescan(), clock.now())


def tell_of_viruses(waiting: int, infected: list[Attachment], at: datetime) -> int:
    """An alarm while files wait for a scanner that is away, and for each that had a virus."""
    told = 0
    for row in infected:
        title = f"上传的文件里发现病毒，已隔离：{row.name}"
        told += raise_alarm(f"virus:{row.pk}", title, at, body="请通知上传的人杀毒后重新提交。")
    if waiting:
        body = "请检查 clamd 是否在运行、WEIAN_CLAMD 是否正确。恢复后十分钟内自动补扫。"
        told += raise_alarm(
            f"scanner:{clock.day_of(at)}",
            f"病毒扫描不可用，{waiting} 个文件等待扫描",
            at,
            body=body,
        )
    return told


@app.periodic(cron="0 8 * * *")
@app.task(queueing_lock="site.ask_for_calendar")
@bounds.within(bounds.NOBODY)
def ask_for_calendar(timestamp: int) -> None:
    """From November on, as soon as the holidays of the next year are usually known."""
    tell_of_calendar(clock.now())


def tell_of_calendar(at: datetime) -> int:
    """An alarm while nobody has said which days of the next year are worked."""
    today = clock.day_of(at)
    following = today.year + 1
    if today.month < 11 or CalendarDay.objects.filter(day__year=following).exists():
        return 0
    body = f"国务院办公厅公布后，请把 {following} 年的放假调休安排导入工作日历；在此之前按周末休息计算。"
    title = f"{following} 年的放假安排还没有导入"
    return raise_alarm(f"calendar:{following}", title, at, body=body, url="/workdays/")


@app.periodic(cron="40 1 * * *")
@app.task(queueing_lock="site.sweep_buckets")
@bounds.within(bounds.NOBODY)
def sweep_buckets(timestamp: int) -> None:
    """Every night: limits that nobody has come near for a day are not remembered."""
    buckets.sweep(clock.now())


def disks() -> list[Path]:
    """Where this installation keeps what grows, one folder for each disk."""
    places = [settings.DATA]
    if embedded.wanted():
        places.append(postgres_home(settings.DATA))
    found = {place.stat().st_dev: place for place in places if place.exists()}
    return list(found.values())


def tell_of_disk(place: Path, used: int, at: datetime) -> int:
    """An alarm when a disk is too full, once a day for each level."""
    for limit, words in LEVELS:
        if used >= limit:
            item = f"disk:{place}:{limit}:{at:%Y-%m-%d}"[:200]
            body = f"{place} 所在的磁盘已用 {used}%。请清理或扩容，尤其是旧的备份和日志。"
            return raise_alarm(item, f"{words}（已用 {used}%）", at, body=body)
    return 0


def tell_of_files(found: scrubbing.Scrub, at: datetime) -> int:
    """An alarm when files are gone or are not what they were."""
    wrong = [*found.missing, *found.spoilt]
    if not wrong:
        return 0
    body = "请从备份恢复这些附件（backups/files 里按同样的名字存放）：\n" + "\n".join(wrong[:50])
    title = f"附件核对发现 {len(found.missing)} 个缺失、{len(found.spoilt)} 个损坏"
    return raise_alarm(f"files:{at:%Y-%m-%d}", title, at, body=body)
