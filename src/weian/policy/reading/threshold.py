"""How much: the figure an ask must reach (target) or under which it applies (condition)."""

import re
from functools import lru_cache
from typing import Any, Final

from weian.policy.reading.modality import NOTS, grammar
from weian.policy.reading.numbers import DASH, NUMBER, SHARE, read_number, tidy

Threshold = dict[str, Any]

_UNIT: Final = (
    "%|起|宗|米/秒|公里/小时|毫克/升|毫克/立方米|mg/L|mg/m3|人次|人|名|位|学时|课时|学分|分钟|小时|秒|平方米|立方米|毫米|厘米|公里|千米|米|张床位|张床|张|元|升|毫升|公斤|千克|克|吨|"
    "℃|度|分贝|千瓦|只|副|具|个(?!月|小时|工作日|季度|星期|自然日)|台|套|件|天|日|层|户|周岁|岁|支|部|辆|处|所|间|倍|伏|安培|分|级|年|个月|兆帕|兆欧|千欧|欧姆|勒克斯|千伏安|千伏|公顷|亩|箱|包|盒|瓶|袋|顶|艘|块|根|栋|(?<=万)条|辆次|家次|户次|场次|Ω|家|种|项|份|篇|字|(?:MPa|kPa|Pa|kVA|kW|kV|mm|cm|km|min|mL|ml|kg|mg|dB|lux|lx|m2|m3|h|s|m|L|t|g|V|A|W)(?![A-Za-z0-9])"
)
#: 不少于, 不应大于…: what the negation of a comparison leaves.
_COMPARED: Final = {"少于": ">=", "低于": ">=", "小于": ">=", "短于": ">=", "大于": "<=", "高于": "<=", "多于": "<=", "超过": "<=", "长于": "<=", "超出": "<="}  # fmt: skip
_SAYING: Final = {f"{no}{than}": op for no in NOTS for than, op in _COMPARED.items()} | {
    "至少": ">=", "最少": ">=", "应达到": ">=", "须达到": ">=", "必须达到": ">=", "达到": ">=", "达": ">=", "应不少于": ">=",
    "均达": ">=", "均达到": ">=", "控制在": "<=", "高于": ">", "超过": ">", "大于": ">", "多于": ">", "低于": "<", "小于": "<",
    "少于": "<", "不足": "<", "不到": "<", "未达到": "<", "均为": "=", "保持在": "=", "为": "=", "满足": ">=", "满": ">=",
}  # fmt: skip
_WORDS: Final = "|".join(sorted(_SAYING, key=len, reverse=True))
_VALUE: Final = rf"(?P<share>{SHARE})|(?P<n>{NUMBER})(?:个(?=人|班))?(?P<unit>{_UNIT})"
_FIGURE: Final = re.compile(
    rf"(?P<say>{_WORDS})?(?P<join>了|到|在|安排|配备|设置|配|设|有|储备|确定|派出?|落实|明确|(?<=至少)(?!每|提前|保[存留管]|间隔|留存|存)[\u4e00-\u9fff]{{2,3}}?)?(?P<whole>(?<=低于|少于|达到|超过|小于|大于|高于)(?!零下|负)[\u4e00-\u9fff]{{2,16}}?(?=\d[\d.]*(?:[%‰]|米|厘米|毫米|℃)|的\d|的?[百千]分之)的?)?(?P<below>零下|负|(?<![\d年月日])[-－])?(?:{_VALUE})(?P<side>（含）)?(?P<above>(?:及|或)?以上|以下|以内|之内|范围内)?"
)
#: 高度, 额定容量: what a thing has.
_OF_A_THING: Final = re.compile(
    "[\u4e00-\u9fff]{0,4}(?:度|容量|面积|体积|直径|间距|距离|浓度|压力|数量|时间|等级)"
)
#: What is counted one by one.
_HEADS: Final = frozenset("家个名人份户项处件座条辆台套所")
_RATE: Final = re.compile(r"(率|比例|占比|合格|覆盖|全覆盖|达标)")
_LATIN: Final = {"min": "分钟", "h": "小时", "s": "秒"}
_TIMES: Final = re.compile(r"^(?:夜班|白班|班|次|遍|轮|期|回|场|条)")
_COUNTED: Final = frozenset(
    "个台套件天日年分级处所间倍家种项份个月"
)  # figures only with a comparing word
_ZERO: Final = re.compile(r"([\u4e00-\u9fff、]{2,14}?)(?:保持)?为(?:零|0)(?!\d|\.)")
_CONDITION: Final = grammar(
    r"^[^，。；]{0,24}?(?:的(?=，|；|[大中小新老高][型大小]?(?:医院|单位|机构|企业|建筑)|单位|机构|医疗|医院|场所|企业|部门|建筑|人员|事故|事件|灾害|火灾|情形|学校|工程|项目|作业|‹要›|‹应›|须|必须|可|由)|时，|时(?=要|应|须|严禁|禁止|不得|必须|立即|停止|由))"
)
_MINUS: Final = "(?:零下|负|-)?"
_PARTS: Final = re.compile(
    r"[，。；：、（]|应当|必须|应|要|须|原则上|并|且|确保|实现|力争|做到|按照|每年|每月|每季度|每半年|每学期|每学年|储备(?!量)|报送|接受|参加|满足|具备|按(?=不)|配备|设置|安排|组织|开展|召开|聘请|选派|发放|举办|进行|提交|建立|完成(?!率)|和(?=不少于|至少)"
)
#: A verb that governs the figure: 配备容量不小于4公斤的灭火器 is a target.
_DOES: Final = re.compile(
    "给予|奖励|投入(?!使用)|安排|提取|支付|缴纳|配备|配置|设置|开展|组织|储备|进行|安装|建设|接受|参加|保证|落实|完成|^不少于|^不低于"
)
#: 联合抽查不少于10%的机构: so many of them, not which.
_SAMPLES: Final = re.compile("(抽查|抽检|检查|培训|走访|覆盖|监测|督导|评估)$")
#: 配电箱周围1米内: where it holds.
_AROUND: Final = re.compile(
    rf"([\u4e00-\u9fff]{{1,12}}(?:周围|周边|四周|附近|半径|[箱门柜机炉器点口栓罐瓶线](?:前|后|旁|两侧|上方|下方|外)?))({NUMBER})(米|厘米|公里)(?:范围)?(?:以|之)?内(?=不|严|禁|应|必|须)"
)
#: So many for so many: 每20张床位配备1名保安, 不低于1:100的比例.
_PER_HEAD: Final = re.compile(
    rf"每{NUMBER}(?:名|人|张|个|台|间|层|平方米|户|位)[^，。；]{{0,14}}?(?:至少|不少于|配|设|安排)[^，。；]{{0,6}}?{NUMBER}(?:名|人|台|个|具|位)[^，。；]{{0,10}}|(?:不低于|不少于|按)?1[:∶]\d+的比例|(?:比例|之比)[^，。]{{0,4}}(?:低于|少于|小于|为)1[:∶]\d+"
)
#: A modal verb before the figure governs it: 应当组建不少于15人的队伍.
_BOUND: Final = grammar("应当|‹应›|必须|须|‹要›")
#: What says so much happened: 一年内发生2次以上违规的.
_HAPPENED: Final = re.compile(
    rf"(?:发生|出现|累计|受到|连续|被[\u4e00-\u9fff]{{2,6}}?)({NUMBER})(次|起|例)(?:(?:及?以上)([\u4e00-\u9fff]{{0,10}}?)(?=的|，))|(?<!、)连续({NUMBER})(次|起)([\u4e00-\u9fff]{{2,12}}?)(?=的)"
)
#: 温度保持在2℃～8℃: two ends are no single figure.
_BETWEEN: Final = re.compile(
    rf"[\u4e00-\u9fff]{{2,10}}?(?:保持|控制|维持|保存)?(?:在|为)?(?:{_MINUS}{NUMBER})(?:℃|度|%|[kM]?Pa|米|厘米|mm)?{DASH}(?:{_MINUS}{NUMBER})(?:℃|%|[kM]?Pa|mg/L|mg/m3|lx|米|厘米|毫米|mm)(?:之间|范围内|以内)?"
)
_NOUN: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9、（）]+$")


