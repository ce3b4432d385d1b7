"""Whether a target is there; if not, why not and what comes near."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from weian.base.fields import Field
from weian.site.coverage.house import House, Shapes

#: The types of home, the strongest first: what binds, then what keeps, then what merely shows.
TYPES: Final = (
    "obligation", "step", "guard", "case", "record", "subject", "report", "judged", "clause",
    "fact", "post", "unit", "role", "setting", "page",
)  # fmt: skip
TITLES: Final = {
    "obligation": "要求", "step": "流程步骤", "guard": "流程条件", "case": "事项种类",
    "record": "记录种类", "subject": "对象种类", "report": "上报", "judged": "检查员判断",
    "clause": "条款", "fact": "单位情况", "post": "岗位", "unit": "单位种类", "role": "角色",
    "setting": "设置", "page": "页面",
}  # fmt: skip

_SHOWN: Final = 12


def type_of(target: str) -> str:
    """The part before the colon."""
    return target.partition(":")[0]


def missing(target: str, house: House) -> str:
    """Why a target does not exist, in Chinese; "" when it does."""
    kind, colon, name = target.partition(":")
    if not colon or kind not in TYPES:
        return f"去处 {target} 看不懂；应以 {'、'.join(f'{t}:' for t in TYPES)} 之一开头。"
    if kind in house.shapes:
        return _shape(kind, name, house.shapes[kind])
    if name in house.names[kind]:
        return ""
    return f"没有 {target}{_near(name, house.names[kind])}。"


def _shape(type_: str, name: str, shapes: Shapes) -> str:
    """``kind``, ``kind.field`` or ``kind.field=choice``; the key of a kind may itself hold dots."""
    left, equals, choice = name.partition("=")
    kind, dot, key = left, "", ""
    if left not in shapes:
        kind, dot, key = left.rpartition(".")
    if kind not in shapes:
        first = next((k for k in shapes if left.startswith(f"{k}.")), "")
        wanted = left if first or "." not in left else left.partition(".")[0]
        return f"没有 {TITLES[type_]} {wanted}{_near(wanted, shapes)}。"
    if not dot:
        return f"{type_}:{name} 的等号前应是 种类.栏目。" if equals else ""
    if key not in shapes[kind]:
        return f"{TITLES[type_]} {kind} 没有 {key} 这一栏；有：{'、'.join(shapes[kind])}。"
    return _choice(kind, shapes[kind][key], choice) if equals else ""


def _choice(kind: str, found: Field, choice: str) -> str:
    choices = [key for key, _ in found.choices]
    if choice in choices:
        return ""
    if not choices:
        return f"{kind}.{found.key} 不是选择栏，不能写 ={choice}。"
    near = _near(choice, choices) or f"；有：{'、'.join(choices[:_SHOWN])}"
    return f"{kind}.{found.key} 没有 {choice} 这个选项{near}。"


def _near(name: str, names: Iterable[str]) -> str:
    near = get_close_matches(name, sorted(names), 3, 0.6)
    return f"；相近的有：{'、'.join(near)}" if near else ""
