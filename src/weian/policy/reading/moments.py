"""Before, within or after something that happens, at every holiday, each time."""

import re
from typing import Final

from weian.policy.reading.forms import Context, Form
from weian.policy.reading.numbers import read_number
from weian.policy.reading.timing import LENGTH, bare, condition_of, happening_of, span_of, times_of

_HOLIDAY: Final = re.compile(
    r"(?:重大|重要|法定)?(?:节假日|节日|节庆|“?两节”?|重大活动|重要时段|重要节点|敏感时期|春节|元旦|国庆|五一|中秋|节前|节后|清明|端午|“?两会”?|高考|中考|考试|双节|小长假|黄金周)"
)

_YEARS: Final = 100  # 2024年内 names a year

#: 节后复工复产前: the act counts, not the holiday.
_RETURN: Final = re.compile("(节后[\u4e00-\u9fff]{2,6}?)(?:之)?前")


#: What 前 ends otherwise: 目前, 床前, 提前; seasons may end in 期 and yet come before.
_NOT_BEFORE: Final = "(?:(?<=[汛供暖假学业]期)|(?<=季节)|(?<![目当以提此日年月空面底号节会门床屏身眼窗跟楼柜院术生期度向，。；、在于]))"
#: What an act done before something begins with.
_ACTS: Final = "应|必|须|要|进|接|切|检|办|，|开|完|由|需|组|对|取|做|、|的|签|编|制|填|报|向|与|经|召|确|佩|测|通|清|登|告|落|设|配|核|审|查|储|全|集|再|均|都|将|把|逐|按|统|安排|加|张|发|更|启|关|采|修|维|校|试|领|巡|演|培|收|整|消|洗|请|严|委|移|转|归|缴|退|撤|认真|先|至少|实施|抓|召"


_OFTEN_WITHIN: Final = re.compile(
    rf"{LENGTH}(?:之内|以内|内)，?(?:应当?|须|要|必须)?(?:至少)?每(?:隔)?[\d一二两三四半个]*(?:小时|日|天|周|月|班)"
)


def read_within(text: str, context: Context) -> list[Form]:
    """Within a length, after something said in the same words or in the condition before."""
    if _OFTEN_WITHIN.search(text):
        return []  # 恢复供水后一周内每天检测1次: so often, and how long
    out: list[Form] = []
    after = ""
    for found in re.finditer(rf"{LENGTH}(?:之内|以内|内|(?=到场|到达|赶到|出动|抵达))", text):
        if (
            re.search(r"[近每前]$", text[: found.start()])
            or (found[2] == "年" and (read_number(found[1]) or 0) > _YEARS)
            or text[found.end() : found.end() + 1] == "的"
            or re.match(
                "[^，。；]{0,6}(?:未(?!来)|仍|没有|不得(?!超)|取消|不予|不准|禁止|发生(?!地)|出现|累计|连续|受到)",
                text[found.end() :],
            )
        ):
            continue
        clause = re.split("[，。；]", text[: found.start()])
        after = (
            happening_of(clause[-1])
            or (condition_of(clause[-2]) if len(clause) > 1 else "")
            or after
        )
        after = after or condition_of(context.condition)
        out.append({"within": span_of(found[1], found[2])} | ({"after": after} if after else {}))
    late = re.search(
        rf"(?:不晚于|不迟于|最迟(?:不超过)?){LENGTH}|(?<!利)用{LENGTH}(?:左右)?的?时间", text
    )
    if not out and late:
        return [{"within": span_of(late[1] or late[3], late[2] or late[4])}]
    if not out and re.search("次日(?:内|之?前)", text):
        return [{"within": "1d"}]
    if not out and re.search("当[日天](?!用|使|值|班|天|的|产|班)(?:内)?[\u4e00-\u9fff]", text):
        return [{"within": "1d"}]
    return out[:1] if len({f["within"] for f in out}) == 1 else out