@lru_cache(maxsize=4096)
def read_threshold(ask: str, actor: str) -> Threshold | None:
    """The first figure that is neither a count of times nor a length of time in the recurrence."""
    text = re.sub(r"《[^》]*》|〔[^〕]*〕", lambda m: "※" * len(m[0]), ask)
    if around := _AROUND.search(text):
        value = read_number(around[2])
        return {
            "role": "condition",
            "metric": around[1],
            "op": "<=",
            "value": value,
            "unit": around[3],
        }
    if happened := _HAPPENED.search(text):
        n, unit, what = (x for x in happened.groups() if x is not None)
        return {
            "role": "condition", "metric": what, "op": ">=", "value": read_number(n), "unit": unit,
        }  # fmt: skip
    if between := _BETWEEN.search(text):
        return {"role": "target", "text": between[0]}
    for found in _FIGURE.finditer(text):
        heads = _PER_HEAD.search(text)
        if heads and heads.start() < found.end() <= heads.end():
            continue
        if told := _told(text, found, actor):
            return told
    if heads := _PER_HEAD.search(text):
        return {"role": "target", "text": heads[0]}
    if zero := _ZERO.search(text):
        return {
            "role": "target",
            "metric": _metric(zero[1], actor),
            "op": "=",
            "value": 0,
            "unit": "",
        }
    if found_all := re.search(
        r"((?!月|年|底|前)[\u4e00-\u9fff]{2,12}?)(?<!健)(?<!前实现)全覆盖(?!所有|全|各|自查|检查|排查|督导)",
        text,
    ):
        return {"role": "target", "text": found_all[0]}
    return None


