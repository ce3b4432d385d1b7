"""Sentences of a clause, its heading apart, and the several asks that one sentence may hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from weian.policy.reading.actors import described, subject_of
from weian.policy.reading.kinds import told
from weian.policy.reading.labels import is_label
from weian.policy.reading.modality import LIMITS, case_end, grammar
from weian.policy.reading.naming import is_name
from weian.policy.reading.nature import in_cases
from weian.policy.reading.numbers import NUMBER
from weian.policy.reading.recurrence import Context, Reading, read_recurrences
from weian.policy.reading.threshold import read_threshold
from weian.policy.reading.timing import LENGTH, times_of

_OPEN: Final = {"（": "）", "《": "》", "“": "”", "「": "」"}
_STOPS: Final = "。！？；\n"
_MODAL: Final = grammar(
    r"应当|‹应›|必须|须|‹要›|不得|严禁|禁止|每(?!个环节)|至少|不少于|不低于|\d月|请"
)
_PROHIBITS: Final = re.compile(
    rf"^(?:不[得应](?!再?(?:{LIMITS}))|(?:坚决)?(?:遏制|防止|杜绝)[^，]{{2,14}}事故|严禁|禁止|不准|严格禁止|坚决杜绝)"
)
_CONDITIONAL: Final = re.compile(
    r"^(?:对(?!.*(?:每[年半季月周日天两\d]|不少于|至少|进行|开展|实行|实施|组织|采取|落实|配发|配备|建立|登记|督促|追究|给予|予以|应|须|要))[^，]{2,40}|(?:一旦|如果?|若|凡|遇有|遇到|发生|发现|出现|因)(?![^，]*的(?:应当?|必须|须|要|不得|一律))[^，]{2,40}|[^，]{2,40}(?:的|(?<![学课小及按准同])时|(?<!先)后|期间|时段|时期|季节|情况下|过程中|同时|基础上|方面|前)|(?:未|无)(?![^，]*(?:不得|应|须|一律|严禁|方可))[^，]{2,40}的[^，]{2,12}|是[^，]*(?:举措|保障|基础|体现|途径))$"
)
_LEADING: Final = grammar(
    r"^(?:[^，]*按照[^，]*(?:比例|标准|要求)$|(?![^，]*(?:要|‹应›|须|报送|上报|填报|公示|推送|发布))(?:按照|按(?!月|季|年)|根据|依据|依照|结合|围绕|通过|针对|为|以|在(?!岗|职|建|编|校|院)|随着|坚持|利用|除)[^，]*$)"
    r"|^[^，]{0,16}(?:要|应当|应|须|必须|将)(?:严格|切实|认真|充分|紧密)?(?:对照|按照|结合|围绕|根据|依据|依照|针对|利用)[^，]*(?:标准|要求|规定|精神|部署|方案|清单|实际|特点|原则|任务|情况|意见|法|》|分工|职责|计划|要点|目录|指南)$|^[^，]{0,16}(?:采取|采用|通过|按照)[^，]*(?:方式|方法|形式|办法)$|^[^，]{0,6}实行“[^”]*”制度$|^会议(?:要求|强调|指出|决定|议定|明确|提出|认为)$|^[^，]{0,24}(?:应当|应|须|必须|要)?(?:委托|聘请|邀请)[^，]{2,16}(?:机构|单位|公司|人员|专家)$|^(?:首先|其次|再次|最后|此外|另外)$|^由?[^，要应须]{2,20}牵头$|^[^，要应须]{2,30}(?:配合|参与|协助)$"
)
_TIMELY: Final = re.compile(
    r"^(?:自|从)?(?:20\d\d年|即日|今年)(?:度|\d{1,2}月(?:份|\d{1,2}日)?)?起$|^(?:自|从)?(?:即日|[^，]{0,5}\d{1,2}月[^，]{0,4})起?[至到—-][^，]*\d[^，]*[月日底止前]$|^[^，]{0,12}(?:节假日|节日|假期|春节|国庆|元旦|五一|中秋)(?:期间|前夕?|后)?$|^(?:力争|争取)?(?:到|至)20\d\d年(?:底|末)?$|^(?:于|在|自|从|到|至)?(?:每年|今年|20\d\d年)?(?:[\d一二三四五六七八九十]{1,3}月(?:份|底|中旬|上旬|下旬|末)?(?:[\d一二三四五六七八九十]{1,3}[日号])?|年底|第?[一二三四]季度)(?:之前|以前|前)?$"
    rf"|^(?:自|于|在|应当?在|须在|要在)?[^，]{{0,16}}?{LENGTH}(?:之内|以内|内)$"
)
#: 日最高气温达到40℃以上，应当停工: a figure that says when.
_CASE_FIGURE: Final = re.compile(
    rf"[^，]{{2,16}}(?<![率不得应宜能可])(?:达到?|超过|高于|低于|大于|小于|不足|不到){NUMBER}[^，]{{0,6}}(?:以上|以下|时)?$"
)
#: 两年内发生两次以上困人的电梯，: which things, when a subject or a duty follows.
_THING_CASE: Final = re.compile(
    r"(?![^，]*(?:应当?|必须|须|要|不得|每|至少))[^，]{0,10}(?:发生|存在|出现|未|超过|达到)[^，]{2,24}的[\u4e00-\u9fff]{1,8}，$"
)
#: 使用满三十年的房屋，: which things the rest is about.
_CASE_THING: Final = re.compile(
    rf"(?![^，]*(?:应当?|必须|须|要|不得))[^，]{{2,16}}(?<![率不])(?:满|达到|超过|不足|高于|低于){NUMBER}[^，]{{1,6}}的[\u4e00-\u9fff]{{1,8}}，$"
)
_BOUND_NEXT: Final = re.compile("应当?|必须|须|要|不得|严禁|立即|方可|一律")
_STRONG: Final = frozenset(
    {
        "within",
        "dated",
        "counted",
        "beats",
        "part_of_period",
        "retain",
        "continuous",
        "interval",
        "duration",
        "before",
        "age",
    }
)
#: 主要领导每年1次、分管领导每月1次: another's share of the same act.
_ANOTHER: Final = re.compile(r"[^，、。；]{2,12}(?<!及)每(?:季|半?年|月|周|日)")
_AGAIN: Final = re.compile(
    rf"^(?:并|并且|同时)?(?:再|各)?(?:组织|开展|举办|进行|召开)[^，]{{0,8}}?{NUMBER}次"
)
_CANNOT: Final = re.compile(
    r"(?:对)?(?:能够?|可以|[^，]{0,10}(?:不能|无法|难以))[^，]*的(?=要|应|须|，|$)"
)
#: 测试情况应当记入台账, 对进入人员实施检查, 并应当设置围栏: a duty said by itself.
_OWN_DUTY: Final = grammar(
    r"(?!并|且|同时)(?:[^，要应须]|[重主需]要){2,16}(?:应当|必须|不得|严禁|禁止|须(?!知)|‹应›)|(?:逾期|拒不|仍未|未(?:经|取得|按|通过)|无正当理由)[^，]{0,20}(?:的|不得|一律)|并(?:应当|必须)|并将[^，]{2,20}(?:报|通报|告知|抄送|反馈|录入|公示)|并(?:书面)?(?:抄送|抄告|抄报)|对[^，]{2,30}(?:实施|开展|进行|组织)"
    r"|(?!并|且|同时|严格|切实|全面|继续|坚持|认真|积极|逐步|统一|进一步|按|依|根据|全部)[\u4e00-\u9fff、]{3,16}(?<![原则上])(?:实行|一律)[^，]{2,}|[^，]{0,8}(?:情况|信息|问题|隐患)(?:随时|立即)|[^，]{2,16}(?:后|合格)方可|[^，]{0,8}(?:结果|报告|情况|名单)(?:报|向|在|全|及时|纳入|计入|录入|作为|抄送|存|当|记|如实)"
)
#: 每次不少于15分钟, 其中夜间不少于1次: said of the act before.
_BELONGS: Final = re.compile(
    r"每[次期场轮][^，]{0,6}(?:少于|低于|超过|至少|\d)|其中[^，]{0,8}(?:少于|至少)[^，]{0,4}[次人名]|(?:期限|时限)(?:一般|原则上)?不(?:得|应)?超过"
)
#: 宽度不小于4米: a measure of the thing before.
_ATTRIBUTE: Final = re.compile(
    "净?(?:宽度|高度|长度|厚度|面积|容量|直径|水深|压力|时长|字数)[^，]{0,4}(?:不|应|须|达|为)"
)
#: 组建应急队伍，队员不少于15人: how many of what was just set up.
_NUMBER_OF: Final = re.compile(
    rf"[\u4e00-\u9fff]{{2,8}}?(?:总?数量?|人数)?(?:不[得应]?少于|不[得应]?低于|至少){NUMBER}(?:名|人|具|台|支|个|辆|张|套|间)$"
)
_SETS_UP: Final = re.compile("(?:组建|成立|设立|设置|建立|建成|开设|配备)[^，]{2,24}，$")
#: 开展专项检查，8月底前实现全覆盖: by when what was said before.
_DONE_BY: Final = re.compile(
    r"(?:力争|确保|并?于|并?在)?(?:20\d\d年|今年)?(?:\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬)?|年底|[一二三四]季度末?)(?:之?前|以前)?(?:全部|全面|基本)?(?:完成|到位|实现全覆盖|办结|见效)"
)
#: 例会每季度召开一次，由院长主持: who does what was said before.
_ONLY_WHO: Final = re.compile("由[^，]{2,20}(?:主持|召集|牵头|负责|组织|实施|落实|承办)$")
#: 每日不少于3次: how often the act before is due, when it says no time itself.
_BARE_COUNT: Final = re.compile(
    rf"(?:频次|频率|次数)?(?:为|应|要)?每(?:年|半年|个?季度?|个?月|半个?月|周|日|天|晚|夜|班|旬)(?:至少|不少于|不得少于|不低于)?{NUMBER}次(?:以上)?$"
)
#: 整改不到位的, 逾期未改的予以处罚: a case of its own within the sentence.
_WEAK: Final = frozenset({"phase", "after", "periodic", "prompt", "before", "each"})
#: 职工参训率达到90%以上 belongs to the training before it; 签订率达100% is an ask of its own.
_TAKING_PART: Final = re.compile("(?:参训|参加|参与|参会|受训|培训|覆盖|合格)[^，]{0,2}率|权重")


#: 【防火巡查】 before the words of an article.
_NAMED: Final = re.compile(r"【[^】\n]{1,20}】")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the plain text."""

    start: int
    end: int
    text: str


