"""What an ask asks for: its kind, by its verb, or by the last noun of what a light verb governs.

A Chinese noun phrase ends in its head: 安全检查点 is a point, 点检记录 a record. So after a verb that says
little (开展, 建立, 做好) the last known noun decides; a verb that says much (报送, 严禁, 培训) decides alone.
"""

import re
from typing import Final

from weian.policy.reading.modality import LIMITS, case_end, grammar

_CONDITION: Final = grammar(
    r"[^，。；]*(?:的|时|后|前)，|^对(?![^，]*(?:进行|开展|实行|实施|落实|组织|采取|督促|追究|予以))[^，]*，(?=[^，]*(?:应|要|须|\d)|一律|依法|严肃|坚决|从严)|^[^，]{0,24}(?:委托|聘请|邀请)[^，]{2,16}(?:机构|单位|公司|人员|专家)，|^(?:一旦|发生|出现|遇)[^，]*，|^[^，]{2,16}(?:结束|完成)后|[^，。；]{0,14}的(?=要|‹应›|须)"
)
_NAMES: Final = re.compile(r"《[^》]*》")
_TIMES: Final = re.compile(
    r"(?:至少|不少于|不得少于|各)?[\d一二两三四五六七八九十半]+(?:次|遍|轮|期|场|回)(?:以上)?"
)