def _told(text: str, found: re.Match[str], actor: str) -> Threshold | None:
    said, above = found["say"] or "", found["above"] or ""
    if found["unit"] in ("秒", "s") and text[found.end() :].startswith("内"):
        above = above or "以内"
    value, unit = _figure(found)
    if value is None or not (said or above or found["share"]):
        return None
    if found["unit"] == "层" and above and not said:
        return None  # 二层以上的寝室: where, not how much
    if not found["share"] and (said in ("为", "均为") or _is_time(text, found, unit, above)):
        return None
    op = _op(text, found, above)
    if not op:
        return None
    role = "condition" if _is_condition(text, found) else "target"
    metric = _named(text, found, actor, role, unit)
    return {"role": role, "metric": metric, "op": op, "value": value, "unit": unit}


def _figure(found: re.Match[str]) -> tuple[float | None, str]:
    """Value and unit: 3‰, -18 ℃, 100 张 of 100张床位."""
    value = read_number(found["share"] or found["n"])
    if value is None:
        return None, ""
    value = -value if found["below"] else value
    if found["share"] and re.search("‰|^千", found["share"]):
        return tidy(round(value * 10, 6)), "‰"
    unit = "%" if found["share"] else found["unit"]
    return value, unit.replace("张床位", "张").replace("张床", "张")


def _op(text: str, found: re.Match[str], above: str) -> str:
    """How it compares; empty for a share that only tells."""
    said = found["say"] or ""
    if not said and found["share"]:
        if above in ("以下", "以内"):
            return "<="
        return ">=" if above else _plain_share(text, found)
    op = _SAYING[said] if said else ("<=" if above in ("以下", "以内", "之内", "范围内") else ">=")
    if op == "=" and above:
        return ">=" if above.endswith("以上") else "<="
    return op


