"""What an ask asks for: its kind, by its verb, or by the last noun of what a light verb governs.

A Chinese noun phrase ends in its head: 安全检查点 is a point, 点检记录 a record. So after a verb that says
little (开展, 建立, 做好) the last known noun decides; a verb that says much (报送, 严禁, 培训) decides alone.
"""

import re
from typing import Final

from weian.policy.reading.modality import LIMITS, case_end, grammar

_CONDITION: Final = grammar(
    r"[^，。；]*(?:的|时|后|前)，|^对(?![^，]*(?:进行|开展|实行|实施|落实|组织|采取|督促|追究|予以))[^，]*，(?=[^，]*(?:应|要|须|不得|严禁|\d)|一律|依法|严肃|坚决|从严)|^[^，]{0,24}(?:委托|聘请|邀请)[^，]{2,16}(?:机构|单位|公司|人员|专家)，|^(?:一旦|发生|出现|遇)[^，]*，|^[^，]{2,16}(?:结束|完成)后|[^，。；]{0,14}的(?=要|‹应›|须)"
)
_NAMES: Final = re.compile(r"《[^》]*》")
_TIMES: Final = re.compile(
    r"(?:至少|不少于|不得少于|各)?[\d一二两三四五六七八九十半]+(?:次|遍|轮|期|场|回)(?:以上)?"
)

