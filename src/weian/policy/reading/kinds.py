"""What an ask asks for: its kind, by the verb and the noun nearest to it."""

import re
from typing import Final

#: In the order of trying; the first pattern found decides.
_KINDS: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("retention", r"保存|留存|存档|备查|(?:档案|记录|录像|资料)[^，]{0,8}(?:保管|保留)"),
        ("report", r"报送|上报|报至|报(?:县|市|区|省|局|委|保卫|旗|我|上级|所在|属地)|(?:提交|报)[^，]{0,10}(?:报告|总结)$|报告(?:县|市|区|本|主|安全|上级|负责)|向[^，。]{2,24}(?:报告|汇报|通报)|如实报告|(?:电话|书面|口头)报告|报告生产安全事故|提交[^，]{0,8}报告"),
        ("prohibition", r"不得(?!少于|低于|超过|大于|小于|高于|短于)|严禁|禁止|杜绝|不准|切忌|停止[^，]{0,10}(?:作业|使用|施工)"),
        ("record", r"(?:填写|如实记录|登记|记录一次|做好[^，]{0,6}记录|建立[^，]{0,10}(?:台账|档案))"),
        ("plan", r"(?:制定|编制|制订)[^，。]{0,20}(?:方案|计划|要点|规划)"),
        ("drill", r"演练|观摩"),
        ("qualification", r"持证|考核合格后?上岗|经[^，]{0,12}合格|资格证|取得[^，]{0,12}(?:证书|资格|操作证)|执业资格"),
        ("letter", r"责任书|责任状|承诺书|目标书"),
        ("health_check", r"(?:职业)?健康检查|职业健康监护|体检"),
        ("meeting", r"(?:召开|主持)[^，]{0,24}会|例会|听取[^，]{0,14}汇报|专题研究|亲自研究|研究(?:部署|解决)"),
        ("training", r"培训|再教育|学时|训练|轮训|专题学习|学习教育|安全教育(?!制度|培训制度)"),
        ("insurance", r"保险|参保"),
        ("filing", r"备案|申报"),
        ("funding", r"经费|资金|预算|投入(?!使用)|奖励不?|费用"),
        ("publicity", r"宣传|公开课|警示教育|普及|宣讲|主题宣|专栏|咨询日|宣传日"),
        ("disclosure", r"公示|公开|公布"),
        ("signage", r"警示标[志识]|标识|标牌|告知[卡牌]|警示牌|张贴|悬挂"),
        ("disposal", r"处置(?=一次|，|。|$)[^，]*废|废弃[^，]*(?:处置|暂存|销毁)|销毁|集中处置|淘汰"),
        ("emergency", r"应急预案|预案|应急队|应急物资|应急药品|应急救援|出动|到场处置|启动[^，]{0,6}响应|灭火力量|应急准备|储备"),
        ("decision", r"审批|批准|许可手续|集体决策|办理[^，]{0,6}手续"),
        ("staffing", r"值班|值守|配备[^，]{0,20}(?:人员|管理员|力量)|人员[^，]{0,8}(?:不少于|不得少于)|专(?:职|人)|配齐|带班|队员|联络员"),
        ("patrol", r"巡查|巡视|巡检|巡回检查"),
        ("maintenance", r"维护|保养|维保|润滑|检修"),
        ("test", r"检测|检验|测试|校验|监测|年检"),
        ("assessment", r"考核(?!合格|制度|机制)|评估|评价|一票否决|表彰|评优|奖惩|辨识"),
        ("target", r"(?:率|比例)[^，]{0,6}(?:达|不低于|为|100%)|零事故|为0|为零"),
        ("rectify", r"整改|治理隐患|闭环|销号|验收|消除隐患|限期改正"),
        ("supervision", r"通报|约谈|责令|督办|督导|督查|监督检查|核查|复核|督促|查处|问责|追究|惩处|指导|制止|纠正|挂牌|警告|监督|核实"),
        ("inspection", r"检查|排查|抽查|自查|盘点|暗查|查房|核对|清查|摸排"),
        ("plan", r"(?:制定|编制|制订|印发|细化)[^。]{0,30}(?:方案|计划|要点|规划)"),
        ("record", r"台账|记录|档案|登记|清单|建档|备注|账物"),
        ("storage", r"储存|存放|存储|保管|入库|仓库|库房|超量|距离"),
        ("setup", r"建立|健全|设立|成立|制度|机制|机构|组建|完善|设置|明确"),
        ("plan", r"方案|计划|规划|部署"),
        ("report", r"总结|报告|信息"),
        ("campaign", r"专项整治|专项行动|活动|攻坚|创建"),
    )
)  # fmt: skip
_CONDITION: Final = re.compile(r"[^，。；]*(?:的|时|后|前)，|[^，。；]{0,14}的(?=要|应|须)")
_SYSTEM: Final = re.compile(r"^[^，]{2,20}(?:制度|责任制|规程|机制)$")
_STRONG_REPORT: Final = re.compile(r"(?:向|将|把)[^。]{2,40}(?:报送|报告|汇报|上报|报)(?!制度)")


def kind_of(action: str) -> str:
    """One of the kinds of the output; ``other`` when no word tells. The first clause that tells."""
    action = _CONDITION.sub("", re.sub(r"《[^》]*》", "※", action)).rstrip("，。；")
    if _STRONG_REPORT.search(action):
        return "report"
    if _SYSTEM.search(action):
        return "setup"
    for clause in action.split("，"):
        for name, pattern in _KINDS:
            if pattern.search(clause):
                return name
    return "other"
