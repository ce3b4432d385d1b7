"""Which kinds of violation belong to which set. Pure."""

from collections.abc import Mapping
from typing import Final

from weian.subject.envelope.hooks import Answers

SETS: Final = (
    ("six_kinds", "六类违规行为(消防)"),
    ("deputy_three", "三违(指挥、作业、劳动纪律)"),
    ("manager_three", "三类(指挥、强令冒险、操作规程)"),
)
#: 乌审旗 附件: 清单 2 第 6 项 names one set of three, 清单 4 第 13 项 another.
KINDS: Final = (
    ("command", "违章指挥"),
    ("work", "违章作业"),
    ("discipline", "违反劳动纪律"),
    ("forced", "强令冒险作业"),
    ("procedure", "违反操作规程"),
    ("listed", "六类违规行为"),
)
_MEMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    "six_kinds": ("listed",),
    "deputy_three": ("command", "work", "discipline"),
    "manager_three": ("command", "forced", "procedure"),
}


def check(answers: Answers) -> Mapping[str, str]:
    """The kind is one of its set; one of the six says which of them."""
    data = answers.data
    members = _MEMBERS[str(data["set"])]
    if data["type"] not in members:
        titles = "、".join(title for key, title in KINDS if key in members)
        return {"type": f"这一组的类型是：{titles}。"}
    if data["type"] == "listed" and not data.get("listed"):
        return {"listed": "请从违规行为目录中选择；目录里没有的，先由安全管理员补充。"}
    return {}
