"""Who a clause begins with, by the shape of the name alone: a noun that ends as names of people and bodies
do, no verb in it, and a predicate behind it. For names that no list holds: 楼长, 输血科, 供氧服务商."""

import re
from typing import Final

#: How names of people and bodies end, and words that end so and name none.
_ENDS: Final = re.compile(
    r"(?:(?<=各)场所|(?<=其他)场所|(?<=有关)场所|(?<=[乘旅顾访游])客|群众|市民|居民|村民|公众|学生|督学|陪护|食堂|[教老]师|(?<=[校村队厂保])医(?![院疗药务学保师])|保健医|商户|住户|租户|用户|总值班|当班|专班|(?<![动满超委裁定减增])员|(?<![每他两几多数无专成有\d一二三四五六七八九十])人|(?<![或笔再])者|(?<![增延时加成生特全身波周边助最])长|(?<![出会])师|(?<![施开停复竣分手加完动用化怠])工|(?<![卫发产再民陌派余])生|(?<![会磋协招经厂智])商|"
    r"(?<![对地前后配处平立官南北东西多双药各比一])方|(?<![布全结格邮定破])局|(?<![原编任])委|(?<![举查承经协督主交筹创补催兴])办|(?<![大餐前])厅|(?<![查各妥之好用害暗益何到几多深长短惩判])处|"
    r"(?<![全各本专学百])科|(?<![局全内外底顶中上下颈腹头])部|(?<![入教温居卧])室|(?<![持合控炒同])股|(?<![场厕何住寓])所|(?<![本全车网下到])站|(?<![住出入转来到在本全法])院|(?<![全上少])校|(?<![花田公])园|中心|"
    r"(?<![部列归排])队|(?<![机重改])组|(?<![机社例开议晨年大峰])会|团|公司|行社|(?<![夜书新])店|厂|(?:总值|专|当)班|经理|家属|患者|住户|租户|商户|用户|主任|书记|总监|(?<!不|指)代表|干部|骨干|街道|(?<![城家故同])乡|(?<![城])镇|社区|企业|机构|单位|部门|机关|集团|医院|学校|船舶|各[县市区旗州](?:[、（][^，]{0,8}）?)?|领导|同志|业主|法人|双方|个人)(?:（[^）]{1,8}）)?"
)
#: What a predicate begins with, when it is said outright.
_SAID: Final = re.compile(
    r"应当|应(?![急对用力激])|必须|须(?!知)|要(?![求点素害])|不得|不应|不准|严禁|禁止|需要?|负责(?!人)|一律|务必|均|都|每(?=[年季月周日天班晚夜半两\d一二三四五六七八九十旬次])|请(?=[于在按将各])|至少|定期|及时|立即|按照?(?=[^，]{2})|于|自|会同|牵头|配合|联合|分别|统一|同时|将(?=[^，]{2})|对(?=[^，]{2})|可以|可|有权|不定期|逐[级项月日步一]|各(?=[组设配明成派建选])|[上下]岗前|全年|年内|对照|严格|切实|认真|全面|积极|[\u4e00-\u9fff]{2,4}[前后](?=至|每|要|应|须)|分批|分级|分期|分类|分片|轮流|亲自|主动|\d{1,2}月|发现|接到|收到|接报|接警"
)
#: Verbs of what people are asked, behind a noun of two characters or more that names them.
_VERBS: Final = re.compile(
    r"组建|组成|抽调|收到|出动|组织|开展|召开|制定|建立|完善|健全|落实|签订|报送|上报|报告|成立|设立|设置|配备|配齐|加强|强化|做好|抓好|检查|巡查|巡视|巡检|排查|整改|参加|参与|完成|明确|安排|提交|提供|公示|公开|张贴|填写|记录|登记|保存|演练|学习|宣传|督促|指导|监督|考核|通报|约谈|总结|接受|编制|修订|印发|履行|承担|研究|听取|主持|带队|带头|带班|实施|执行|遵守|保障|确保|保证|推进|推动|深入|采取|采用|使用|维护|保养|审核|审批|备案|申报|申请|纳入|储备|更新|处置|配合|协助|给予|处理|查处|受理|发布|汇总|分析|利用|划定|优化|聘请|聘任|委托|统筹|协调|牵头|值守|值班|轮流|滚动|播放|播发|进驻|坐镇|取消|停止|关闭|启动|疏散|转移|撤离|清点|清理|清除|核实|核对|核查|抽查|走访|入户|驻点|包保|包联|包片|备足|备齐|储存|存放|领用|发放|收集|运送|更换|拆除|安装|改造|离开|进入|佩戴|穿戴|携带|掌握|熟悉|熟练|了解|教育|培养|引导|劝阻|制止|发现|接受|接听|接到|拨打|评估|评审|审查|审议|决定|批准|同意|出具|告知|通知|提醒|提示|催办|跟踪|回访|复查|复核|验收|测试|试验|检测|检验|校验|消毒|清洗|清扫|清运|保持|保护|保管|看护|看管|监护|陪同|陪餐|护送|救治|抢救|救援|抢修|维修|检修|监测|监控|预警|研判|会商|调度|部署|动员|印制|编写|撰写|上传|录入|导入|整理|归档|移交|交接|回收|销毁|缴纳|投保|购买|拨付|列支|筹措|投入|奖励|表彰|处罚|问责|追究"
)
#: A name does not begin so, nor hold these.
_NO_START: Final = re.compile(
    r"对|将|把|按|承办(?![单方])|主办(?![单方])|协办(?![单方])|适时|聘|发动|动员|鼓励|移送|移交|协助|配合|协同|带领|参与(?!方|单位)|报|通知|告知|责令|抽调|选派|指派|协调|学习|落细|坚持|引导|根据|依据|为|以|在(?![场岗职院册校])|于|自|从|由|凡|如|若|经|向|与|和|及|并|同时|其中|每|至少|各项|加强|强化|严格|组织|开展|督促|指导|推动|建立|完善|健全|落实|明确|配备|设立|设置|制定|召开|成立|确保|提高|请|使用(?!科室|单位|部门|人|者|方)|采购|聘请|委托|通过|利用|除|未|无|不|有|是|要|应|须|可|已|已经|发生|发现|遇|接|收|参加|检查(?![员组])|培训(?!中心|[处科部])|宣传(?![处科部员])"
)
_INSIDE: Final = re.compile(r"[，。；：、]$|(?:对|将|把|要|应|须|不得|每|至少|由|向|为|在|于|率)")
_LONGEST: Final = 16
#: 各商场超市要, 各班组须: whoever each of them is; not each thing or place.
_EACH: Final = re.compile(
    r"各(?!项|类|种|式|环节|岗位|部位|区域|通道|楼层|楼栋|出入口|制度|措施|阶段|时段|方面|工作|自|行业(?!主管|部门|协会)|领域(?!主管|部门)|要|应|须|设备|系统|点位)(?P<name>[^，。；：、对将把由的]{1,10}?)(?=应(?!急)|必须|须|要(?![求点素害])|不得|负责|对照|每[年季月周日半]|至少)"
)
#: 中控室值机员：每班2人.
_BEFORE_COLON: Final = re.compile(r"[^，。；：、的]{2,14}：(?=.)")


