"""Anonymous tips of a demonstration: the custodian's key, one tip that waits and one handed on."""

from datetime import datetime, timedelta
from typing import Final

from weian.modules.tips import actions, key_actions, queries
from weian.org import queries as org
from weian.site.demo.accounts import PASSWORD
from weian.site.demo.crew import Crew

_WAITS: Final = {
    "category": "fire_hazard",
    "description": "晚上住院楼西侧的安全出口用铁链锁着，值班的人说是怕丢东西。我去过两次都锁着。",
    "when": "这周三、周四夜里", "contact": "",
}  # fmt: skip
_HANDED: Final = {
    "category": "hazard",
    "description": "食堂后门堆着液化气瓶，离灶台不到两米，空瓶满瓶混在一起。",
    "when": "上个月", "contact": "",
}  # fmt: skip
_SUMMARY: Final = {
    "category": "hazard", "place": "食堂后门", "description": "液化气瓶存放离灶台过近，空瓶满瓶混放。",
}  # fmt: skip
_ANSWER: Final = "已经转给有关单位核实，结果出来后会在这里答复您。"


def take_tips(visited: Crew, now: datetime) -> int:
    """A custodian's key that the leader has put to use, and what came in since; how many tips."""
    keeper, leader = org.person_by_login("custodian"), org.person_by_login("leader")
    assert keeper is not None and leader is not None
    made = now - timedelta(days=60)
    office = keeper.unit
    key = key_actions.make_key(
        keeper, office=office, passphrase=PASSWORD, again=PASSWORD, old="", at=made
    )
    key_actions.confirm(leader, pk=key.pk, at=made + timedelta(hours=3))
    first, last = now - timedelta(days=20), now - timedelta(days=1)
    whom = visited.unit.name
    actions.receive(office, words={"whom": whom, **_HANDED}, photos=(), at=first)
    (tip,) = queries.tips_of(keeper, first)
    actions.release(keeper, tip=tip, unit=visited.unit, data=_SUMMARY, at=first + timedelta(days=1))
    actions.reply(keeper, tip=tip, text=_ANSWER, at=first + timedelta(days=1, minutes=10))
    actions.receive(office, words={"whom": whom, **_WAITS}, photos=(), at=last)
    return 2
