"""What a sentence is when it asks for nothing: purpose, scope, definition, principle and so on."""

import re
from typing import Final

from weian.policy.reading.modality import grammar

_NAMES: Final = re.compile(r"《[^》]*》")
_MUST: Final = grammar(r"应当|‹应›|必须|须|不得|严禁|禁止|‹要›")
_EFFECTIVE: Final = re.compile(
    r"自[^，。]{2,20}(?:起|后)(?:正式)?(?:施行|实施|执行|生效)|同时废止|予以废止$|^有效期自[^，。]*至|(?:^|，|本[^，。]{1,8})有效期(?:至|为?[一二三四五六七八九十\d]+年)$"
)
_DEFINITION: Final = re.compile(
    r"(?:以上|以下|不满|不足)[^，。]{0,4}(?:的)?[为是](?:不?合格|优秀|良好|一般)|分为[^，]*(?:等次|等级|档次|[三四]级)|由高到低|所称(?!.*由[^，。]{2,20}(?:确定|公布|制定))|以[^，。]{1,8}计算$|是指|指的是|含义(?:如下|是)|(?:以上|以下|以内)[”\"]?[^，。]{0,6}(?:包含|包括|含)本数|包括本数|简称"
)
_SCOPE: Final = re.compile(
    r"^本(?:文件|标准|规范|规程|指南|部分)(?:规定|给出|确立|描述|提供)了|适用(?:于|本|范围)|不适用|负责(?:对[^，。]{0,10}(?:进行)?)?解释|从其规定|参照(?:本[^，。]{1,6})?执行$|以本[^，。]{1,6}为准|遵守本[^，。]{1,6}$|(?:安全管理|管理)，依照[^。]{2,20}规定执行|按照国家有关规定执行$|另有规定的"
)
_PURPOSE: Final = re.compile(
    r"^(?:为|按照|根据|依据|结合|经)[^。]*(?:(?:特|现|我局|我委|研究|就此)?(?:制定|制订|编制)(?:了)?(?:本|以下|如下|《|※)|制定本|签订本|提出(?:如下|以下)|现就|特制定|现提出|现下发|印发|(?<=，)(?:[^，要应须]{0,10})决定(?:从|自|在|于|对|开展|组织|即日))[^。]*$|^现(?:就|提出)|特制[定订]本"
)
_TRANSMITTAL: Final = re.compile(
    r"(?:现|予以)?(?:印发|下发|转发|发)给你们|现予(?:印发|公布)|现将[^。]*(?:印发|通知如下)"
)
_CLOSING: Final = re.compile("^(?:特|现)?(?:此通知|此通告|此公告|此函告?|此报告|予公告)$")
#: 安全生产工作应当以人为本, 应当坚持…方针: what is thought, though said with 应当.
_CREED: Final = re.compile(
    "(?:应当|必须|要)?(?:以人为本|人民至上|坚持[^。]{2,40}(?:方针|原则|至上|理念|领导)$|遵循[^。]{2,60}(?:原则|方针)$|坚持中国共产党)"
)
_CONCRETE: Final = re.compile(r"请[^。]{0,30}(?:制定|报送|上报|报|填写|提交|反馈|明确)")
_LEAD_IN: Final = re.compile(
    r"(?:如下|下列|(?<![元人米级分岁度名℃%个倍年日天次层])以下(?=[^。；]))[^。；]{0,16}[：。]?$|[:：]$|(?:包括|分)[^。]{0,6}(?:以下|[一二三四五六七八九\d]个?)[^。]{0,8}(?:方面|阶段|步骤)[^。]{0,8}[。：]?$|重点(?:抓好|做好|围绕|推进)[^，。；]{0,6}[一二三四五六七八九十\d]+(?:项|个方面)[^，。；]{0,6}(?:工作|任务|措施)?$|分[为]?[^，。；]{0,24}?[一二三四五六七八九\d]个?(?:阶段|步骤)|重点(?:分为|包括)|事项(?:如下|通知如下)"
)
_ENCOURAGES: Final = re.compile(
    r"^(?:国家|各地|本[市县区]|积极)?(?:鼓励|支持(?!政策)|提倡|倡导|探索|推荐|推广(?:使用|应用)|引导)|^有条件的[^，]{0,14}(?:鼓励|探索)|^依托[^，]*，探索"
)
_PERMITS: Final = re.compile(
    r"可以|有权|允许|(?<![不方认许尽无宁])可(?=[通先自视委根结由采选适随向申参在直酌不聘邀组设依按与延给免享])|先行先试"
)
_DESCRIBES: Final = re.compile(
    r"^(?:去年|前期|上半年(?![^。]*(?:下半年|完成一|组织一|开展一)))以?来?|^[^，。]{1,8}以来，|问题依然|依然存在|^会议(?:听取|传达|学习|审议|通报|原则|同意|通过|认为)|^20\d\d年\d{1,2}月\d{1,2}日(?:上午|下午|晚上?)|构成本文件|^(?:当前|目前|近年来|近期|随着|近日|今年以来|据|经统计)|^今年[^，]{0,8}是|^(?:要点|要求|[^，。要应须]){2,40}(?:是|为)[^。]{2,40}(?:举措|平台|基础|手段|保障|依据|组成部分|关键|体现|设备|基石|途径|环节|载体|前提|重点|措施|抓手|工程|底线|生命线|职责)$"
    r"|内容(?:主要)?(?:包括|有|为)|^[^，。]{2,24}主要(?:包括|涉及)|作为[^。]{0,12}(?:参考|依据之一)$|意义(?:十分)?重大|只有[^，]{2,6}，没有|只有起点|涉及[^。]*各个|^[\d年月日至到—\-一二三四五六七八九十]+$|^[^，]*办公室设(?:在|于)|成立了|主要(?:由|负责人为)"
)
_IDEAL_HEADING: Final = re.compile(
    r"指导思想|总体(?:要求|思路|目标|安排)|(?:工作|整治|行动|总|年度|主要|活动)目标|^目标|目标任务|基本原则|工作原则|主题|指导方针|工作思路|^原则"
)
_RANGE_HEADING: Final = re.compile(r"(?:适用|参加|实施|整治|职责)范围|活动时间|时间安排$|整治对象")
_SLOGAN: Final = re.compile(
    r"绷紧[^，]*弦|如履薄冰|放心不下|引以为戒|深刻(?:汲取|吸取|认识|领会)[^，]*$|扛[在起][^，]*(?:肩上|责任)|是[^，]{0,8}(?:红线|底线)|警[觉醒]$|高度重视|精心(?:组织|部署|安排)|提高(?:认识|思想认识|政治站位|站位)|充分认识|克服|增强[^，]*(?:责任感|紧迫感|使命感|意识|自觉)|统一(?:思想|到)|(?:树牢|牢固?树立|树立)[^，]*(?:理念|意识|思想|观念|思维)|强化[^，]{0,8}(?:担当|底线|红线|思想)|"
    r"^(?:始终)?坚持(?!每)|形成[^，]*(?:局面|合力|格局|氛围)|营造[^，]*(?:氛围|环境)|确保[^，]*(?:实效|稳定|成效|落地见效|到位|平稳|生命财产安全)|取得[^，]*(?:成效|实效)|周密(?:部署|安排)|狠抓落实|力戒|持续向好|明显(?:提升|增强|改善|好转)|有效(?:管控|遏制|防范)|"
    r"(?:着力|努力|切实)?(?:提升|提高|增强|促进|推动)[^，]*(?:水平|能力|意识|素质|满意度|安全感|向好|发展|转型|转变)$|^20\d\d年$|(?:^|要)以[^，]*为(?:指导|主线|引领|核心|目标|抓手|重点|统领|导向)|深入(?:学习)?贯彻|全面贯彻|统筹发展和安全|以案示警|使[^，]*(?:认识|意识|能力|水平|素质)|夯实基础|补齐短板|全力维护|提供[^，]*保障|压实[^，]*责任$|放在[^，]{0,4}(?:首位|位置)|守土有责|守土尽责|更加|零事故|结合实际$|^为[^，]*|^通过[^，]*$|打造|一盘棋|防范化解|总目标|防微杜渐|摆[到在上][^，]*位置|掉以轻心|全面落实[^，]*部署"
)


