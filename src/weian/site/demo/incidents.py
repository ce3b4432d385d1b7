"""Accidents, near misses, outbreaks and alarms of the demonstrations; the columns are those of ``Affair``."""

from collections.abc import Sequence
from typing import Any

_SHORT = {"actions": ["plan", "scene", "rescue", "protect", "aftermath"], "acted_at": "@hour:0"}
_CLEAR: dict[str, Any] = {
    "handling": "internal",
    "people_handled": "值班人员 1 名，批评教育并扣绩效",
}

INCIDENTS: Sequence[Sequence[Any]] = (
    ("incident", "", "safety_manager", {
        "occurred_at": "@hour:-1", "place": "后勤楼梯口", "description": "搬运氧气瓶时滑脱，未伤人", "grade": "near_miss",
        "category": "gas", "domain": "logistics", "from_alarm": "staff",
    }, (400, 130, 25), (
        ("safety_manager", "investigate", {"investigators": "@people:safety_manager,department_head", "cause": "未使用专用推车，固定链缺失。",
                                           "cause_kind": "operation", "lessons": "固定链列入每日检查。"}, 2),
        ("safety_manager", "measures", {"measures": "配齐推车和固定链，逐科复查。", "assignee": "@post:deputy,head", "due_on": "@day:15"}, 3),
        ("safety_manager", "handle", {"handling": "education", "people_handled": "当班搬运人员，现场教育"}, 4),
        ("safety_manager", "educate", {"educated_on": "@day:0", "people": "@people:staff,security_guard", "content": "通报未遂经过，重温搬运规程。"}, 6),
        ("head", "close", {"finding": "推车和固定链已配齐，各科复查合格。"}, 30),
    )),
    ("incident", "boiler", "safety_manager", {
        "occurred_at": "@hour:-0.4", "place": "后勤楼配电间", "description": "配电柜过热冒烟，值班员用灭火器扑灭，一名电工轻度灼伤", "grade": "ordinary",
        "category": "electrical", "domain": "fire", "deaths": 0, "injured": 1, "from_alarm": "alarm",
        "first_measures": "切断电源，疏散二层人员 12 名，伤者送急诊处置。",
    }, (210,), (
        ("safety_manager", "inform", {"receiver": "health", "told_at": "@hour:-0.2", "channel": "phone"}, 0.02),
        ("safety_manager", "inform", {"receiver": "fire", "told_at": "@hour:-0.2", "channel": "phone"}, 0.03),
        ("safety_manager", "inform", {"receiver": "emergency", "told_at": "@hour:-0.2", "channel": "phone"}, 0.04),
        ("safety_manager", "respond", _SHORT | {"commander": "@post:deputy,head", "detail": "启动火灾专项预案。"}, 0.05),
        ("head", "written", {"content": "事故经过、伤亡、处置情况和初步原因。", "approved_by": "@post:head",
                             "receivers": ["health", "fire", "emergency"], "deaths": 0, "injured": 1}, 0.1),
        ("^clerk", "acknowledge", {"opinion": "收悉，查清原因，举一反三。"}, 0.3),
        ("safety_manager", "follow_up", {"progress": "伤者已出院，供电恢复。", "injured": 1}, 5),
        ("safety_manager", "investigate", {"investigators": "@people:safety_manager,deputy,department_head", "cause": "接线端子松动过热，巡检未测温。",
                                           "cause_kind": "facility", "liable": True, "lessons": "配电巡检加测温。", "preserved": True}, 12),
        ("safety_manager", "measures", {"measures": "更换配电柜，增设电气火灾监测。", "assignee": "@post:deputy", "due_on": "@day:30"}, 15),
        ("safety_manager", "handle", _CLEAR, 20),
        ("safety_manager", "educate", {"educated_on": "@day:0", "people": "@people:staff,special_operator,security_guard", "content": "事故案例警示教育。"}, 25),
        ("head", "close", {"finding": "配电柜已更换，电气火灾监测已接入，测温记录齐全。"}, 44),
    )),
    ("outbreak", "medical", "safety_manager", {
        "occurred_at": "@hour:-2", "place": "辖区中心小学", "description": "一周内接诊同班发热学生 6 例", "category": "cluster",
        "grade": "signal", "disease": "流行性感冒", "patients": 6, "exposed": 42, "found_by": "clinic",
    }, (300, 12), (
        ("safety_manager", "inform", {"receiver": "health", "told_at": "@hour:-1", "channel": "phone"}, 0.02),
        ("safety_manager", "inform", {"receiver": "cdc", "told_at": "@hour:-1", "channel": "phone"}, 0.03),
        ("safety_manager", "verify", {"finding": "核实为聚集性发热，采样送检。"}, 0.2),
        ("head", "written", {"content": "聚集性发热疫情初步核实报告。", "approved_by": "@post:head"}, 0.4),
        ("safety_manager", "assess", {"risk": "yellow", "conclusions": "散发可控，加强晨检和通风。"}, 1),
        ("safety_manager", "respond", {"measures": "病例居家，教室消毒，健康宣教。", "leader": "@post:deputy,head"}, 1.5),
        ("head", "close", {"summary": "连续 7 天无新发病例，终止响应。"}, 12),
    )),
    ("alarm", "control_room", "security_guard,safety_manager", {
        "kind_of": "fire", "place": "三层东", "source": "device", "sensor": "@thing:sensor", "signalled_at": "@hour:-0.05", "reading": "烟雾报警",
    }, (90, 20), (
        ("safety_manager", "confirm", {"note": "现场查看，病房内吸烟触发。"}, 0.01),
        ("safety_manager", "dispatch", {"people": "@people:security_guard"}, 0.015),
        ("safety_manager", "feed_back", {"situation": "已劝阻并通风，未起火。"}, 0.03),
        ("safety_manager", "close", {"outcome": "handled", "note": "加强控烟巡查。"}, 0.1),
    )),
    ("alarm", "control_room", "security_guard,safety_manager", {
        "kind_of": "water_pressure", "place": "消防泵房", "source": "device", "signalled_at": "@hour:-0.1", "reading": "0.21 MPa",
    }, (45, 3), (
        ("safety_manager", "confirm", {"note": "压力偏低。"}, 0.02),
        ("safety_manager", "dispatch", {"people": "@people:special_operator,security_guard"}, 0.05),
        ("safety_manager", "feed_back", {"situation": "稳压泵进口阀未全开，已开启，压力恢复 0.38 MPa。"}, 4),
        ("safety_manager", "close", {"outcome": "handled", "note": "阀门挂牌，列入每周检查。"}, 5),
    )),
    ("alarm", "control_room", "security_guard,safety_manager", {
        "kind_of": "gas", "place": "食堂", "source": "device", "signalled_at": "@hour:-0.1", "reading": "误报",
    }, (33,), (("safety_manager", "dismiss", {"reason": "清洗探头时喷洒酒精引起，已复位。"}, 0.05),)),
    ("alarm", "emergency_department", "security_guard,safety_manager", {
        "kind_of": "one_key", "place": "急诊科", "source": "person", "signalled_at": "@hour:-0.02",
    }, (60,), (
        ("safety_manager", "dispatch", {"people": "@people:security_guard"}, 0.003),
        ("safety_manager", "close", {"outcome": "handled", "note": "家属情绪激动，安抚后离开。"}, 0.1),
    )),
)  # fmt: skip
