"""The kinds of official letters, and what each of them needs."""

from typing import Final, NamedTuple


class LetterKind(NamedTuple):
    """``heading`` is what the letter calls itself in its title, ``mark`` is its sign within the number of a letter; ``answered`` whether a reply is asked for;
    ``to_unit`` whether it may go to the institution that it is about, ``alone`` whether it has one
    addressee only."""

    key: str
    title: str
    heading: str
    mark: str
    answered: bool
    to_unit: bool = True
    alone: bool = False


#: The four letters （四书）, and the lighter ones.
KINDS: Final = (
    LetterKind("responsibility", "目标责任书", "安全生产目标责任书", "责", answered=True),
    LetterKind(
        "rectification", "隐患整改通知书", "安全生产隐患整改通知书", "改", answered=True, alone=True
    ),
    LetterKind("interview", "警示约谈告知书", "警示约谈告知书", "谈", answered=True, alone=True),
    LetterKind(
        "accountability",
        "责任追究建议书",
        "责任追究建议书",
        "追",
        answered=True,
        to_unit=False,
        alone=True,
    ),
    LetterKind("reminder", "提醒函", "安全生产提醒函", "函", answered=False),
    LetterKind("circular", "通报", "安全生产情况通报", "通", answered=False),
    LetterKind("supervision", "督办清单", "安全生产督办清单", "督", answered=True),
)
BY_KEY: Final = {kind.key: kind for kind in KINDS}
CHOICES: Final = tuple((kind.key, kind.title) for kind in KINDS)
#: Who must be there when somebody is interviewed (警示约谈).
ROLES: Final = (
    ("unit_head", "被约谈单位主要负责人"),
    ("health_head", "当地卫生健康部门主要负责人"),
    ("health_deputy", "当地卫生健康部门分管负责人"),
)
