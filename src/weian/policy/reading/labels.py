"""Who answers and by when, in brackets or on a line of its own: （责任单位：保卫科；完成时限：6月底）."""

import re
from dataclasses import dataclass
from typing import Final

from weian.policy.reading.people import HEADS, Actor

_GROUP: Final = re.compile(r"（([^（）]*(?:（[^（）]*）[^（）]*)*)）|【([^】]*)】|〔([^〕]*)〕")
_WHO: Final = re.compile(
    r"^(?:责任|牵头|负责|主责|承办|主办|落实|实施)(?:单位|部门|处室|科室|股室|主体|领导|人)?(?:及(?:责任)?人)?[：:]"
)
_WITH: Final = re.compile(r"^(?:配合|参与|参加|协办|协助|协同)(?:单位|部门|处室|科室|股室)?[：:]")
_WHEN: Final = re.compile(
    r"^(?:完成|整改|办结|推进|落实|工作)?(?:时限|时间|期限|时间节点|进度|频次)(?:要求)?[：:]"
)
_SHARED: Final = re.compile(
    "[；。]|，(?=(?:责任|牵头|负责|配合|参与|完成|整改|办结|时限)[^，；：]{0,6}[：:])"
)
_OTHER: Final = re.compile(r"^[^：]{1,6}[：:]")
_SHARES: Final = re.compile(
    r"(?:牵头负责|牵头|按(?:照)?(?:各自)?职责(?:分工)?(?:负责)?|分别负责|分工负责|负责落实|负责|配合|参与|协助|参加)+$"
)
_ENDS: Final = re.compile(rf"(?:{HEADS}|大队|医院|各单位)$")
#: 2025年5月底前完成, 每季度一次, 长期坚持: when, without the word for it.
_DONE_BY: Final = re.compile(
    r"(?:于|在)?(?:(?:20\d\d年|今年|每年)?(?:\d{1,2}月(?:份|底|末|[上中下]旬|\d{1,2}日)?|年底|第?[一二三四]季度末?)(?:(?:之?前|以前)(?:基本|全面|全部)?(?:完成|办结|到位|见效)?|(?:基本|全面|全部)?(?:完成|办结|到位|见效)|(?<=[底末]))|每(?:年|半年|季度?|月|周|日)[^，；]{0,6}[次遍]|(?:长期|持续|常年)(?:坚持|推进|开展))"
)
_LONGEST: Final = 160
_NAME: Final = 24  # behind 牵头单位： stands a name, whatever it ends with


@dataclass(frozen=True, slots=True)
class Label:
    """``at``: where it stands; ``alone``: it is a line of its own."""

    at: int
    actor: Actor | None
    time: str
    alone: bool = False


def read_label(said: str) -> tuple[Actor | None, str] | None:
    """Who and when, as the words in the brackets or on the line say; None when they say neither."""
    lead, others, time, named, said_who = "", [], "", False, False
    for share in [x for x in _SHARED.split(said) if x]:
        if when := _WHEN.match(share):
            time, named = share[when.end() :], True
            continue
        if joined := _WITH.match(share):
            others += re.split("[、，和]", share[joined.end() :])
            named = True
            continue
        if who := _WHO.match(share):
            share, named, said_who = share[who.end() :], True, True
        elif _OTHER.match(share):
            continue
        for part in [x for x in share.split("，") if x]:
            if _DONE_BY.fullmatch(part):
                time, named = part, True
                continue
            shown = _SHARES.sub("", part).strip("、 ")
            named = named or shown != part
            if not lead:
                lead = shown
            else:
                others += re.split("[、和]", shown)
    known = bool(_ENDS.search(lead)) or (said_who and 2 <= len(lead) <= _NAME)
    if not named or (lead and not time and not known):
        return None
    actor = Actor(lead, "inherited", 0, tuple(x for x in others if x)) if known else None
    return (actor, time) if actor or time else None


def labels_in(text: str, start: int, end: int) -> list[Label]:
    """All labels of a clause in order."""
    out = []
    for found in _GROUP.finditer(text, start, end):
        said = found[1] or found[2] or found[3] or ""
        if len(said) <= _LONGEST and (told := read_label(said)):
            out.append(Label(found.start(), *told))
    at = start
    for line in text[start:end].split("\n"):
        if is_label(line) and (told := read_label(line)):
            last = out[-1] if out and out[-1].alone else None
            if last:  # who and when on two lines
                told = (last.actor or told[0], last.time or told[1])
                out.pop()
            out.append(Label(last.at if last else at, *told, alone=True))
        at += len(line) + 1
    return sorted(out, key=lambda label: label.at)


def is_label(line: str) -> bool:
    """A line that says nothing else: 责任单位：各医疗机构."""
    return len(line) <= _LONGEST and bool(
        _WHO.match(line) or _WITH.match(line) or _WHEN.match(line)
    )