def named_before_colon(clause: str) -> str:
    """Who stands before a colon at the head of what each must do."""
    found = _BEFORE_COLON.match(clause)
    name = found[0][:-1] if found else ""
    last = [m.end() for m in _ENDS.finditer(name)]
    return name if last and last[-1] == len(name) and not _NO_START.match(name) else ""


def named_by(clause: str) -> str:
    """Who is named behind 由: 考核结果由县安委会印发."""
    for by in re.finditer("由", clause):
        rest = clause[by.end() :]
        for found in _ENDS.finditer(rest, 0, _LONGEST):
            end = found.end()
            if end > 1 and (_SAID.match(rest, end) or _VERBS.match(rest, end)):
                name = rest[:end]
                return "" if _NO_START.match(name) or _INSIDE.search(name) else name
    return ""


def is_name(said: str) -> bool:
    """Whether it is nothing but names: 科主任、护士长; 锅炉工."""
    parts = re.split("、|和|及", re.sub("（[^）]*）", "", said))
    return 0 < len(parts) < 5 and all(
        2 <= len(part) <= 14 and not _NO_START.match(part) and _PERSON.search(part)
        for part in parts
    )


#: People, of whom a heading may speak; rooms and bodies may be its matter.
_PERSON: Final = re.compile(
    r"(?:(?<![动满超委裁定减增])员|(?:负责|责任|管理|经办|承包|监护|作业)人|(?<!或)者|(?<![增延时加成生特全])长|师|(?<![施开停复竣分手加完动用化怠])工|医生|学生|实习生|督学|主任|书记|总监|经理|干部|总值班|人员|班子|领导|护士|药师|保安|门卫|院士|司机)$"
)


def named(clause: str) -> str:
    """The name that the clause begins with; empty when its shape does not tell."""
    shift = 1 if re.match("凡(?!是)", clause) else 0
    if _NO_START.match(clause, shift):
        return ""
    for found in _ENDS.finditer(clause, shift, _LONGEST):
        end = found.end()
        told = _SAID.match(clause, end) or (
            (len(found[0]) > 1 or (end - shift > 2 and _PERSON.search(clause[:end])))
            and _VERBS.match(clause, end)
        )
        if (
            end - shift < 2
            or not told
            or (end == len(found[0]) == 2 and not _SAID.match(clause, end))
        ):
            continue
        name = clause[shift:end]
        return "" if _INSIDE.search(re.sub("应急|主要|重要|为民", "", name)) else name
    each = _EACH.match(clause)
    return each[0] if each and not re.search("率|时间|工作$", each[0]) else ""