#: Verbs that decide by themselves, in the order of trying.
_VERBS: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("retention", r"(?:保存|留存|存档|保留|保管)(?=[^，]{0,12}[\d一二两三四五六七八九十]+个?[年月日天])|(?:保存|留存|保管)(?:期|至)|存档|备查$|归档"),
        ("filing", r"备案|报备|(?:提出|提交)(?![^，]{0,8}检验)[^，]{0,14}申请|申报|(?:使用|注册|变更)登记$"),
        ("report", r"报送|上报|补报|续报|直报|零报告|(?:报|传真|发送|反馈|提交|交)至|填报|呈报|录入[^，]{0,8}(?:系统|平台)|汇总(?=[一1]次|上报|报|辖区)|(?:口头|书面)报(?!告[制机])|于?\d+小时内报(?!告)|报告(?=[县市区省]|本单位|主要|安全|上级|所在|属地)|(?:向|将|把)[^。，]{2,40}(?:报告|汇报|(?<!通)报)(?!制度|机制)|(?:^|[前日每、并])报(?=[县市区省局委保院科我旗]|上级|所在|属地)|(?:提交|报)[^，]{0,14}(?:报告|总结|数据|清单|材料|小结|情况)$|向[^，。]{2,24}(?:报告|汇报|通报|提交)|如实报告|(?:电话|书面|口头)报告|报告(?:公安|生产安全事故)|(?:控制|处置)并报告"),
        ("prohibition", rf"不[得应](?!的|力|当|体|已|法|手|再?(?:{LIMITS}))|严禁|禁止|杜绝|不准|切忌|不允许|(?:停止|停用)[^，]{{0,10}}(?:作业|使用|施工)|停产(?!停业)"),
        ("other", r"负总责|第一责任人|全面负责|责任主体|严格?遵守|(?:抓好|贯彻)落实$"),
        ("supervision", r"责令|约谈|停业|整顿|吊销|处分|扣分|追究|问责|处罚|查处|督办|通报批评|(?:严肃|从严|依法)处理|予以通报|移[送交][^，]{0,8}(?:机关|部门|处理)"),
        ("retention", r"(?:档案|记录|录像|资料)[^，]{0,8}保留"),
    )
)  # fmt: skip
_CREATES: Final = re.compile(
    r"建立健全|建立|健全|完善|制定|编制|修订|制订|成立|设立|设置|组建|安装|配备|配齐|配发|明确|确定|指定|安排|签订|落实|加装|增设|配置|开通|实行|执行"
)
_LIGHT: Final = re.compile(
    r"开展|组织实施|组织|进行|举办|实施|做好|抓好|加强|强化|参加|接受|完成|参与|深化|推进|推行|召开|落实|纳入|优化"
)
#: Nouns that decide when they end what is governed. The longest at the end wins, else the last.
_NOUNS: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("emergency", r"预案|应急队伍?|应急物资|应急药品|应急救援|应急处置|应急准备|应急小组"),
        ("plan", r"方案|计划|规划|要点|任务清单"),
        ("record", r"台账|档案|记录|登记册|登记簿|清单|登记"),
        ("letter", r"责任书|责任状|承诺书|目标书"),
        ("letter", r"协议"),
        ("signage", r"标志|标识|标牌|告知卡|警示牌|周知卡|公告栏"),
        ("drill", r"演练|演习|拉练"),
        ("training", r"培训班?|教学|再教育|安全教育|教育培训|轮训|学习|训练|公开课|复训|进修|学时|(?:知识|理论|技能)?考试"),
        ("meeting", r"(?<!委员)(?<!社)会议?|例会|汇报"),
        ("health_check", r"健康检查|体检|健康监护"),
        ("patrol", r"巡查|巡视|巡检|巡逻"),
        ("inspection", r"检查|排查|抽查|自查|摸排|盘点|清查|安检|暗访|明查|查房"),
        ("test", r"化验|检测|检验|监测|校验|检定|鉴定|测试|试运行|年检|试验|联调联试"),
        ("maintenance", r"保养|维护|维保|检修"),
        ("assessment", r"考核|评估|评价|自评|考评|评议|辨识|述职"),
        ("rectify", r"整改|治理|销号|闭环"),
        ("publicity", r"宣传|宣讲|宣教|警示教育|咨询日|宣传周"),
        ("insurance", r"保险"),
        ("funding", r"经费|资金|预算|投入|奖励"),
        ("decision", r"审批|手续|许可|签批"),
        ("disclosure", r"公示|公开"),
        ("staffing", r"(?:值班|值守|带班)制度?|管理员|安全员|联络员|专人|人员|队员|总监|保安|骨干|力量|负责人"),
        ("supervision", r"督导|督查|督办|通报|约谈|监督|监督检查|核查|复核|回头看"),
        ("campaign", r"专项整治|专项行动|行动|攻坚|活动|创建"),
        ("storage", r"仓库|专柜|库房|双人双锁"),
        ("setup", r"制度|机制|机构|体系|小组|专班|委员会|检查点|警务室|装置|系统|设施|设备|报警器|平台|责任制|规程|标准|规范|中心|模块|台|组(?!织)|队|站|点(?!检)|柜"),
    )
)  # fmt: skip
#: In the order of trying, when neither a verb nor the end of a phrase has told.
_WORDS: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("qualification", r"持证|考核合格后?上岗|经[^，]{0,12}合格|资格证|取得[^，]{0,16}(?:证|证书|资格|操作证)|执业资格|持[^，]{2,16}证"),
        ("letter", r"责任书|责任状|承诺书|目标书"),
        ("record", r"填写|录入|补录|如实记录|登记|记入|记录|做好[^，]{0,6}记录|签字$|建立[^，]{0,10}(?:台账|档案)"),
        ("plan", r"(?:制定|编制|制订)[^，。]{0,20}(?:方案|计划|要点|规划)"),
        ("drill", r"演练|观摩|拉练"),
        ("health_check", r"(?:职业)?健康检查|职业健康监护|体检"),
        ("meeting", r"调度|(?:召开|主持)[^，]{0,24}会|例会|听取[^，]{0,14}汇报|专题研究|亲自研究|研究(?:部署|解决)|研究"),
        ("training", r"培训|再教育|学时|训练|轮训|专题学习|学习教育|安全教育|进修|授课|讲课|安全课|党课|讲授(?![^，]*公开课)|补考"),
        ("insurance", r"保险|参保"),
        ("funding", r"经费|资金|保证金|缴纳|预算|投入(?!使用)|奖励不?|费用"),
        ("publicity", r"宣传|推送|发布[^，]{0,10}(?:主题|提示|案例)|公开课|警示教育|普及|宣讲|宣教|主题宣|专栏|咨询日|宣传日"),
        ("disclosure", r"公示|公开|公布|发布"),
        ("signage", r"警示标[志识]|标识|标牌|告知[卡牌]|警示牌|张贴|悬挂|标志"),
        ("disposal", r"废物|废弃|废液|污水|销毁|集中处置|淘汰|消毒|清运"),
        ("emergency", r"应急|预案|停炉|到达|赶赴|出动|到场|赶到|抵达|启动[^，]{0,6}响应|灭火力量|储备|备足|(?:局部|先期)处[理置]|抢救|控制事态|采取措施防止"),
        ("retention", r"留样|(?:冷藏|妥善)保存"),
        ("decision", r"审批|批准|许可|经[^，]{0,12}同意|集体决策|办理[^，]{0,6}手续|签字(?:确认|同意)"),
        ("staffing", r"值班|值守|带班|轮班|到岗|在岗|每班|配备|配置|专(?:职|人)|配齐|队员|联络员|人员|人数|保安|值班电话"),
        ("patrol", r"巡查|巡视|巡检|巡回检查|巡逻|巡更"),
        ("maintenance", r"维护|保养|维保|润滑|检修|更换|清洗|清扫|清灰|除尘|清洁"),
        ("test", r"化验|试验|检测|检验|测试|校验|监测|年检|检定|试运行"),
        ("assessment", r"考核(?!合格|制度|机制)|自评|评估|评价|一票否决|表彰|评优|奖惩|辨识|评先|挂钩"),
        ("supervision", r"通报|约谈|责令|督办|督导|督查|监督检查|核查|复核|督促|查处|问责|追究|惩处|指导|制止|纠正|挂牌|警告|监督|核实|移交|告知|反馈|答复|包联|包保|包干|包抓|调查|记分|予以配合"),
        ("rectify", r"整改|管控措施|立即更换|治理隐患|闭环|销号|验收|消除隐患|限期改正|清零|拆除|改造|清理|清除|疏通|打通|当场改|立行立改|整治到位"),
        ("inspection", r"检查|排查|抽查|自查|盘点|暗查|明查|查房|核对|清查|摸排|查验|摸清|过筛|安检|清点|夜查|复查|核验|暗访"),
        ("storage", r"储存|存放|存储|保管|入库|仓库|库房|超量|距离|间距|存量|双人双锁"),
        ("target", r"(?:率|比例|占比)[^，]{0,6}(?:达|不低于|为|100%)|零事故|为0|为零"),
        ("record", r"台账|记录|档案|清单|建档|备注|账物"),
        ("setup", r"建立|健全|设立|成立|制度|机制|机构|组建|完善|设置|明确|安装"),
        ("plan", r"方案|计划|规划|部署"),
        ("report", r"总结|报告|信息"),
        ("campaign", r"专项整治|专项行动|活动|攻坚|创建"),
        ("prohibition", rf"不得(?:{LIMITS})|不超过"),
    )
)  # fmt: skip
_RATE: Final = re.compile(
    r"^[^，]{0,24}(?<!持证)(?<!签订)(?:率|满意度|依从性)(?:原则上)?(?:达|不低于|不高于|不超过|控制在|为|应|须|要|\d|力争|保持|100)"
)
_MODAL: Final = grammar("应当|必须|‹应›|须|‹要›")
_THINGS: Final = frozenset(
    {"setup", "plan", "record", "emergency", "letter", "signage", "staffing"}
)
_THING: Final = re.compile("(?:制度|责任制|规程|机制|预案|方案|台账|档案)(?:（[^）]*）)?$")
_JOINED: Final = re.compile("、|和|及|以及|与")
_LEADS: Final = re.compile("^(?:并|且|同时|要|应当?|必须|须|需|一律|坚决)+")


