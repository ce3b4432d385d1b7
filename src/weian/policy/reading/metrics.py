"""What a figure measures: the noun before it, or the one behind it."""

import re
from typing import Final

from weian.policy.reading.cases import is_bound
from weian.policy.reading.figures import SAMPLES

#: 高度, 额定容量: what a thing has.
_OF_A_THING: Final = re.compile(
    "[\u4e00-\u9fff]{0,4}(?:度|容量|面积|体积|直径|间距|距离|浓度|压力|数量|时间|等级)"
)
#: What is counted one by one.
_HEADS: Final = frozenset("家个名人份户项处件座条辆台套所")
_PARTS: Final = re.compile(
    r"[，。；：、（]|应当|必须|应|要|须|原则上|并|且|确保|实现|力争|做到|按照|每年|每月|每季度|每半年|每学期|每学年|储备(?!量)|报送|接受|参加|满足|具备|按(?=不)|配备|设置|安排|组织|开展|召开|聘请|选派|发放|举办|进行|提交|建立|完成(?!率)|和(?=不少于|至少)"
)
_NOUN: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9、（）]+$")


def named(text: str, found: re.Match[str], actor: str, role: str, unit: str) -> str:
    """What is measured: the noun before the figure, or the one behind it in a list of things."""
    said, before = found["say"] or "", text[: found.start()]
    behind, listed = _thing_behind(text, found, role)
    before = re.sub("(?:应当?|必须|须|要)$", "", before) if said else before
    if re.fullmatch("(?:白天|夜间|平时|每[天日周月班])", before):
        before = ""
    named = metric_of(before, actor)
    if role == "target" and said.startswith(("不", "至少")) and behind and _is_act(named, unit):
        return named + behind  # 遴选不少于10家示范单位
    if listed and behind and text.startswith("的", found.end()) and _OF_A_THING.fullmatch(named):
        return behind + named  # 设置高度不低于50厘米的挡水设施: 挡水设施高度
    return (listed and behind) or named or behind or (found["whole"] or "").rstrip("的")


def _is_act(named: str, unit: str) -> bool:
    """遴选, 抽查: a verb alone before things counted one by one."""
    made = re.search("组建|建立|成立|创建|设立|配备", named)
    return unit in _HEADS and 2 <= len(named) <= 4 and not made


def _thing_behind(text: str, found: re.Match[str], role: str) -> tuple[str, bool]:
    """The noun behind the figure, and whether it goes before the one in front."""
    before, after = text[: found.start()], text[found.end() :]
    behind = _behind(after)
    listed = before.endswith(("和", "及", "、")) or (found["join"] or "") not in (
        "",
        "了",
        "到",
        "在",
    )
    behind = re.split("进行|开展|实施|组织", behind)[0] if before.endswith("对") else behind
    if re.match("需要|需求|用量|使用|标准", behind):
        owner = re.match("(?:需要|需求|用量|使用)的([\u4e00-\u9fff]{2,12})", behind)
        behind, listed = (owner[1], True) if owner else (_needed(before), listed)
    if found["say"] and behind and (act := SAMPLES.search(before)):
        return act[1] + behind, True  # 抽查不少于5家单位: 抽查单位
    shared = re.match("的(?:比例|标准)(?:配备|配置|设置|安排|提取|列支)", after)
    bound = role == "target" and found["say"] and after.startswith("的") and is_bound(text, found)
    return behind, bool(listed or shared or bound or before.endswith("对"))


def metric_of(before: str, actor: str) -> str:
    """The noun before the figure: 职工参训率, 培训时间, 住院床位."""
    said = before.removeprefix(actor) if actor and len(before) > len(actor) else before
    if re.match("(?:应当?|须|要)?(?:能够?)?(?:满足|保证|保障)", said):
        said = actor  # 燃油储备满足连续运行24小时以上
    said = re.sub(
        "(?<=[\u4e00-\u9fff]{2})(?:应当?|须|要)?(?:按照?|(?:能够?)?(?:满足|保证|保障)[^，。]{0,8})$",
        "",
        said,
    )
    said = re.sub("每个?[班层栋处台次车人间户](?:次|均)?$", "", said) or before
    said = re.sub("每个?[班层栋处台次车人间户](?:次|均)?$", "", said)
    said = re.sub(r"(?:原则上|一般|20\d\d年(?:度|底|末)?(?:要|应|须)?)$", "", said)
    cut = 0
    for part in _PARTS.finditer(said.rstrip("，的")):
        if said[part.start()] == "、" and re.search("率$|率、$", said[: part.end()]):
            continue
        cut = part.end()
    noun = _NOUN.search(said[cut:])
    text = noun[0].rpartition("）")[2] if noun and "（" not in noun[0] else noun[0] if noun else ""
    text = re.sub(r"(?:的)?(?:在|应|为|须|均|不)$", "", text)
    text = re.sub(
        r"(?:(?<=[\u4e00-\u9fff]{2})|^)(?:白天|夜间|平时|每天|每日|每周|每月|每季度?|每半?年|一般|原则上|按)$",
        "",
        text,
    )
    return re.sub(
        r"^(?:其中|当|造成|导致|引发|由|派|给予?|以?及|和|与|凡|对|将|以|有|的|到|个)", "", text
    )


def _needed(before: str) -> str:
    """应急物资储备应满足72小时需要: what must last so long."""
    found = re.search(r"([\u4e00-\u9fff]{2,12}?)(?:应当?|必须|须|要|能)*$", before)
    return found[1] if found else ""


def _behind(after: str) -> str:
    """不少于3天用量的应急药品和物资: the noun behind the figure."""
    found = re.match(
        r"(?:以上|以下)?(?:用量)?(?:的?(?:比例|标准)(?:配备|配置|设置|安排|提取|列支)?)?的?([\u4e00-\u9fff、]{2,16})",
        after,
    )
    return found[1] if found else ""