#: Verbs that decide by themselves, in the order of trying.
_VERBS: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("retention", r"(?:保存|留存|存档|保留|保管)(?=[^，]{0,12}[\d一二两三四五六七八九十]+个?[年月日天])|长期保存|永久保存|(?:保存|留存|保管)(?:期|至)|存档|备查$|后留存$|(?:存储|储存)[^，]{0,8}[\d一二两三]+个?[天日月年]"),
        ("insurance", r"投保|续保|(?:缴纳|参加|购买)[^，]{0,6}保险"),
        ("target", r"(?:杜绝|遏制|防止|避免|严防|防范|不发生|不出现|零发生)[^，]{0,20}(?:事故|事件|伤亡|火灾)(?!隐患|苗头|扩大|的发生)"),
        ("supervision", r"^[^，]{0,12}?(?:督促|责成|敦促)|^(?:负责)?(?:[^，的]{0,6})指导(?!意见|书|思想|手册|[下员组人]|教师|老师)"),
        ("filing", r"申领|备案|报备|(?:提出|提交)(?![^，]{0,8}检验)[^，]{0,14}申请|申报|(?:使用|注册|变更)登记$"),
        ("report", r"报送|上传|转发至|报告(?:一|1|两|2)次|抄送|抄报|抄告|函告|回函|函复|反馈[^，]{0,4}(?:至|总结|报告|材料|名单|情况报)|书面说明|上报|补报|续报|直报|零报告|(?:报|传真|发送|反馈|提交|交)至|填报|呈报|录入[^，]{0,8}(?:系统|平台)|汇总(?=[一1]次|上报|报|辖区)|(?:口头|书面)报(?!告[制机])|于?\d+小时内报(?!告)|报告(?=[县市区省]|本单位|主要|安全|上级|所在|属地)|(?:向|将|把)[^。，]{2,40}(?:报告|汇报|(?<![通举填预播申])报)(?!制度|机制)|(?:^|[前日每、并])报(?=[县市区省局委保院科我旗]|上级|所在|属地)|(?:提交|(?<!通)报)[^，]{0,14}(?:报告|总结|数据|清单|材料|小结|情况)$|向[^，。]{2,24}(?:报告|汇报|通报|提交)|如实报告|(?:电话|书面|口头)报告|报告(?:公安|生产安全事故)|报告(?=[^，的]{0,12}(?:值班|负责人|领导|主任|院长|局|委|中心|[科部处]|机关|方|公司)$)|(?:控制|处置)并报告"),
        ("staffing", r"(?:电话|手机|通[信讯])[^，]{0,12}(?:畅通|开机)"),
        ("plan", r"预案[^，（）]{0,14}(?:修订|修编)(?!周期|）)|细则$"),
        ("letter", r"答复$"),
        ("assessment", r"零分|不得分|(?:评优|评先|先进)[^，]{0,4}资格"),
        ("prohibition", rf"不予(?!受理)|不[得应](?!的|力|当|体|已|法|手|再?(?:{LIMITS}))|严禁|禁止|杜绝|不准|原则上不(?!得?(?:{LIMITS}))|切忌|不允许|停用$|(?:停止|停用)[^，]{{0,10}}(?:作业|使用|施工)|停产(?!停业)"),
        ("other", r"负总责|第一责任人|全面负责|责任主体|严格?遵守|(?:抓好|贯彻)落实$"),
        ("supervision", r"责令|约谈|停业|整顿|吊销|处分|扣分|追究|问责|处罚|查处|督办|通报批评|(?:严肃|从严|依法)处理|予以通报|移[送交][^，]{0,8}(?:机关|部门|处理)"),
        ("retention", r"(?:档案|记录|录像|资料)[^，]{0,8}保留"),
    )
)  # fmt: skip
#: Verbs that tell what is done when nothing but they are the predicate: 每周巡视病区，并做好记录 is a patrol.
_ACTS: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("inspection", r"检查|排查|抽查|自查|查看|观察|查验|核对|清点|摸排|盘点|清查|暗访|安检|夜查|复查|核验|过筛|查找|倒查|查摆|踏勘|探伤|走访|梳理|^确认"),
        ("patrol", r"巡查|巡视|巡检|巡逻|巡更|巡护|巡线"),
        ("training", r"培训|轮训|学习|训练|复训|授课|讲课|讲授|补考|教学|带教|进修|会用|跟班|熟练掌握|练习"),
        ("drill", r"演练|推演|拉练|演习|比武"),
        ("test", r"检测|检验|校验|检定|化验|测试|试验|监测|校准|标定|试运行|带载|带负荷|试机|试水|试车|采样|送检"),
        ("maintenance", r"维护|保养|维保|检修|清洗|润滑|清扫|清掏|更换|充放电|除尘|清灰|紧固|维修|保洁|擦拭|擦洗|冲洗|保持(?=[^，]{0,16}(?:畅通|完好|有效|清洁|常[闭开]|正常))|(?:保持|控制|维持)在|(?:保证|确保)(?=[^，]{0,16}(?:畅通|完好|好用|有效|处于))|(?:处于|关好|关闭|关断)"),
        ("emergency", r"疏散|撤离|转移|救治|转运|抢险|抢修|施救|救援|营救|启动(?!会|仪式|[^，]{0,12}(?:整治|专项|试点|工作|活动|项目))|集结|待命|出发|备勤|备战|切断|喷淋(?!装置|系统|头|器)|封控|隔离|警戒|灭火|扑救|急救|前置|停炉"),
        ("rectify", r"整改|(?<!专项)整治|消除|销号|拆除|改造|清零|整修|修复|排除|清除|清退|疏通|打通|腾退|归位|立查立改|即查即改|边查边改"),
        ("supervision", r"督促|指导|督导|督办|约谈|通报|问责|查封|督查|核查|复核|告知|反馈|制止|劝阻|纠正|监督|转办|交办|曝光|追责"),
        ("report", r"上传|抄送|抄报|报警|拨打|拨通|说明情况|汇总"),
        ("meeting", r"会商|研判|调度|研究|传达(?!室)|听取|讲评|碰头|商议|审议"),
        ("assessment", r"考核|评估|评价|考评|自评|评审|评定|述职|评比|打分|扣减|辨识"),
        ("storage", r"存放|储存|贮存|暂存|保管|寄存|直立|码放|固定放置|分区放|领取|领用|发放(?=[^，]{0,6}药)"),
        ("disposal", r"销毁|消毒|清运|收集|转移废|排放|焚烧|灭菌|弃置|日产日清"),
        ("record", r"归档|登记|填写|记录|录入|填入|记载|载明"),
        ("publicity", r"宣传[^，]{0,4}(?:活动|月|周|日)|“[^”]*(?:宣传|安全生产|咨询)[月周日]”[^，]{0,4}活动|宣传|宣讲|普及|推送|播放|播报|刊播|发放"),
        ("disclosure", r"公示|公开|公布|(?:提前[^，]{0,8}|书面)通知(?!书|单)"),
        ("signage", r"张贴|悬挂|挂牌|粘贴|喷涂|标注|标明|(?<!规)划设(?!计)"),
        ("staffing", r"值班|值守|带班|轮换|轮班|轮岗|调离|到岗|交接班|坐班|驻守|看护|监护|旁站|佩戴|穿戴"),
        ("funding", r"缴纳|提取|拨付|列支|补助|补贴|奖励"),
        ("insurance", r"投保|参保|续保"),
        ("decision", r"审定|审批|批准|审核|签批|核准|会签|审签|表决"),
        ("filing", r"申领|申请|申报|报备|备案"),
    )
)  # fmt: skip
#: What makes a name of the act before it: 检查结果, 培训记录, 演练方案.
_NAMED_AFTER: Final = re.compile(
    r"(?![一二两三\d])[^，]{0,2}?(?:结果|记录|报告|人员|小组|[组员表]|制度|内容|计划|方案|频次|质量|问题|经费|对象|材料|档案|台账|单位|机构|部门|工作|任务|机制|清单|[卡簿册单]|标准|规程|办法|证|率|合格|职责|数据|设备|设施|场所|区域|科(?!学|目)|用品|器材|装置|系统|平台|中心|室|间|站|点|会)|[^，]{0,2}(?:发现|[出中时后前下]|确认|不合格)|的"
)
#: Verbs that no noun is made of.
_NEVER_NOUN: Final = re.compile(
    "填写|填入|张贴|悬挂|粘贴|喷涂|更换|拆除|疏通|缴纳|投保|拨打|佩戴|穿戴|查看|约谈|清除|打通|听取|传达|载明|标明"
)
_CREATES: Final = re.compile(
    r"建成|搭建|开发|出台|建立健全|建立|健全|完善|制定|编制|修订|制订|成立|设立|设置|(?<![建开所])设(?=[^，]{0,8}员)|组建|安装|配备|配齐|配发|明确|确定|指定|安排|签订|落实|加装|增设|配置|开通|实行|执行"
)
_LIGHT: Final = re.compile(
    r"开展|组织实施|组织|进行|举办|实施|做好|抓好|加强|强化|参加|接受|完成|参与|深化|推进|推行|召开|落实|纳入|优化"
)
#: Nouns that decide when they end what is governed. The longest at the end wins, else the last.
_NOUNS: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("decision", r"(?:审批|许可|准入|报批|报告审批|分级审批|作业票|工作票)制度?|作业票|动火证|作业许可"),
        ("emergency", r"预案|疏散|撤离|救援|应急队伍?|应急物资|应急药品|应急救援|应急处置|应急准备|应急小组"),
        ("plan", r"方案|计划|规划|要点|任务清单|实施细则|实施意见|时间表|路线图"),
        ("record", r"台账|档案|记录|登记册|登记簿|清单|登记"),
        ("letter", r"责任书|责任状|承诺书|目标书"),
        ("letter", r"协议"),
        ("signage", r"标志|标识|标牌|[公告警]告牌|提示牌|示意图|告知卡|警示牌|周知卡|公告栏"),
        ("drill", r"演练|演习|拉练|推演|比武"),
        ("training", r"培训班?|(?:三级|入职|岗前)教育|安全提醒|教学|再教育|安全教育|教育培训|轮训|学习|训练|公开课|复训|进修|学时|(?:知识|理论|技能)?考试"),
        ("meeting", r"(?<!委员)(?<!社)会议?|例会|汇报"),
        ("health_check", r"健康检查|晨检|晨午检|午检|体检|健康监护|随访|医学观察"),
        ("patrol", r"巡查|巡视|巡检|巡逻"),
        ("inspection", r"检查|排查|抽查|自查|摸排|盘点|清查|安检|暗访|明查|查房"),
        ("test", r"化验|检测|检验|监测|校验|检定|鉴定|测试|试运行|年检|试验|联调联试"),
        ("maintenance", r"保养|维护|维保|检修|更新改造|大修|维修|清洗"),
        ("assessment", r"考核|评估|评价|自评|考评|评议|辨识|述职"),
        ("rectify", r"整改|治理|销号|闭环"),
        ("publicity", r"宣传[^，]{0,4}(?:活动|月|周|日)|“[^”]*(?:宣传|安全生产|咨询)[月周日]”[^，]{0,4}活动|宣传|宣讲|宣教|警示教育|咨询日|宣传周"),
        ("insurance", r"保险"),
        ("funding", r"经费|资金|预算|投入|奖励"),
        ("decision", r"审批|手续|许可|签批"),
        ("disclosure", r"公示|公开"),
        ("staffing", r"(?:值班|值守|带班)制度?|管理员|安全员|联络员|专人|人员|队员|总监|保安|骨干|力量|负责人|责任人|[\u4e00-\u9fff]员(?![工会])"),
        ("supervision", r"督导|督查|督办|通报|约谈|监督|监督检查|核查|复核|回头看"),
        ("campaign", r"专项整治|专项行动|行动|攻坚|活动|创建"),
        ("disposal", r"消毒|清运|销毁|无害化处[理置]"),
        ("storage", r"仓库|专柜|库房|双人双锁"),
        ("setup", r"制度|机制|机构|体系|小组|专班|委员会|检查点|警务室|装置|系统|设施|设备|报警器|平台|责任制|规程|标准|规范|中心|模块|台|组(?!织)|队|站|点(?!检)|柜"),
    )
)  # fmt: skip
#: In the order of trying, when neither a verb nor the end of a phrase has told.
_WORDS: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("qualification", r"复审|换证|持证|考核合格后?上岗|经[^，]{0,12}合格|资格证|取得[^，]{0,16}(?:证|证书|资格|操作证)|执业资格|持[^，]{2,16}证"),
        ("letter", r"责任书|责任状|承诺书|目标书|签订率|补签|续签"),
        ("record", r"填写|录入|补录|如实记录|登记|记入|记录|做好[^，]{0,6}记录|签字$|建立[^，]{0,10}(?:台账|档案)"),
        ("plan", r"(?:制定|编制|制订)[^，。]{0,20}(?:方案|计划|要点|规划)"),
        ("drill", r"演练|观摩|拉练|参演"),
        ("health_check", r"(?:职业)?健康检查|晨检|晨午检|午检|职业健康监护|体检|随访|本底血清|医学观察|健康监测"),
        ("meeting", r"调度|(?:召开|主持)[^，]{0,24}会|例会|听取[^，]{0,14}汇报|专题研究|亲自研究|研究(?:部署|解决)|研究"),
        ("training", r"培训|再教育|学时|训练|轮训|专题学习|学习教育|安全教育|进修|授课|讲课|安全课|参训|参考率|党课|讲授(?![^，]*公开课)|补考"),
        ("insurance", r"保险|参保"),
        ("funding", r"经费|资金|保证金|缴纳|预算|投入(?!使用)|奖励不?|费用"),
        ("publicity", r"宣传|推送|发布[^，]{0,10}(?:主题|提示|案例)|公开课|警示教育|普及|宣讲|宣教|主题宣|专栏|咨询日|宣传日"),
        ("disclosure", r"公示|公开|公布|发布"),
        ("signage", r"警示标[志识]|标识|标牌|告知[卡牌]|警示牌|张贴|悬挂|标志"),
        ("disposal", r"(?:过期|报废|失效)[^，]*(?:处置|处理|清理)|废物|废弃|废液|污水|销毁|集中处置|淘汰|消毒|清运"),
        ("emergency", r"应急|预案|停炉|到达|赶赴|出动|到场|赶到|抵达|启动[^，]{0,6}响应|灭火力量|储备|备足|(?:局部|先期)处[理置]|抢救|控制事态|采取措施防止"),
        ("retention", r"留样|(?:冷藏|妥善)保存"),
        ("decision", r"审批|批准|许可|经[^，]{0,12}同意|集体决策|办理[^，]{0,6}手续|签字(?:确认|同意)"),
        ("staffing", r"值班|值守|带班|轮班|到岗|在岗|每班|配备|配置|专(?:职|人)|配齐|队员|联络员|人员|人数|保安|值班电话|组成"),
        ("patrol", r"巡查|巡视|巡检|巡回检查|巡逻|巡更"),
        ("maintenance", r"畅通|完好|常[闭开]|净(?:宽|高)|维护|保养|维保|润滑|检修|更换|清洗|清扫|清灰|除尘|清洁"),
        ("test", r"化验|试验|检测|检验|测试|校验|监测|年检|检定|试运行"),
        ("assessment", r"考核(?!合格|制度|机制)|自评|评估|评价|一票否决|表彰|评优|奖惩|辨识|评先|挂钩"),
        ("supervision", r"通报|约谈|责令|督办|督导|督查|监督检查|核查|复核|督促|查处|问责|追究|惩处|指导|制止|纠正|挂牌|警告|监督|核实|移交|告知|反馈|答复|包联|包保|包干|包抓|调查|记分|予以配合"),
        ("rectify", r"整改|管控措施|立即更换|治理隐患|闭环|销号|验收|消除隐患|限期改正|清零|拆除|改造|清理|清除|疏通|打通|当场改|立行立改|整治到位"),
        ("inspection", r"检查|排查|抽查|自查|盘点|暗查|明查|查房|核对|清查|摸排|查验|摸清|过筛|安检|清点|夜查|复查|核验|暗访"),
        ("storage", r"储存|存放|存储|保管|入库|仓库|库房|超量|距离|间距|存量|双人双锁|贮存|暂存|堆放|码放|气瓶|出入库"),
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
#: 看护人员不得少于2人, 每班至少3名: so many people; not those who are trained or take part.
_PEOPLE: Final = re.compile(
    r"^(?![^，]*(?:培训|[参受]训|参[加会演考]|考试|[配聘查演]|建立|组建|成立|设立)).{0,16}(?:不得?应?少于|不得?低于|至少|不少于)[\d一二两三四五六七八九十]+(?:人(?![次份])|名)"
)
_MODAL: Final = grammar("应当|必须|(?<!不)‹应›|须|‹要›")
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
    said_so = [_LEADS.sub("", clause) for clause in action.split("，") if clause]
    asked = [c for c in said_so if not _GROUNDS.match(c)]
    for clause in asked or said_so:
        if _RATE.search(clause):
            return "target", "verb"
        if _PEOPLE.search(clause):
            return "staffing", "object"
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
    if name := _acted(clause):
        return name, "verb"
    if name := _governed(_object(clause)) or _bare_thing(clause):
        return name, "object"
    name = next((name for name, pattern in _WORDS if pattern.search(clause)), "")
    return (name, "word") if name else None