def sentences(text: str, start: int, end: int) -> list[Piece]:
    """Cut at 。；！？ and line ends outside brackets; a stop belongs to what it ends."""
    out: list[Piece] = []
    begin, depth = start, 0
    for i in range(start, end):
        char = text[i]
        if char in _OPEN:
            depth += 1
        elif char in _OPEN.values():
            depth = max(0, depth - 1)
        if char == "\n" or (char in _STOPS and depth == 0):
            depth = 0
            _keep(out, text, begin, i + (char != "\n"))
            begin = i + 1
    _keep(out, text, begin, end)
    return out


def _keep(out: list[Piece], text: str, start: int, end: int) -> None:
    while start < end and text[start] in "\n 。；":
        start += 1
    if end > start:
        out.append(Piece(start, end, text[start:end]))


def heading_of(text: str, body: int, end: int, *, parent: bool = False) -> Piece | None:
    """The heading behind a marker: a short first sentence that asks for nothing by itself."""
    if labelled := _NAMED.match(text, body, end):
        return Piece(body, labelled.end(), labelled[0])
    line_end = text.find("\n", body, end)
    line_end = end if line_end < 0 else line_end
    line = text[body:line_end]
    first = re.match(r"[^。；：]*[。：]?", line)
    said = first[0] if first else line
    alone = len(said) == len(line)
    bare = re.sub(r"（[^）]*）", "", said).rstrip("。：")
    if (
        not bare
        or len(bare) > 40
        or line[len(said) - 1 : len(said)] == "；"
        or line[len(said) : len(said) + 1] == "；"
    ):
        return None
    if in_cases(said):
        return None
    if said.endswith("："):
        return Piece(body, body + len(said), said) if alone or re.match("职责", bare[-2:]) else None
    rest = re.sub(r"（[^）]*）|【[^】]*】|[\s。]", "", text[body + len(said) : end])
    named = subject_of(bare)
    if alone and is_name(bare) and rest:
        return Piece(body, body + len(said), said)
    staged = bare.endswith("阶段") or (parent and alone and said[-1] not in "。；")
    if (not rest and not parent) or (named and 0 < named.end < len(bare) - 2 and not staged):
        return None
    if _MODAL.search(bare) or (
        alone and said.endswith("。") and not parent and not _goes_on(text, line_end, end)
    ):
        return None
    if len(bare) > 28 and not alone:
        return None
    return Piece(body, body + len(said), said)