def _named(text: str, found: re.Match[str], actor: str, role: str, unit: str) -> str:
    """What is measured: the noun before the figure, or the one behind it in a list of things."""
    said, before = found["say"] or "", text[: found.start()]
    behind, listed = _thing_behind(text, found, role)
    before = re.sub("(?:应当?|必须|须|要)$", "", before) if said else before
    if re.fullmatch("(?:白天|夜间|平时|每[天日周月班])", before):
        before = ""
    named = _metric(before, actor)
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
    if found["say"] and behind and (act := _SAMPLES.search(before)):
        return act[1] + behind, True  # 抽查不少于5家单位: 抽查单位
    shared = re.match("的(?:比例|标准)(?:配备|配置|设置|安排|提取|列支)", after)
    bound = role == "target" and found["say"] and after.startswith("的") and _bound(text, found)
    return behind, bool(listed or shared or bound or before.endswith("对"))


def _plain_share(text: str, found: re.Match[str]) -> str:
    """100%持证上岗, 签订率100%: a share without a comparing word."""
    before, after = text[: found.start()], text[found.end() :]
    by_share = re.search("按照?$", before) and re.match("的?比例", after)
    return "=" if by_share or value_is_all(found["share"]) or _RATE.search(before) else ""


def value_is_all(share: str) -> bool:
    """Whether a share is the whole."""
    return read_number(share) == 100


def _is_time(text: str, found: re.Match[str], unit: str, above: str) -> bool:
    """Lengths that the recurrence has read, and things merely numbered."""
    if _TIMES.match(text[found.end("unit") : found.end("unit") + 1]):
        return True
    before, after = text[: found.start()], text[found.end() :]
    unit = _LATIN.get(unit, unit)
    if unit == "秒":
        return False  # too short for any form of recurrence
    if unit in ("分钟", "小时", "天", "日", "年", "个月", "秒"):
        if above in ("以内", "之内") or after.startswith(("内", "前")):
            return True
        kept = re.search(
            "保存|保留|留存|留样|存档|存储|储存|存期|[回追]溯|贮存|间隔|周期|期限|暂存|延期|有效期|提前|每隔?$",
            before,
        )
        if (
            re.match("(?:以上)?的(?!时间|时长|时限|期限)[，\u4e00-\u9fff]", after)
            and (found["say"] or above)
            and not (found["say"] or "").startswith("不")
        ):
            return False  # 停用超过24小时的，: a case
        if re.match("(?:应当?|必须|须|要)", after) and (found["say"] or "") in _REACHED:
            return False  # 使用超过1000小时应当更换
        study = re.search(
            "培训|训练|学习|教育|用量|储备|用氧|脱产|经历|经验|工龄|资历|随访|观察|公示|从业|从事|见习",
            before + after,
        ) or (
            (unit in ("分钟", "小时") or (found["say"] or "").startswith(("不", "至少", "最少")))
            and (_SAYING.get(found["say"] or "") == ">=" or above.endswith("以上"))
            and not re.match("方可|才能|方能", after)
        )
        if re.match("的?(?:正常)?(?:使用|消耗|需要|需求|用)量?", after):
            return False  # 暂存量不超过3日用量
        stretch = "连续" in before and not above and _SAYING.get(found["say"] or "") != ">="
        return (
            not study
            or stretch
            or bool(kept and not re.search("培训时间|学习时间|训练时间|培训时长", before))
        )
    return (
        unit == "级" and not re.search("[风震浪]力?(?:达到?|超过|在)?$|烈度(?:达到?)?$", before)
    ) or (unit in _COUNTED and not found["say"] and not above)


