"""A record that would do what an obligation asks: the answers its evidence is filtered by, and
plausible ones for the rest that its kind requires."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from weian.base.fields import Field
from weian.core.condition import Test
from weian.core.obligation import Obligation
from weian.record.kinds import RecordKind
from weian.site.demo.fitting import FITTING, Given

_TEXTS: Mapping[str, Sequence[str]] = {
    "result": ("总体正常，个别问题已交办整改。", "设施完好，通道畅通。", "未发现突出问题。"),
    "decisions": ("一、传达上级部署；二、研究解决本单位隐患整改；三、明确下季度重点。",),
    "situation": ("安全形势总体平稳，隐患整改按期推进。",),
    "problems": ("个别科室台账记录不及时，已限期补齐。",),
    "name": ("安全生产工作文件",),
    "content": ("安全用电、用火、用气和应急避险知识",),
    "scene": ("住院楼二层配电间起火", "门诊大厅人员疏散", "检验科化学品泄漏"),
    "scope": ("全院重点部位", "门诊、住院和后勤区域"),
    "purpose": ("更换灭火器、检修电气线路", "安全培训教材和师资", "应急物资补充"),
    "place": ("门诊大厅", "住院楼一层", "后勤楼"),
    "route": ("门诊楼 1—3 层、配电房、后勤库房", "住院楼各楼层、楼梯间"),
    "conclusions": ("已逐项落实管控措施和责任人。",),
    "provider": ("安信检测技术有限公司", "华远消防维保有限公司"),
    "authority": ("县级主管部门",),
    "event": ("道路交通事故伤员转运救治",),
    "disease": ("流行性感冒",),
    "post": ("本岗位",),
    "article": ("医用防护口罩",),
    "changes": ("按新的组织架构和联系方式修订，补充处置流程。",),
}
#: Worth an answer even where the kind does not ask for one.
_TELLING = frozenset(
    {
        "result",
        "hours",
        "topic",
        "amount",
        "situation",
        "provider",
        "evaluation",
        "route",
        "trigger",
    }
)
#: What is as a rule not so.
_NO = frozenset({"exceeds", "serious", "against_staff", "high_risk", "unannounced"})
_FEW = ("valid_until", "review_on")
#: Nobody plays everything in one morning.
_ONE_BY_ONE = frozenset({("drill", "kind_of")})


def answers(kind: RecordKind, law: Obligation | None, given: Given) -> dict[str, Any]:
    """Data for a record of ``kind`` that passes the obligation's filter at that moment."""
    out: dict[str, Any] = {}
    tests = {t.field: t for t in law.owes.where} if law else {}
    for field in kind.fields:
        if field.key in kind.derived:
            continue
        if field.key in tests:
            out[field.key] = _asked(kind, field, tests[field.key], given)
        elif field.required or field.key in _TELLING or field.key == kind.validity:
            out[field.key] = _usual(field, given)
    person = law.owes.person if law else ""
    if person and person not in ("by", "people"):
        several = any(f.key == person and f.is_list for f in kind.fields)
        out[person] = [given.leader] if several else given.leader
    if kind.people and kind.people not in tests and kind.people != person:
        several = any(f.key == kind.people and f.is_list for f in kind.fields)
        some = given.people or [given.leader]
        out[kind.people] = some if several else some[0]
    out.update(given.said)
    if kind.key in FITTING:
        FITTING[kind.key](out, given)
    if law and law.measure.kind == "sum" and _own(kind, law.measure.field):
        out[law.measure.field] = int(law.measure.target)
    if law:
        out.update(
            {f: _asked(kind, _field(kind, f), t, given) for f, t in tests.items() if _own(kind, f)}
        )
    return {k: v for k, v in out.items() if v is not None}


def _own(kind: RecordKind, key: str) -> bool:
    return key not in kind.derived and any(f.key == key for f in kind.fields)


def _field(kind: RecordKind, key: str) -> Field:
    return next(f for f in kind.fields if f.key == key)


def _asked(kind: RecordKind, field: Field, test: Test, given: Given) -> Any:
    value = test.value
    if test.op == "in":
        options = list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
        if (kind.key, field.key) in _ONE_BY_ONE:
            return given.chance.sample(options, min(len(options), given.chance.randint(1, 2)))
        if field.is_list and field.item == "choice" and len(field.choices) < 30:
            return [key for key, _ in field.choices]  # one round does for all that ask
        return options if field.is_list else given.chance.choice(options)
    if test.op == "set":
        return _usual(field, given) if value else None
    if test.op == "not":
        others = [key for key, _ in field.choices if key != value]
        return given.chance.choice(others) if others else None
    if test.op in ("gte", "gt"):
        return value + (test.op == "gt")
    if test.op in ("lte", "lt"):
        return value - (test.op == "lt")
    return [value] if field.is_list else value


def _usual(field: Field, given: Given) -> Any:
    return _BY_TYPE.get(field.item, lambda f, g: None)(field, given)


def _choice(field: Field, given: Given) -> Any:
    key = given.chance.choice(field.choices)[0]
    return [key] if field.is_list else key


def _person(field: Field, given: Given) -> Any:
    if not field.is_list:
        return given.leader
    return given.people or [given.leader]


def _unit(field: Field, given: Given) -> Any:
    found = given.crew.below or (given.crew.unit.pk,)
    return list(found) if field.is_list else given.chance.choice(found)


def _subject(field: Field, given: Given) -> Any:
    found = given.crew.things.get(field.kind, ())
    if not found:
        return None
    one = str(given.chance.choice(found).pk)
    return [one] if field.is_list else one


def _text(field: Field, given: Given) -> Any:
    if field.key in ("code", "number", "hazard", "hazards"):
        return f"{given.moment:%Y%m}-{given.chance.randint(1, 999):03}" if field.required else None
    return given.chance.choice(_TEXTS.get(field.key, ("按要求完成。",)))


def _date(field: Field, given: Given) -> Any:
    if field.key not in _FEW:
        return given.after(0)
    return given.after(given.chance.choice((1095, 1095, 1095, 1095, 730, 400)))


def _moment(field: Field, given: Given) -> Any:
    return given.aware.isoformat()


def _bool(field: Field, given: Given) -> Any:
    return field.key not in _NO


def _amount(field: Field, given: Given) -> Any:
    if field.key == "year":
        return given.moment.year
    low = int(field.min or 1)
    high = int(field.max) if field.max is not None else 20000 if field.item == "money" else 40
    return given.chance.randint(max(low, 1), min(high, 20000))


_BY_TYPE = {
    "choice": _choice, "person": _person, "unit": _unit, "subject": _subject, "text": _text,
    "longtext": _text, "date": _date, "datetime": _moment, "bool": _bool, "integer": _amount,
    "number": _amount, "money": _amount,
}  # fmt: skip


def moment_in(opens: datetime, due: datetime, chance: Random) -> datetime:
    """A moment within a window, in working hours where it has any."""
    span = (due - opens).total_seconds()
    moment = opens + timedelta(seconds=span * chance.uniform(0.05, 0.95))
    office = moment.replace(
        hour=chance.randint(8, 16), minute=chance.randint(0, 59), second=0, microsecond=0
    )
    return office if opens <= office < due else moment.replace(microsecond=0)