def _goes_on(text: str, line_end: int, end: int) -> bool:
    rest = "".join(x for x in text[line_end:end].split("\n") if not is_label(x))
    return len(re.sub("【[^】]*】|（[^）]*）", "", rest).strip()) > 10


def asks(sentence: Piece, context: Context) -> list[Piece]:
    """The asks of one sentence, in order, together the whole sentence."""
    case = sentence.start + case_end(sentence.text)
    out: list[Piece] = []
    begin, settled = sentence.start, False
    share_free, timed, firm = True, False, False
    for clause in _clauses(sentence):
        bare = clause.text.rstrip("，。；")
        behind = sentence.text[clause.end - sentence.start :][:3]
        prefix = clause.end <= case or bool(
            _TIMELY.match(bare)
            or _CONDITIONAL.match(bare)
            or _LEADING.match(bare)
            or (clause.text.endswith("，") and described(clause.text + behind) == bare)
            or (_CASE_FIGURE.match(bare) and _BOUND_NEXT.match(behind))
            or _CASE_THING.match(clause.text)
            or _THING_CASE.match(clause.text)
        )
        times = () if prefix else tuple(read_recurrences(bare, Context(context.year)))
        if settled and _starts_anew(
            bare,
            times,
            prefix,
            share_free,
            timed,
            firm,
            sentence.text[begin - sentence.start : clause.start - sentence.start],
        ):
            out.append(_piece(sentence, begin, clause.start))
            begin, settled = clause.start, False
            share_free, timed, firm = True, False, False
        if not prefix:
            settled = True
            timed = timed or bool(times) or times_of(bare, 0) is not None
            firm = firm or any(t.rule not in _WEAK for t in times)
            share_free = share_free and read_threshold(bare, "") is None
    out.append(_piece(sentence, begin, sentence.end))
    return out