def read_before(text: str, context: Context) -> list[Form]:
    """Before an act, or a length before it."""
    if found := _RETURN.search(text):
        return [{"before": found[1]}]
    if found := re.search(rf"(节(?:日|假日)?)前{LENGTH}", text):
        return [{"before": span_of(found[2], found[3]), "of": found[1]}]
    if found := re.search(
        rf"(?:在|于|应|，|^)([^，。；在于]{{2,14}}?(?:届满|到期|期满|结束|开始))的?前?{LENGTH}(?:以|之)?前",
        text,
    ) or re.search(rf"([^，。；在于]{{2,14}}?)(?:之)?(?<!提)前{LENGTH}", text):
        return [{"before": span_of(found[2], found[3]), "of": bare(found[1])}]
    if found := re.search(
        rf"(?:([^，。；※]{{2,16}}?)(?:的，)?(?:原则上|一般)?(?:应当|应|必须|须|需|要)|^|，)(?:至少)?提前(?:至少|不少于)?{LENGTH}",
        text,
    ) or re.search(rf"()提前(?:至少|不少于)?{LENGTH}", text):
        return [
            {"before": span_of(found[2], found[3])} | ({"of": bare(found[1])} if found[1] else {})
        ]
    if found := re.search(
        rf"(?:在|于|应当?)(?!收到|接到|发生)([^，。；在于每年月\d]{{2,12}}?)的?{LENGTH}(?:之|以)?前(?=[向报送办提通告书完组申将把进])",
        text,
    ):
        return [{"before": span_of(found[2], found[3]), "of": bare(found[1])}]
    if found := re.search("先[^，。；]{1,8}[、，]?后(上岗|使用|作业|施工|开工|投用|入职)", text):
        return [{"before": found[1]}]
    if found := re.search(
        "(?:方可|方能|才可|才能)(?!销号|结案|离开)([\u4e00-\u9fff]{2,6})(?=[，。；]|$)", text
    ):
        return [{"before": found[1]}]
    if found := re.search(
        "(?:方可|才能|合格后|培训后|考核后|体检后)(上岗|作业|施工|开工|使用|投入使用|投用|从事|进入)",
        text,
    ):
        return [{"before": found[1]}]
    if re.search("岗前(?:安全)?(?:培训|教育|体检)", text):
        return [{"before": "上岗"}]
    found = re.search(
        rf"([^，。；（）※]{{1,16}}?)(?:之)?{_NOT_BEFORE}前(?={_ACTS})(?!述|款|往|置|沿|列|台|后|期|提|排|一)",
        text,
    )
    if found and re.match("[^，]*，[^，]{0,12}(?:不得|严禁|禁止|不准)", text[found.start() :]):
        return []  # 建成前，严禁…: how long the ban lasts
    if found and not re.search(r"\d$|[日号]$", found[1]):
        return [{"before": bare(found[1])}]
    return []


_BANS: Final = re.compile("不(?:得|准|安排|再)|严禁|禁止|停止|暂停")


def read_holiday(text: str, context: Context) -> list[Form]:
    """At every holiday or event; a ban that holds then is none."""
    if _BANS.search(text):
        return []
    if re.search(rf"节(?:日|假日)?前{LENGTH}", text) or _RETURN.search(text):
        return []  # so long before it, once; or before work begins again
    if re.search(rf"每逢[^，。；]{{0,6}}?{_HOLIDAY.pattern}", text):
        return [{**(times_of(text, 0) or {"at_least": 1}), "per": "holiday_or_event"}]
    found = _HOLIDAY.search(text)
    if found and re.search(
        r"(?:节|日|庆|旦|秋|活动|时段|节点|时期|节”|明|午|一|会|会”|考|试|假|周)(?:假期|长假|放假)?(?:和[^，。]{0,8})?(?:及[^，。]{0,8}|等[^，。]{0,6}|、[^，。]{0,8})?(?:期间|前|后|来临|到来|时节|时|各|的|，|安排|要|应|必须|须|实行|每)",
        text[found.start() :],
    ):
        return [{**(times_of(text, 0) or {"at_least": 1}), "per": "holiday_or_event"}]
    return []


def read_each(text: str, context: Context) -> list[Form]:
    """Each time that something is done."""
    found = re.search(
        r"每(?:次|一次)([\u4e00-\u9fff]{2,8}?)(?:之?后|完成|结束|时|之?前|都|均|要|应|必须|须|，|不少于|不得)",
        text,
    )
    if found:
        return [{"each": found[1]}]
    found = re.search(
        r"每一?(班|批|车|例|场|起|餐|趟|笔|航次|台手术|项目|单)(?![^，。]{0,14}[\d一两二三四五]+[人名])(?:次)?[\u4e00-\u9fff]{0,6}?(?:次|后|都|均|要|应|必须|交接|前|检查|巡查|清点|盘点|记录|登记|核对|测试)",
        text,
    )
    found = found or re.search(
        r"每一?(例)(?=[\u4e00-\u9fff]{2,})(?![^，。]{0,8}[人名])|每(?:个|一)?(班|台次|人次|批次|批)(?:次)?(?=(?:上岗|接班|交班|交接|进行|至少|均|都|对|巡|检|查|清|核|监测|点|测)(?![^，。]{0,8}[人名]))",
        text,
    )
    return [{"each": next(g for g in found.groups() if g)}] if found else []


def read_after(text: str, context: Context) -> list[Form]:
    """Once something has happened."""
    found = re.search(
        rf"(?:^|，|在|自)([^，。；※]{{2,18}}?)(?:之后|以后|(?<![前先最今落售术课背午幕其])后)(?=由|要|应|必须|须|，|方可|立?即?组织|进行|再|才|{_ACTS}|及)(?!续|果|勤|台|方|面|期|备|盾|端|颈)",
        text,
    )
    found = found or re.search(
        r"(?:^|，)([^，。；※]{2,12}?(?:结束|完成|完毕))(?=应当|必须|须|要)", text
    )
    return [{"after": bare(found[1])}] if found else []