#: 每年参加考试1次，80分以上为合格: what is asked so often is no definition.
_OFTEN: Final = re.compile(
    "每(?:半?年|个?季度?|个?月|周|日|天)(?!.*(?:是指|所称))[^，。]{0,16}[次遍]"
)
#: How long the whole goes on: 整治时间为2024年3月至12月.
_LASTS: Final = re.compile(
    r"^(?![^。]*(?:应当|必须|不得|要求))[^。]*(?:开展|进行|组织|召开|举办|完成|取得|发现|采取|出台|印发)了|^[^，。要应须]{0,14}(?:现有|共有|共(?:投入|排查|检查|发现|完成|整改|查处)|普遍存在|尚有)|^(?:近日|前期|20\d\d年|\d{1,2}月)[^。]{0,40}(?:发生[^。]*(?:事故|火灾|泄漏|爆炸|伤亡)|[邻某]县|某)|^(?:出席|列席|参会|主持|记录|发送|抄送|主送|分送)(?:人员?|领导|单位)?：|由[^，。]{2,30}组成$|^[^，。]{2,20}(?<!任)为[^，。任]{0,8}(?:联络员|联系人|成员|组长)$|^[^，]{0,6}范围(?:覆盖|包括|涵盖)|"
    r"^[^。]{0,30}(?:历来是|易发多发期|正值|正是|已进入)|^(?:本次|此次|本方案|整治|行动|活动|专项|实施|工作)[^，。]{0,10}(?:时间|期限|周期)(?:为|从|自|是)|^[^，]*办公室设在|^附件\d*[为是]"
)
#: An outcome that can be counted, also among guiding thoughts: it is asked, though as a goal.
_OUTCOME: Final = re.compile(
    "(?:确保|力争|坚决)?(?:不发生|不出现|杜绝|严防)[^，。]{0,16}(?:事故|事件|案件|伤亡)(?!隐患)"
)