def _starts_anew(
    clause: str,
    found: tuple[Reading, ...],
    prefix: bool,
    share_free: bool,
    timed: bool,
    firm: bool,
    before: str,
) -> bool:
    if prefix:
        return bool(
            _TIMELY.match(clause)
            or re.match("对|一旦|遇有|发生|发现", clause)
            or clause.endswith("的")
        )
    if _PROHIBITS.match(clause) or _AGAIN.match(clause) or _CANNOT.match(clause):
        return True
    if share_free and not timed and _NUMBER_OF.match(clause) and _SETS_UP.search(before):
        return False
    if share_free and (_ATTRIBUTE.match(clause) or (_TAKING_PART.search(clause) and not found)):
        return False
    if re.match("(?:并)?定期(?:组织|开展|进行|对)", clause) and (timed or not share_free):
        return True
    if found and not timed and _DONE_BY.fullmatch(clause):
        return False
    if _BELONGS.match(clause) or (_BARE_COUNT.match(clause) and not firm):
        return False
    if timed and found and re.match("如?遇|必要时|如有|发生", clause):
        return True
    if timed and ((found and found[0].rule not in _WEAK) or times_of(clause, 0)):
        return True
    if found and (found[0].rule in _STRONG or _MODAL.search(clause[:12])):
        return True
    named = subject_of(clause)
    if named and named.end and named.end < len(clause):
        return True
    if _ONLY_WHO.match(clause) and not subject_of(before):
        return False
    if (
        re.match("[^，]{0,10}由(?![^，]*(?:(?<!主)任|担任)[^，]{0,6}长)", clause) and named
    ) or _OWN_DUTY.match(clause):
        return True
    if re.match("并(?!且)", clause) and len(clause) > 6:
        kind, by = told(clause)
        if by and kind != told(before)[0]:
            return True
    threshold = read_threshold(clause, "")
    if threshold and "value" in threshold and threshold["role"] == "target":
        return not (share_free and _TAKING_PART.search(clause))
    return bool(threshold and "text" in threshold and not share_free)


def _clauses(sentence: Piece) -> Iterator[Piece]:
    begin, depth = 0, 0
    for i, char in enumerate(sentence.text):
        if char in _OPEN:
            depth += 1
        elif char in _OPEN.values():
            depth = max(0, depth - 1)
        elif depth == 0 and (
            char == "，"
            or (
                char == "、"
                and _ANOTHER.match(sentence.text, i + 1)
                and "每" in sentence.text[begin:i]
            )
        ):
            yield Piece(
                sentence.start + begin, sentence.start + i + 1, sentence.text[begin : i + 1]
            )
            begin = i + 1
    if begin < len(sentence.text):
        yield Piece(sentence.start + begin, sentence.end, sentence.text[begin:])


def _piece(sentence: Piece, start: int, end: int) -> Piece:
    return Piece(start, end, sentence.text[start - sentence.start : end - sentence.start])
