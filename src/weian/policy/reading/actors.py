"""Who: the actor of an ask, as said, as inherited from the clause, or as known of the document."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from weian.policy.reading.labels import read_label
from weian.policy.reading.modality import grammar
from weian.policy.reading.naming import is_name, named, named_before_colon, named_by
from weian.policy.reading.people import HEADS, Actor

_MODAL: Final = "应当|应该|必须|不得|严禁|禁止|应(?!急|对|用|力|激)|要(?!求|点|素|害)|须|需|将|可以|可|有权|负责(?!人)"
_ADVERB: Final = (
    "每|定期|及时|认真|严格|切实|全面|积极|进一步|逐级|逐项|至少|主动|立即|按照|按|依据|依照|依法|根据|结合|围绕|对照|对|于|在|自|把|将|会同|"
    "原则上|统一|共同|分别|不定期|坚持|全年|负(?!责人)|是|为|作为|连续|联合|同步|同时|逐步|全部|普遍|基本|一年|全年|年内|初次|首次|离开|新|当日|当天|夜间|白天|日间|夜班|白班|节假日|节日|下半年|上半年|如有|遇|用|牢|层层|均|都|也|和|与|从|以|进行|当面|当场|逐|核实|接报|任职|转岗|离岗|入职|交接|一律|务必|可持|接到|收到|发现|上岗|出车|因|由|违反|采购|实行|汛期|夏季|冬季|围绕|保持|聘请|逐月|逐日|分批|分级|分期|分片|轮流|亲自|停产|策划|举办|抽查|推送|存放(?!的)|无力|自行|现场|上班|下班|班前|班后|交班|接班|至多|最少|最迟|最晚|不晚于|不迟于"
)
_VERB: Final = (
    "组建|组成|抽调|组织|开展|召开|制定|建立|完善|健全|落实|签订|报送|上报|报告|成立|设立|设置|配备|配齐|加强|强化|做好|抓好|检查|巡查|排查|整改|参加|参与|完成|明确|"
    "安排|提交|提供|公示|公开|张贴|填写|记录|登记|保存|培训|演练|学习|宣传|督促|指导|监督|考核|通报|约谈|观摩|总结|接受|经|持证|100%|编制|修订|印发|履行|"
    "承担|研究|听取|主持|带队|带头|带班|实施|执行|遵守|保障|确保|保证|推进|推动|深入|查验|购置|采取|采用|使用|维护|保养|检测|评估|审核|审批|备案|申报|申请|纳入|"
    "储备|更新|处置|牵头|配合|协助|给予|处理|查处|受理|发布|普及|汇总|分析|开设|利用|充分|划定|设|储存|建设|优化|聘请|聘任|委托|投保|支持|统筹|协调|参照"
)
_SUBJECT: Final = re.compile(
    rf"(?P<actor>(?:[^，。；：※对将把要应须]|应急|将军|重要|主要|需要|要害|针对)*?(?:{HEADS})(?:（[^）]{{1,12}}）)?(?:以上|等)?)"
    rf"(?=(?:{_MODAL}|{_ADVERB}|{_VERB}|，|\d|[一二三四五六七八九十]+月|[^，。；：对将把]{{2,8}}(?:[前后时中]|期间)(?:应当?(?!急)|必须|须|要(?!求)|不得|严禁)))"
)
#: Any noun for a person or a body, when what it must do follows at once: 保安员应当, 值班医师须.
_PERSON: Final = grammar(
    r"(?P<actor>[^，。；：※对将把由要应须]{1,18}?(?:员|人|长|师|者|工|卫|生|方|队|组|部|站|所|院|校|园|堂|馆|机关|委|局|办|会|公司|中心))"
    r"(?=应当|‹应›|必须|须|‹要›|不得(?!少于|低于|超过|多于)|负责|一律|务必)"
)
_NOT_SUBJECT: Final = re.compile(
    rf"^(?:{_MODAL}|对|将|把|按照|按|根据|依据|依照|结合|围绕|通过|为|以|在(?!场|岗|职|建|编|校|院)|于|自|从|由|凡|报|当|如|若|利用|针对|随着|坚持|深入|全面|认真|切实|积极|严格|加强|强化|组织|开展|督促|推动|指导|建立|完善|健全|落实|明确|"
    r"制定|召开|成立|设立|设置|配备|抓好|做好|确保|实现|提高|提升|推进|完成|不断|继续|持续|进一步|定期|及时|每(?![名位家个])|至少|新增|选派|鼓励|支持|"
    r"严禁|禁止|不得|搞好|做到|扎实|抓实|发动|动员|学习|宣传|运用|借鉴|摸清|查找|改造|改进|强制|约谈|通报|汇总|加装|选聘|统一|新建|发生|发现|遇有|接到|收到|请|使(?!用单位|用者)|让|并|同时|其中|实行|参与|配合|协助|负责|监督|检查|深化|深刻|聚焦|压实|夯实|广泛|重点|举办|严肃|邀请|"
    r"聘请|编制|完善|充分|探索|逐步|要求|统筹|突出|加大|加快|紧盯|规范|杜绝|防止|防范|营造|培育|培养|安排|采取|保证|保障|落细|推广|创建|打造|公开|收集|向|与|和|给|能|移送|移交|报请|提请|通知(?!书)|告知|交由|责令|抽调|选派|指派|协调|是(?!否)|适时|配齐|配强|配足|聘任|有条件|提出|提交|提供|形成|出具|立即|着力|全力|努力|大力|稳步|细化|理清|联合|坚决|牢固|迅速|启动|牵头|健全|按时|如实|主动|分级|逐级|逐步|利用|借助|集中|推行|落实|严密|到|经(?![营办销])|除|对于|关于)"
)
_BY: Final = re.compile(
    rf"(?:由|交由)(?P<actor>[^，。；）由]{{0,18}}?(?:{HEADS}))(?![校院队处馆]|卫生|政府|中心|单位|机构|部门(?!门)|医院|学校|企业|组(?!织)|门|组成|任|会|主要|分管|担任|党|为|的|、|和|及|或|与|级|长|员|人|办|室|主任|科|部|站|所|领导|负责人)(?=[\u4e00-\u9fff])"
)
_BRACKET: Final = re.compile(r"（([^（）]*(?:（[^（）]*）[^（）]*)*)）$")
_LONGER: Final = re.compile(
    rf"(?!与)(?:和|、|及|以及|（[^）]*）)?[^，。；：要应须对将把]{{0,14}}?(?:{HEADS})(?=(?:{_MODAL}|{_ADVERB}|{_VERB}))"
)
#: 社会单位新上岗和转岗人员必须, 大队监督员每月: the people of a body, not the body.
_FULLER: Final = grammar(
    r"(?!组织|督促|指导|安排|要求|确保|保证|聘请|选派|配备|明确|带领|率领)[^，。；：、由对将把应须每]{0,14}?(?:人员|[督检宣管值操作巡]\w{0,2}员)(?=应当|‹应›|必须|须|‹要›|不得|每)"
)
_DUTY_LIST: Final = re.compile(
    r"^(?P<actor>[^，。；：]{1,24}?)(?:的)?(?:主要|岗位|安全生产|消防安全|安全|工作|管理)*(?:工作)?(?:职责|责任|任务)(?:是|如下|清单|为)?[：:]?$"
)
_LEAD_IN: Final = re.compile(
    r"^(?P<actor>[^，。；：]{2,24}?)(?:应当|应|要|须|必须|的|依法|需|具体)*(?:履行|承担|遵守|做到|建立|落实|具备|负责(?!人)|主要负责(?!人)|包括)"
)
#: 质量管理科是归口管理部门，履行下列职责：.
_CHARGED: Final = re.compile(
    r"(?P<actor>[^，。；：是为]{2,20}?)(?:是|为|作为|系)[^，。；：]{2,36}，[^。]{0,16}(?:职责|责任|任务|工作)[^。]{0,6}：$"
)
_LONGEST: Final = 160
_NO_BODY: Final = re.compile("(?:^全|内|外|局|顶|底|头|根|腹|头)部$")
_DETERMINERS: Final = re.compile(
    r"^(?:请|[\d一两二三]+名|凡|其(?!他|余)|尤其是|特别是|同时|并|全体|涉及)+"
)


#: Brackets that say who works with whom, and the subject of the second half of a definition.
_ASIDE: Final = re.compile(r"（[^）]*(?:，|牵头|配合|负责)[^）]*）")
_ITS: Final = re.compile(
    rf"[^，。]{{2,20}}是[^，。]{{2,24}}，其(?P<actor>[^，。]{{0,8}}?(?:{HEADS}))(?=对|应|要|须|负|是|为)"
)
#: 法定代表人是本单位安全的第一责任人，…: who is said to answer.
_HOLDS: Final = re.compile(
    rf"(?P<actor>[^，。；：是为]{{1,24}}(?:{HEADS}))(?:是|为|作为)[^，。；]{{0,30}}(?:责任人|责任主体|负责人)(?:，(?!其)|$|。)"
)
#: 保卫科：负责日常巡查…: who is said before a colon.
_HEADED: Final = re.compile(rf"(?P<actor>[^，。；：对将把由应须]{{1,24}}?(?:{HEADS}))：(?=.)")
#: 禁止任何单位和个人…: who must not.
_FORBIDDEN: Final = re.compile(
    "(?:严禁|禁止|不准|不允许)(?P<actor>任何单位(?:和|或者?)?(?:个人)?|任何人|(?:非|无关|未经)[^，。]{1,10}?人员)"
)
#: People who can only be the subject where a clause begins with them: 驾驶员连续驾驶…, 主要负责人离开….
_PEOPLE: Final = re.compile(
    r"(?P<actor>[^，。；：※的对将把由在向和与及、给为使让报]{0,10}?(?:主要负责人|分管负责人|负责人|责任人|管理人|主要领导|分管领导|带班领导|班子成员|院长|书记|护士长|[驾值安操检监巡作工管从业务联网队参](?:驶|班|全|作|查|护|理|业|络|格|训)?(?:人)?员|人员|驾驶员|职工|员工|电工|司炉工|门卫|保安))"
    r"(?![的之、和与及对员队组部室处台科]|人员|岗位|职责|责任|会议|培训|证|教育|名单|名册|素质|意识|能力|管理|队伍|配备|数|等|签字|考核|安全|进行|信息|情况|档案|资格|为|密集|超过|不足|不[得应]?[少低多高超]|至少|人数|总数|数量|岗前|上岗前|离岗|每班|[^，。]{0,6}率|$|，|。)"
)
#: Bodies told by a word before them: 全市二级以上医院, 其他医疗机构, 每家单位.
_BODIES: Final = re.compile(
    r"(?:[市县区省旗州](?=卫生健康|卫健|应急|公安|消防|市场监管)|全[市县区省旗系](?:统|内)?|[一二三]级(?:及|以上|及以上)?|其[他它余]|剩余|每家|每个|所有|上述|基层|[委局]属|[市县区]直|[市县区]级|公立|民营|县域内|辖区内?)[^，、。；：对将把由的]{0,12}?(?:单位|机构|医院|卫生院|科室|部门|中心|局|卫生健康委|卫健委|委员会|大队)(?![之的间负主分是、和及与内外等长]|安全|工作|消防|负责|职工)"
)
#: 床位在100张以上的医疗机构，: who is described by a condition.
_DESCRIBED: Final = re.compile(
    r"(?P<actor>(?:(?!应当|必须|不得|严禁|每个?[年半季月周日])[^，。；：]){3,30}的[\u4e00-\u9fff]{0,4}?(?:医疗机构|医疗卫生机构|机构|单位|医院|企业|场所|科室|部门|人员|职工|驾驶人|学校|建筑|综合体|商户|商场|小区|经营者))(?=，|应|必须|要|须|每)"
)


#: 请市民政局、市卫生健康委指导督促本行业单位…: who is asked.
_ASKED: Final = re.compile(
    rf"(?:现|特|敬)?请(?P<actor>(?:[^，。；：、于在按将把对每]{{0,14}}?(?:{HEADS})(?:（[^）]{{1,10}}）)?(?:、|和|及|以及|与))*[^，。；：、于在按将把对每]{{0,14}}?(?:{HEADS})(?:（[^）]{{1,10}}）)?)(?![长员人的级])(?=[\u4e00-\u9fff]{{2}})"
)


@lru_cache(maxsize=4096)
def subject_of(ask: str) -> Actor | None:
    """The actor that the ask itself names as its subject."""
    if lead := bracketed(ask):
        return Actor(lead.name, "verbatim", 0, lead.cooperating)
    text = _ASIDE.sub(lambda m: "※" * len(m[0]), ask)
    held = _HOLDS.match(text)
    if held and not _NOT_SUBJECT.match(held["actor"]):
        return Actor(_DETERMINERS.sub("", held["actor"]), "verbatim", held.end("actor"))
    if other := _ITS.match(text):
        return Actor(other["actor"], "verbatim", other.end())
    if run_in := _RUN_IN.match(text):
        return Actor(run_in["actor"], "verbatim", run_in.end("actor"))
    if forbidden := _FORBIDDEN.match(text):
        return Actor(forbidden["actor"], "verbatim")
    if headed := _HEADED.match(text):
        return Actor(_DETERMINERS.sub("", headed["actor"]), "verbatim", headed.end())
    if label := named_before_colon(text):
        return Actor(label, "verbatim", len(label) + 1)
    offset = 0
    case: Actor | None = None  # whose case it is; another may be meant to act
    for clause in re.split("(?<=[，；])", text)[:5]:
        by = _BY.search(clause)
        if by:
            bound = _bound_before(clause, by.start())
            name = by["actor"] + _rest_of(clause[by.end() :])
            return Actor(bound or name, "verbatim", offset + len(bound) if bound else 0)
        if "由" in clause and (who := named_by(clause)):
            return Actor(who, "verbatim")
        if clause.endswith("的，") and _BY.search(text):
            continue
        body = _leading(clause)
        shift = offset + len(clause) - len(body)
        if found := _head(body, text[offset + len(clause) :][:4]):
            name = _DETERMINERS.sub("", re.split("尤其是|特别是", found)[0])
            told = Actor(name, "verbatim", shift + len(found))
            if not _CASE.search(clause):
                return told
            case = case or replace(told, case=True)
        offset += len(clause)
    asked = None if case else _ASKED.match(text)
    return Actor(asked["actor"], "verbatim", asked.end()) if asked else case


#: 隐患单位在接到通知书后，: whose case it is; who acts may be named behind it.
_CASE: Final = grammar("^(?![^，]*(?:应当|必须|‹应›|‹要›)).*(?:后|时|的)，$")


def _bound_before(clause: str, end: int) -> str:
    """各单位应设立由主要负责人担任组长的小组: the subject that is bound before 由."""
    lead = _head(_leading(clause))
    bound = lead and re.search(_MODAL, clause[clause.find(lead) + len(lead) : end])
    return lead if bound else ""


def _rest_of(behind: str) -> str:
    """由县级以上人民政府应急管理部门责令: what the shortest name leaves out."""
    found = re.match(
        rf"(?!{_VERB}|联系|联合|会同|协同|邀请|选派)[^，。；）由对将把向的和与]{{2,14}}?(?:{HEADS})(?=责令|给予|予以|依|按|处|负责|组织|会同|牵头|统一|批准|确定|审批|每[年月季周日]|{_VERB})",
        behind,
    )
    return found[0] if found else ""


def _leading(clause: str) -> str:
    """Without what may stand before a subject: a date, an adverb, 请, quotation, 对于."""
    return re.sub(
        r"^(?:请(?=各)|(?:于|在)?(?:20\d\d年|每年|今年)?(?:第?[一二三四1-4]季度(?:末|底)?前?|[上下]半年|全年|\d{1,2}月份?(?:\d{1,2}日|底|中旬)?前?|年底前?|年终|年初|汛期|活动期间|[^，。]{2,8}期间(?=各)|整改完成后|年内)|"
        r"结合“[^”]*”，|原则上)",
        "",
        clause,
    )


def _head(body: str, following: str = "") -> str:
    if name := described(body + following):
        return name
    return _subject(body, following) or _everybody(body) or named(body)


def _everybody(body: str) -> str:
    """各单位年度预算中…占比: whose it is, when nothing else is named."""
    found = re.match("各[^，、。对]{0,8}?(?:单位|机构|医院|科室)(?![的之间负主分是、和及与])", body)
    if found:
        return found[0]
    body_named = _BODIES.match(body)
    if body_named and not re.search("[。，；]", body_named[0]):
        return body_named[0]
    people = None if _NOT_SUBJECT.match(body) else _PEOPLE.match(body)
    return people["actor"] if people and not re.search(r"\d", people["actor"]) else ""


#: 提高应急能力各单位要…: a heading that ran into its sentence.
_RUN_IN: Final = grammar(
    rf"(?:[^，。；：对将把向由为与和及、的要应须]|应急|重要){{4,24}}(?<!督促)(?<!组织)(?<!指导)(?<!推动)(?<!要求)(?<!帮助)(?P<actor>各(?:{HEADS}|[^，、。对的]{{0,10}}?(?:单位|机构|医院|科室)))(?=应当|‹应›|必须|须|‹要›)"
)


def _subject(body: str, following: str) -> str:
    if body.startswith("应急") and re.match("应急(?:队|办|救援队|小组|分队)", body):
        pass
    elif _NOT_SUBJECT.match(body) and not re.match(
        "负责人|检查(?:人员|员|组)|督[导查](?:组|人员)|监督(?:员|所|机构|人员)|宣传部门|建设单位|落实单位|从业|当事|当班|当值|经办|开展单位|组织单位|发生[^，。的]{2,6}的?单位|有条件的|实行[^，]{1,8}的单位|在建|新",
        body,
    ):
        return ""
    found = _SUBJECT.match(body) or _PERSON.match(body)
    if not found or len(found["actor"]) > 30 or _NO_BODY.search(found["actor"]):
        return ""
    name = re.sub("(?:全部|一律|均|都)$", "", found["actor"])
    rest = body[found.end() :]
    bound = re.match("，(?:应当|必须|须|不得)", rest + following)
    if rest.startswith("，") and not bound and not re.match("各|全|任何", name):
        return ""
    if bound and (first := re.match("[^，]{0,14}?(?:人员|者)(?![、和及或])(?!.*的)", name)):
        name = first[0]  # 外来人员进入实验室，应当
    if fuller := _FULLER.match(rest):
        name, rest = name + fuller[0], rest[fuller.end() :]
    while longer := _LONGER.match(rest):
        joins = re.match("和|、|及|以及|与", longer[0]) or not re.match(
            f"{_MODAL}|{_ADVERB}|{_VERB}", longer[0]
        )
        if not joins or re.match(r"\d", longer[0]):
            break
        name, rest = name + longer[0], rest[longer.end() :]
    if re.search(r".(?:严格|切实|认真|及时|全面)|[并至于]|.在|报(?!告)|\d[月日时:]", name):
        return ""
    if re.match(r"[^，。]{0,6}率", rest) or re.search("对.{2,}的", name):
        return ""
    if re.match(r"(?:的|工作|管理|建设|安全|责任|培训|制度|之间)", rest):
        return ""
    return name


def described(body: str) -> str:
    """Who is named by what they are: 床位在100张以上的医疗机构; not an object: 处理违规的单位."""
    found = _DESCRIBED.match(body if body[-1:] in "，。" else body + "，")
    if not found or re.match("对|将|把|按|根据|由", body):
        return ""
    bound = re.match("，?(?:应|必须|须|要|不得|每)", body[found.end() :])
    return found["actor"] if bound or not _NOT_SUBJECT.match(body) else ""


def bracketed(text: str) -> Actor | None:
    """（县卫健局牵头，县公安局按职责分工负责）, （责任处室：人事处）."""
    found = _BRACKET.search(text.rstrip("。；\n"))
    told = read_label(found[1]) if found and len(found[1]) <= _LONGEST else None
    return told[0] if told else None


def of_heading(heading: str) -> Actor | None:
    """The actor of a duty list or of a lead-in: 主要负责人职责：, 医疗机构应当履行下列职责：."""
    heading = heading.strip()
    if found := _DUTY_LIST.match(heading):
        name = re.sub(r"(?:安全生产|消防安全|安全管理|岗位|工作|主要|的)+$", "", found["actor"])
        if re.search(rf"(?:{HEADS})$", name) and (
            name.startswith(("从业", "当班", "经办", "新"))
            or not _NOT_SUBJECT.match(name)
            or _OFFICE.fullmatch(name)
        ):
            return Actor(_DETERMINERS.sub("", name), "inherited")
    if held := _CHARGED.match(heading):
        return Actor(_DETERMINERS.sub("", held["actor"]), "inherited")
    if whole := _whole(heading) or _pressed(heading):
        return Actor(whole, "inherited")
    if heading.endswith(("：", ":")):
        if (found := _LEAD_IN.match(heading)) and re.search(rf"(?:{HEADS})$", found["actor"]):
            return Actor(found["actor"], "inherited")
        if named := subject_of(heading):
            return Actor(named.name, "inherited")
    return None


#: 压实医疗卫生机构主体责任: the heading says whose responsibility it is about.
_PRESSED: Final = re.compile(
    rf"(?:压实|落实|强化|夯实|健全|明确|突出|严格)(?P<actor>[^，。、]{{2,16}}?(?:{HEADS}))(?:的)?(?:安全|消防|生产)*(?:主体|第一|首要|直接)?(?:监管|管理)?责任"
)
_OFFICES: Final = re.compile("(?:控制室|氧气站|供应商|物业|室|处|股|科|部|队伍|企业|公司)$")


#: 宣传教育科, 救援协调和训练科: an office, though its name begins like an act.
_OFFICE: Final = re.compile(
    "(?!明确|落实|设立|成立|建立|加强|强化|完善|健全|配齐|压实)[\u4e00-\u9fff]{3,12}(?<!责任)(?<!有关)(?<!相关)(?<!各)(?:科|股|处|办公室)"
)


def _whole(heading: str) -> str:
    """A heading that is nothing but who: 单位主要负责人, 从业人员."""
    bare = re.sub("（[^）]*）", "", heading).rstrip("：。")
    if is_name(bare):
        return bare
    if (
        len(bare) > 16
        or re.match("[一-龥]{1,3}[、：]", bare)
        or (
            _NOT_SUBJECT.match(bare)
            and not bare.startswith(("从业", "当班", "经办", "新"))
            and not _OFFICE.fullmatch(bare)
        )
    ):
        return ""
    ends = re.search(rf"(?:{HEADS})$", bare)
    return "" if not ends or (_OFFICES.search(bare) and len(bare) < 3) else bare


def _pressed(heading: str) -> str:
    """The body whose responsibility a heading speaks of; a vague one (行业, 各方) is none."""
    found = _PRESSED.search(heading)
    return found["actor"] if found and not re.search("全员|岗位|行业|属地", found["actor"]) else ""


def same(one: str | None, other: str | None) -> bool:
    """Whether two names mean one actor: determiners and 本, 全县 aside, one within the other."""
    a, b = (
        re.sub(r"各级|各类|各|本|全[县市区系院]?|相关|有关|（.*?）|的", "", x or "")
        for x in (one, other)
    )
    return a == b or (bool(a) and bool(b) and (a.endswith(b) or b.endswith(a)))
