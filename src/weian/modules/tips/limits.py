"""How much is taken in an hour: by source, by office, and of those without scripts."""

import os
from datetime import datetime
from functools import cache
from typing import Final

from weian.base.clock import day_of
from weian.modules.tips.memory import ADDRESS, Memory
from weian.modules.tips.work import HOURS, Solved

SENT_BY_SOURCE: Final = 5
SENT_TO_OFFICE: Final = 10
SENT_PLAINLY: Final = 4  # to one office without proof of work
ADDED: Final = 10  # to one tip
ASKED_BY_SOURCE: Final = 30
ASKED_IN_ALL: Final = 1_200
_HOUR: Final = 3_600
_WORDS: Final = {
    "sent": "一小时内从您这里收到的举报已经达到上限，请过一小时再提交，或者换一个网络。",
    "office": "这里一小时内收到的举报已经达到上限，请过一小时再提交；紧急的请直接打 119 或 12350。",
    "plain": "没有脚本的浏览器这一小时内提交的已经达到上限。请过一小时再试，或者换一个浏览器。",
    "once": "这一页已经提交过一次。如果没有看到查询码，请重新打开本页再提交。",
    "added": "一小时内补充得太多了，请过一小时再试。",
    "asked": "查询太频繁，请过一小时再试。",
}


@cache
def memory() -> Memory:
    """The counts of this server, opened by each of its processes once."""
    return Memory(os.environ.get(ADDRESS, ""))


def sending(source: str, office: int, solved: Solved, at: datetime) -> str:
    """Count a tip; "" or words for why it is not taken."""
    wanted = {f"sent {_of(source, at)}": SENT_BY_SOURCE, f"office {office}": SENT_TO_OFFICE}
    if not solved.by_work:
        wanted[f"plain {office}"] = SENT_PLAINLY
    return _take(wanted, _HOUR, at) or _take({f"once {solved.once}": 1}, HOURS * _HOUR, at)


def adding(tip: object, at: datetime) -> str:
    """Count an addition to a tip."""
    return _take({f"added {tip}": ADDED}, _HOUR, at)


def asking(source: str, at: datetime) -> str:
    """Count a code that was typed, right or wrong."""
    wanted = {f"asked {_of(source, at)}": ASKED_BY_SOURCE, "asked by all": ASKED_IN_ALL}
    return _take(wanted, _HOUR, at)


def _of(source: str, at: datetime) -> str:
    return memory().source(source, day_of(at).toordinal())


def _take(wanted: dict[str, int], seconds: int, at: datetime) -> str:
    now = int(at.timestamp())
    full = memory().take(wanted, now + seconds, now)
    return _WORDS[full.partition(" ")[0]] if full else ""