#: Things named after an act: 灭火器, 疏散通道, 报警系统.
_THINGS_NAMED: Final = re.compile(
    r"灭火(?=[器毯罐剂弹级])|疏散(?=[通走]道|楼梯|指示|示意|出口|路线|宽度|门|标志|引导员|责任人)|报警(?=[器柜阀]|装置|系统|电话|控制|处置|联动|信号)|救援(?=[站队])|隔离(?=带|区|病|墩|衣)|警戒(?=线|带|水位)|消防救援|急救(?=[车药箱包]|中心|设备|用品|人员)|监测(?=[仪点])|督查组|整治期间|应急"
)
#: 结合实际，按照要求，: upon what, before what is done.
_GROUNDS: Final = re.compile(
    r"(?:结合|围绕|按照|依照|根据|依据|针对|着眼|立足|本着)[^，]*(?:要求|规定|标准|实际|部署|精神|结果|情况|工作|问题|案例|特点|需要|职责|分工|原则|未来)$"
)
#: What an act is about: 对整治行动进行评估, 将整改情况纳入考核.
_ABOUT: Final = re.compile(
    r"(?:对|将|把)[^，]{2,40}?(?=进行|开展|实施|实行|纳入|作为|报|列入|记入|录入|告知|通报|反馈)"
)
#: 例检、自查、巡查等制度: a list of names.
_LISTED_THINGS: Final = re.compile(r"(?:、|等)[^，]*(?:制度|规程|机制|责任制)$")
#: A topic stands before how often or how: 灭火器每月检查.
_HOW: Final = re.compile(
    "每(?!名|个|位|家)|至少|定期|及时|立即|逐[一项级日月步]|统一|随时|按[月季年周期时规]|一律|全部|当[日天场]|第一时间"
)