def nature_of(sentence: str, headings: tuple[str, ...], *, figures: bool, listed: bool) -> str:
    """The class of a sentence that is no obligation; empty for one that is.

    ``headings`` of the clause and those above it; ``figures``: it states how often, by when or how
    much; ``listed``: it stands in a list whose lead-in asks for each item.
    """
    text = _MEETING.sub("", _NAMES.sub("※", sentence).strip("，。；! \n"))
    ended = sentence.strip()
    for name, pattern in (
        ("effective", _EFFECTIVE),
        ("definition", _DEFINITION),
        ("scope", _SCOPE),
    ):
        if pattern.search(text) and not (name in ("definition", "scope") and _OFTEN.search(text)):
            return name
    if re.match("[^，要应须]{0,8}由[^，]*组成，[^，]*分值", text):
        return "description"
    if (
        _LASTS.search(text)
        and not re.match("[^，]{0,12}(?:成立|组建|设立)", text)
        and not (figures and re.search("不少于|至少|以上", text))
    ):
        return "description"
    if _CLOSING.search(text):
        return "lead_in"
    if _CREED.search(text) and not figures:
        return "principle"
    if _TRANSMITTAL.search(text):
        return "" if _CONCRETE.search(text) else "lead_in" if "如下" in text else "transmittal"
    if _PURPOSE.search(text) and not re.search(
        "(?:单位|机构|股室|处室|科室|部门)(?:要|应|须|必须)", text
    ):
        return "purpose"
    led = _LEAD_IN.search(ended) or _LEAD_IN.search(text)
    if led and not (figures and "每" in text) and not in_cases(text):
        return "lead_in"
    if re.search("[^目真]的$", text) and "，" not in text and not _MUST.search(text):
        return "description"  # an item of a list of cases: 瞒报事故的
    if not _MUST.search(text) and (named := _free(text) or _by_heading(text, headings)):
        return named
    if (
        not figures
        and _DESCRIBES.search(text)
        and not re.search("应当|必须|不得|负责|负总责", text)
    ):
        return "description"
    if _is_ideal(text, headings, figures):
        return "principle"
    if any(_RANGE_HEADING.search(h) for h in headings[:1]) and not _MUST.search(text):
        return (
            "scope"
            if "范围" in headings[0]
            else ""
            if figures and len(text) > 30
            else "description"
        )
    return "" if listed or figures or _acts(text) else "description"


#: 会议强调，…: what was said counts, not that it was said.
_MEETING: Final = re.compile("^会议(?:指出|强调|要求|认为|决定|议定|明确|提出)，")
#: 有下列情形之一的，应当及时修订：: the act is in the lead-in, its cases follow.
_IN_CASES: Final = grammar(
    "情形(?:之一)?的?，[^，]*(?:应当|‹应›|必须|须)(?!遵守|符合|具备|满足|履行)|情形(?:之一)?的?，[^，]*(?:责令|给予|处以|依法)"
)


def in_cases(said: str) -> bool:
    """Whether the act stands before the list of its cases."""
    return _IN_CASES.search(said) is not None


