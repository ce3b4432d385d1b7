"""Complaints, decisions, permits, tips and the like; the columns are those of ``Affair``."""

from collections.abc import Sequence
from typing import Any

MATTERS: Sequence[Sequence[Any]] = (
    ("complaint", "medical", "safety_manager", {
        "content": "候诊时间长，导诊解释不清", "category": "service", "channel": "visit", "complainant": "患者家属",
        "first_responder": "@post:deputy,head", "due_on": "@day:5",
    }, (200, 60, 2), (
        ("deputy,head", "accept", {"contacted": True}, 0.1),
        ("deputy,head", "reply", {"reply": "已当面致歉并增开窗口。", "satisfied": True}, 3),
        ("safety_manager", "close", {"improvement": "高峰时段增派导诊。"}, 5),
    )),
    ("dispute", "medical", "safety_manager", {
        "content": "家属对术后并发症告知有异议", "happened_in": "外科", "handler": "@post:deputy,head", "due_on": "@day:30", "liability": False, "violence": False,
    }, (260, 15), (
        ("deputy,head", "accept", {}, 0.5),
        ("deputy,head", "mediate", {"way": "peoples", "progress": "医调委受理，双方到场。"}, 6),
        ("safety_manager", "resolve", {"result": "达成一致，补充告知并减免部分费用。", "amount": "3000", "insured": True}, 20),
        ("safety_manager", "close", {"improvement": "完善术前谈话模板。"}, 24),
    )),
    ("decision", "", "safety_manager", {
        "content": "更换住院楼老旧灭火器和应急灯", "meeting_on": "@day:0", "body": "leading_group", "category": "problem",
        "assignee": "@post:deputy,head", "due_on": "@day:30", "helpers": "后勤科、保卫科",
    }, (180, 95), (
        ("deputy,head", "track", {"progress": "已完成采购。"}, 10),
        ("deputy,head", "complete", {"result": "更换灭火器 20 具、应急灯 12 盏。", "solved": True}, 25),
        ("safety_manager", "confirm", {"finding": "现场核对无误。"}, 27),
    )),
    ("decision", "", "safety_manager", {
        "content": "修订停电应急预案并演练", "meeting_on": "@day:0", "body": "quarterly", "category": "measure",
        "assignee": "@post:deputy,head", "due_on": "@day:20",
    }, (40, 8), (("deputy,head", "track", {"progress": "预案初稿已征求意见。"}, 6),)),
    ("work_permit", "hot_work", "safety_manager", {
        "kind_of": "hot_work", "content": "焊接暖气管道", "place": "后勤楼一层", "begins_at": "@hour:20", "ends_at": "@hour:26",
        "workers": "焊工 2 名", "certificates": "焊接与热切割作业证", "guardian": "@post:safety_manager", "contractor": "@thing:contractor",
        "measures": "清理可燃物，配灭火器 2 具，专人监护，作业后留守 1 小时。",
    }, (150, 70, 21), (
        ("deputy,head", "approve", {"measures_checked": True, "opinion": "同意，监护到位再动火。"}, 0.4),
        ("safety_manager", "start", {"ready": True}, 0.9),
        ("safety_manager", "finish", {"result": "作业完成，现场清理。"}, 1.05),
        ("head", "close", {"finding": "无火种，恢复正常。"}, 1.1),
    )),
    ("work_permit", "construction_site", "safety_manager", {
        "kind_of": "height", "content": "外墙检修", "place": "门诊楼南侧", "begins_at": "@hour:24", "ends_at": "@hour:32", "workers": "3 名",
        "guardian": "@post:safety_manager", "measures": "系安全带、设警戒区、地面专人看护。",
    }, (1,), ()),
    ("tip", "", "safety_manager", {
        "category": "fire_hazard", "place": "住院楼二层楼梯间", "description": "楼梯间长期堆放纸箱", "channel": "code", "from_whom": "patient", "anonymous": True,
    }, (120, 35, 4), (
        ("safety_manager", "accept", {}, 0.3),
        ("head", "verify", {"finding": "untrue", "detail": "现场查看，纸箱为当日送货，已当场清走。"}, 2),
        ("safety_manager", "reply", {"reply": "已核实并清理，感谢监督。", "replied_on": "@day:0"}, 3),
        ("safety_manager", "close", {"no_reward": "举报内容不属实。"}, 4),
    )),
    ("tip", "", "safety_manager", {
        "category": "violation", "place": "食堂", "description": "燃气阀门下班未关", "channel": "mailbox", "from_whom": "staff", "anonymous": False,
    }, (160,), (
        ("safety_manager", "accept", {}, 0.2),
        ("head", "verify", {"finding": "true", "detail": "情况属实，已停用整顿。"}, 1),
        ("head", "reward", {"form": "money", "amount": "200"}, 5),
    )),
    ("suggestion", "", "staff", {
        "description": "夜班巡查点增设反光编号牌", "category": "measure", "domain": "fire", "detail": "夜间看不清编号，扫码容易漏点。",
    }, (140, 50), (
        ("head", "adopt", {"reply": "建议很好，由保卫科落实。", "assignee": "@post:deputy,head", "due_on": "@day:20"}, 3),
        ("deputy,head", "carry_out", {"result": "已制作并张贴。"}, 12),
        ("head", "reward", {"form": "money", "amount": "100"}, 14),
        ("safety_manager", "close", {"finding": "使用效果好。"}, 15),
    )),
    ("suggestion", "", "staff", {
        "description": "库房增加货架，减少地面堆放", "category": "condition", "domain": "logistics",
    }, (10,), ()),
    ("bypass_report", "highrise", "staff", {
        "concerned": "@unit", "description": "反映过的配电房漏水一直没有处理，担心触电", "category": "hazard", "place": "配电房", "told_unit": True, "keep_secret": False,
    }, (75,), (
        ("^clerk", "accept", {}, 0.5),
        ("^clerk", "verify", {"finding": "partly", "detail": "现场有渗水痕迹，医院已报修未完成。"}, 3),
        ("^clerk", "reply", {"reply": "已责成医院三日内修复。"}, 4),
        ("^clerk", "revisit", {"treated": "fair", "note": "电话回访，未受不利对待。"}, 20),
        ("^clerk", "close", {"outcome": "渗水已修复，复查合格。"}, 22),
    )),
    ("work_refusal", "boiler", "special_operator,staff", {
        "concerned": "@unit", "description": "被要求无监护登高作业", "category": "no_safeguard", "place": "外墙", "ordered_by": "施工班组", "keep_secret": False,
    }, (110,), (
        ("^clerk", "accept", {}, 0.5),
        ("^clerk", "verify", {"finding": "true", "detail": "现场确无监护，已停工整改。"}, 2),
    )),
    ("risk_proposal", "", "staff", {
        "place": "门诊二层", "description": "地面防滑条脱落，雨天易滑倒", "aspect": "environment", "category": "other", "suggestion": "更换防滑条",
    }, (85, 6), (("safety_manager", "adopt", {"measures": "更换防滑条，雨天铺设地垫。"}, 8),)),
    ("model_control_room", "control_room", "safety_manager", {
        "control_room": "@thing:control_room", "year": "@year", "self_score": 92,
    }, (100,), (("^clerk", "approve", {"score": 90, "opinion": "达到示范要求。"}, 12),)),
    ("exceedance", "office", "clerk", {
        "employer": "@thing:employer_site", "factor": "矽尘", "value": 1.6, "limit": 0.7, "serious": False, "due_on": "@day:60",
    }, (240, 30), (
        ("clerk", "guide", {"result": "现场指导湿式作业和局部除尘。", "due_on": "@day:45", "measures": "增设喷淋和除尘器。"}, 6),
        ("clerk", "remeasure", {"value": 0.5, "limit": 0.7, "provider": "安信检测技术有限公司"}, 48),
    )),
    ("enforcement", "office", "clerk", {
        "topic": "occupational", "party": "顺发铸造厂", "employer": "@thing:employer_site", "description": "未按规定组织在岗期间职业健康检查",
        "article": "职业病防治法第三十五条", "joint": "应急管理局",
    }, (170, 18), (
        ("clerk", "decide", {"decision": "责令限期改正，给予警告。", "notice_number": "卫职罚〔3〕号", "penalty": "50000"}, 20),
        ("clerk", "close", {"outcome": "罚款缴清，已补做体检。"}, 60),
    )),
    ("occupational_diagnosis", "occupational_hazards", "safety_manager", {
        "disease": "职业性尘肺病", "employer": "青岭采石场", "basis": "接触史、胸片", "due_on": "@day:30",
    }, (115,), (
        ("safety_manager", "accept", {}, 2),
        ("safety_manager", "conclude", {"conclusion": "excluded"}, 22),
        ("safety_manager", "close", {}, 25),
    )),
)  # fmt: skip