def kind_of(action: str) -> str:
    """One of the kinds of the output; ``other`` when no word tells. The first clause that tells."""
    return told(action)[0]


def told(action: str) -> tuple[str, str]:
    """The kind and what told it: verb, object or word; ``("other", "")`` when nothing did."""
    action = action[case_end(action) :]
    action = _CONDITION.sub("", _NAMES.sub("※", action)).rstrip("，。；")
    for clause in [_LEADS.sub("", clause) for clause in action.split("，") if clause]:
        if _RATE.search(clause):
            return "target", "verb"
        for said in (clause[_modal(clause) :], clause):
            if found := _of_clause(said):
                return found
    return "other", ""


def _modal(clause: str) -> int:
    """Where what must be done begins: behind 应当, 必须, 要."""
    found = _MODAL.search(clause)
    return found.end() if found else 0


def _of_clause(clause: str) -> tuple[str, str] | None:
    for name, pattern in _VERBS:
        if pattern.search(clause):
            return name, "verb"
    if name := _governed(_object(clause)) or _bare_thing(clause):
        return name, "object"
    name = next((name for name, pattern in _WORDS if pattern.search(clause)), "")
    return (name, "word") if name else None


def _object(clause: str) -> str:
    """What the first light verb governs, without counts: 一次全面检查."""
    light, creates = _LIGHT.search(clause), _CREATES.search(clause)
    verb = min((v for v in (light, creates) if v), key=lambda v: v.start(), default=None)
    if verb is None or verb.start() > 30:
        return ""
    return _TIMES.sub("", clause[verb.end() :]).rstrip("工作等）、")


def _governed(said: str) -> str:
    """The kind of the head: of the last member of a list of things, the first of a list of acts."""
    last = _head(said)
    if last in _THINGS or not _JOINED.search(said):
        return last
    return (
        next((kind for part in _JOINED.split(said) if (kind := _head(part))), last) if last else ""
    )


def _head(said: str) -> str:
    """The kind of the last known noun; nothing when it ends too far before the end."""
    best, key = "", (-1, -1)
    for name, pattern in _NOUNS:
        for found in pattern.finditer(said):
            if (found.end(), found.end() - found.start()) > key:
                best, key = name, (found.end(), found.end() - found.start())
    return best if best and len(said) - key[0] <= 4 else ""


def _bare_thing(clause: str) -> str:
    """An item of a list that is a name only: 隐患排查治理制度."""
    found = _head(clause) if _THING.search(clause) else ""
    return found if found in _THINGS else ""