_WHY_HEADING: Final = re.compile(
    "^(?:编制|制定|工作|活动)?(?:目的|依据|背景|意义)(?:和|与|及|、|$)|(?:目的|依据|背景|意义)$"
)
_CLASS_HEADING: Final = re.compile(
    "(?:事[故件]|预警|风险|响应|隐患)?(?:分级|分类|等级)(?:标准)?$|术语"
)


def _by_heading(text: str, headings: tuple[str, ...]) -> str:
    """Under 编制目的 or 事故分级 stands what its heading says, unless a duty is said."""
    if any(_WHY_HEADING.search(h.rstrip("。：")) for h in headings[:1]):
        return "purpose"
    graded = any(_CLASS_HEADING.search(h.rstrip("。：")) for h in headings[:2])
    return "definition" if graded and re.search("：|分为|划分|的事[故件]", text) else ""


#: 鼓励…，设立举报信箱，落实奖励措施: what follows the encouragement is asked.
_ASKED_TOO: Final = re.compile(
    "(?:^|，)(?:要|应|并)?(?:设立|建立|落实|配备|制定|定期|每[年月季周日])"
)


def is_permission(ask: str) -> bool:
    """Whether one ask of a sentence only permits: 可根据实际调整频次，但…."""
    return not _MUST.search(ask) and _free(ask) == "permission"


def _free(text: str) -> str:
    if _ENCOURAGES.search(text):
        later = text.partition("，")[2]
        return "" if _ASKED_TOO.search(later) else "encouragement"
    first, _, rest = text.partition("，")
    head = (
        text
        if "有权" in text
        else rest
        if first.endswith(("时", "的", "后")) or re.match("对|[^，]{0,6}如[有需遇]", first)
        else first
    )
    if re.search("，(?:同时|并)(?:应|要|立即|及时|于|在|报|将)", text):
        return ""  # 有权拒绝作业，同时立即报告
    if re.search("，[^，]{0,4}\\d+个?(?:小时|工作日|日|天)内(?:补|报|书|录|提|办|将|向)", text):
        return ""  # 可先电话报告，24小时内补录
    return "permission" if _PERMITS.search(head) or text.startswith("有条件的") else ""


def _is_ideal(text: str, headings: tuple[str, ...], figures: bool) -> bool:
    """Guiding thought, principles and slogans; a figure or a date makes a target of it."""
    if figures or _OUTCOME.search(re.sub("“[^”]*”", "", text)):
        return False
    if any(_IDEAL_HEADING.search(h) for h in headings):
        return not (re.search("应当|必须", text))
    if re.search(r"实行[^，。、]{2,10}(?:负责|指导|监管|监督)、|(?:总体|工作)思路[是为]", text):
        return True
    if re.search(r"(?:的)?(?:方针|原则)$", text) or text.startswith(("总的工作目标", "总体目标")):
        return True
    clauses = [c for c in text.split("，") if c]
    return all(_SLOGAN.search(c) for c in clauses)


_ACTS: Final = re.compile(
    r"应|必须|须|要|负|责任人|不得|严禁|禁止|负责|组织|开展|召开|制定|建立|完善|健全|落实|签订|报|成立|设|配|加强|强化|做好|抓|查|整改|参加|参与|完成|明确|安排|提交|提供|公示|公开|张贴|填|记|登|存|训|练|学|宣|督|导|考|约谈|总结|接受|编|修|印|履行|承担|研究|听取|主持|实施|执行|遵守|保障|确保|保证|推|深|购|采|用|维护|检|评|审|批|申|纳入|更新|处|牵头|配合|协助|给予|受理|发|汇总|分析|划|储|建|优化|聘|投|统筹|协调|切断|制止|纠正|佩戴|杜绝|实行|实现|追究|表彰|奖|举办|核|监|巡|清|追|达|观|管|关|停|防|改|示|取|打造|坚|启动|部署|动员|升级|养|做|收|通知|告知|处理|办|清理|换|装|测|转移|撤离|疏散|救|送|消毒|清洗|穿戴|播放|派|值守|值班|隔离|拆除|补|控制|降低|减少|出具|持证|上岗|进驻|坐镇|取消|停课|停工|看护|陪同|陪护|携带|熟悉|掌握|劝阻|引导|接听|驻点|走访|入户|确认|查明|移交|缴|支付|恢复|销毁|冲洗|通风|断电|熄灭|悬挂|摆放|堆放|保管|保持"
)


def _acts(text: str) -> bool:
    """Whether anything in it can be done."""
    return bool(_ACTS.search(text))
