"""A record that would do what an obligation asks: the answers its evidence is filtered by, and
plausible ones for the rest that its kind requires."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from random import Random
from typing import Any

from weian.base.fields import Field
from weian.core.condition import Test
from weian.core.obligation import Obligation
from weian.record.kinds import RecordKind

_TEXTS: Mapping[str, Sequence[str]] = {
    "result": ("总体正常，个别问题已交办整改。", "设施完好，通道畅通。", "未发现突出问题。"),
    "decisions": ("一、传达上级部署；二、研究解决本单位隐患整改；三、明确下季度重点。",),
    "name": ("安全生产工作文件",),
    "content": ("安全用电、用火、用气和应急避险知识",),
    "scene": ("住院楼二层配电间起火", "门诊大厅人员疏散", "检验科化学品泄漏"),
    "scope": ("全院重点部位",),
    "purpose": ("更换灭火器、检修电气线路",),
    "route": ("门诊楼 1—3 层、配电房、后勤库房", "住院楼各楼层、楼梯间"),
    "conclusions": ("已逐项落实管控措施和责任人。",),
}


def answers(
    kind: RecordKind, law: Obligation, chance: Random, day: date, people: Sequence[int], leader: int
) -> dict[str, Any]:
    """Data for a record of ``kind`` that passes the obligation's filter on ``day``.

    ``people`` take part, ``leader`` leads, chairs or signs.
    """
    out: dict[str, Any] = {}
    tests = {t.field: t for t in law.owes.where}
    for field in kind.fields:
        if field.key in tests:
            out[field.key] = _asked(field, tests[field.key], chance, people, leader)
        elif field.required or field.key in ("result", "hours", "topic", "amount"):
            value = _usual(field, chance, day, people, leader)
            if value is not None:
                out[field.key] = value
    if law.owes.person and law.owes.person not in ("by", "people"):
        out[law.owes.person] = leader
    if kind.people and kind.people not in tests:
        out[kind.people] = list(people) or [leader]
    return {k: v for k, v in out.items() if v is not None}


def _asked(field: Field, test: Test, chance: Random, people: Sequence[int], leader: int) -> Any:
    value = test.value
    if test.op == "in":
        options = list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
        return options if field.is_list else chance.choice(options)
    if test.op == "set":
        return _usual(field, chance, date(2024, 1, 1), people, leader)
    if test.op in ("gte", "gt"):
        return value + (test.op == "gt")
    return [value] if field.is_list else value


def _usual(field: Field, chance: Random, day: date, people: Sequence[int], leader: int) -> Any:
    if field.item == "choice":
        key = chance.choice(field.choices)[0]
        return [key] if field.is_list else key
    if field.item == "person":
        return list(people) or [leader] if field.is_list else leader
    if field.item in ("text", "longtext"):
        return chance.choice(_TEXTS.get(field.key, ("按要求完成。",)))
    if field.item == "date":
        return day.isoformat()
    if field.item in ("integer", "number", "money"):
        return _amount(field, chance, day)
    return {"bool": False}.get(field.item)


def _amount(field: Field, chance: Random, day: date) -> int:
    if field.key == "year":
        return day.year
    low = int(field.min or 1)
    high = int(field.max) if field.max is not None else 20000 if field.item == "money" else 40
    return chance.randint(max(low, 1), min(high, 20000))


def moment_in(opens: datetime, due: datetime, chance: Random) -> datetime:
    """A moment within a window, in working hours where it has any."""
    span = (due - opens).total_seconds()
    moment = opens.fromtimestamp(opens.timestamp() + span * chance.uniform(0.05, 0.95))
    office = moment.replace(
        hour=chance.randint(8, 16), minute=chance.randint(0, 59), second=0, microsecond=0
    )
    return office if opens <= office < due else moment.replace(microsecond=0)