#: Words for a figure reached, as a case has it; behind it the thing that is so.
_REACHED: Final = frozenset({"满", "达到", "达", "超过", "高于", "大于", "低于", "小于", "少于", "不足", "不到", "未达到"})  # fmt: skip
#: 60周岁以上老人, 离岗6个月以上复岗人员: whom it is about.
_OF_THEM: Final = re.compile(
    "的?[\u4e00-\u9fff]{0,6}?(?:老人|老年人|人员|职工|单位|医院|机构|企业|场所|学校|工程|建筑|设备|电梯|锅炉)(?!到岗|参加|负责|组成|进行|值|在)"
)
_OF_THING: Final = re.compile("(?:以上)?的(?![^，]{0,6}(?:比例|标准|频次|要求))[\u4e00-\u9fff]")
_ABOUT: Final = re.compile("(?:^|[要应须，])(?:对|将|把|在)[^，]{0,14}$")


def _is_condition(text: str, found: re.Match[str]) -> bool:
    rest = text[found.end() :]
    if re.search("(?:满足|保证|保障)[^，。的]{0,16}$", text[: found.start()]) and re.match(
        "的?[^，。]{0,8}(?:需要|需求|用量|使用)", rest
    ):
        return False
    if not found["say"] and found["above"] and _OF_THEM.match(rest):
        return True
    if (
        (found["say"] or "") in _REACHED
        and re.match("(?:应当?|必须|须|要)(?!达)", rest)
        and not _BOUND.search(text[: found.start()])
    ):
        return True
    spell = (found["say"] or "") in _REACHED and re.match("的?(?:时段|天气|期间)", rest)
    if found["above"] == "范围内" or spell:
        return True
    if re.match("方可|才能|方能|才可", rest) or _is_case(text, found, rest):
        return True
    clause = re.split("[，；]", text[: found.start()])[-1]
    thing = (found["say"] or "") in _REACHED and _OF_THING.match(rest)
    if thing and (_ABOUT.search(clause) or ("，" in rest[:12] and not _DOES.search(clause))):
        return True  # 对使用年限超过15年的线路进行检测
    if (found["say"] or "").startswith(("不", "至少")) and _SAMPLES.search(clause):
        return False
    if rest.startswith("的") and _DOES.search(clause.rpartition("的")[2]):
        return False
    if re.match("凡|当(?!日|班)|如(?!期)|若|遇|一旦", clause) and not (
        found["say"] or ""
    ).startswith("不"):
        return True
    if _bound(text, found):
        return False
    if found["share"] and re.match("的[^，]{2,16}(?:达到|建成|完成|实现)", rest):
        return False
    if re.match(r"(?:比例|频次|标准|要求)", rest.lstrip("的")):
        return False
    if re.match(
        r"的(?!比例|标准|频次|要求|活动|照片|奖励|补助|补贴|经费|资金|罚款|罚金|保险|应急|物资|药品|用量|安全|培训)",
        rest,
    ):
        return True
    return bool(_CONDITION.match(rest)) and not re.match(r"用量的|的(?:比例|标准)", rest)


#: 日最高气温达到40℃以上，应当停工: the figure is the case when the duty follows it.
_THEN: Final = re.compile("(?:及以上)?时?，(?:应当?|必须|须|要|不得|严禁|立即|方可|一律)")


def _is_case(text: str, found: re.Match[str], rest: str) -> bool:
    said = found["say"] or ""
    clause = re.split("[，；]", text[: found.start()])[-1]
    happens = said in (
        "达到",
        "达",
        "超过",
        "高于",
        "低于",
        "大于",
        "小于",
        "少于",
        "不足",
        "不到",
        "未达到",
    )
    return (
        happens
        and bool(_THEN.match(rest))
        and not _BOUND.search(clause)
        and "率" not in clause[-1:]
    )


def _bound(text: str, found: re.Match[str]) -> bool:
    clause = re.split("[，；]", text[: found.start()])[-1]
    words = list(_BOUND.finditer(clause))
    tail = clause[words[-1].end() :] if words else ""
    return bool(words) and "的" not in tail and not re.search("[对将把]", tail)


def _metric(before: str, actor: str) -> str:
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