def _acted(clause: str) -> str:
    """The kind of the first predicate when it is a verb that tells, and no name made of one."""
    if _LISTED_THINGS.search(clause):
        return ""
    for pattern in (_THINGS_NAMED, _ABOUT):
        clause = pattern.sub(lambda m: "※" * len(m[0]), clause)
    how = _HOW.search(clause, 0, 20)
    return (how and _first_act(clause, how.end())) or _first_act(clause, 0)


def _first_act(clause: str, start: int) -> str:
    light = _governing(clause)
    until = light.start() if light else len(clause)
    acts = (
        (found.start(), -found.end(), name)
        for name, pattern in _ACTS
        for found in pattern.finditer(clause, start, until)
        if _NEVER_NOUN.fullmatch(found[0]) or not _NAMED_AFTER.match(clause, found.end())
    )
    return min(acts, default=(0, 0, ""))[2]


def _governing(clause: str) -> re.Match[str] | None:
    """The first verb that says little by itself."""
    light, creates = _LIGHT.search(clause), _CREATES.search(clause)
    return min((v for v in (light, creates) if v), key=lambda v: v.start(), default=None)


_DONE: Final = re.compile("开展|进行|参加|观看|实施|接受")


def _object(clause: str) -> str:
    """What the first light verb governs, without counts: 一次全面检查."""
    verb = _governing(clause)
    if verb is None or verb.start() > 30:
        return ""
    said = clause[verb.end() :]
    if verb[0] in ("组织", "安排") and (done := _DONE.search(said)):
        said = said[done.end() :]  # 组织员工开展培训
    return _TIMES.sub("", said).rstrip("工作等）、")


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
