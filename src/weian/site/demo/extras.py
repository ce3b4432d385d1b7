"""Work that no adopted document asks for but that every module has some of: a little of each kind.

The columns: kind, what a unit needs (see ``catalogue``), every how many days, how far back, what is
said beside what the kind asks. A kind about a thing gets its records for each of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from weian.record.actions import Draft
from weian.record.kinds import KINDS
from weian.site.demo.crew import Crew
from weian.site.demo.fitting import Given
from weian.site.demo.things import has
from weian.site.demo.work import lacking
from weian.site.demo.writing import answers

_Row = tuple[str, str, int, int, Mapping[str, Any]]
ROWS: Sequence[_Row] = (
    ("checkpoint_scan", "fire_key_unit", 4, 40, {"result": "normal"}),
    ("risk_check", "", 90, 700, {"state": "controlled", "measures": ["organisation", "technique"]}),
    ("risk_confirmation", "", 365, 700, {"known": True}),
    ("risk_notice", "", 365, 700, {"kind_of": "board", "place": "门诊大厅"}),
    ("risk_list_signoff", "", 365, 700, {"scope": "unit", "points": 6, "major": 1}),
    ("test_result", "", 120, 600, {"test": "fire", "form": "phone"}),
    ("shift_handover", "fire_key_unit", 6, 60, {"post": "control_room", "shift": "night"}),
    ("duty_roster", "", 14, 120, {"post": "administrative"}),
    ("duty_check", "office", 30, 300, {"checked": "青石镇卫生院", "answer": "present", "by_way": "phone"}),
    ("duty_check", "office", 90, 300, {"checked": "枫林镇卫生院", "answer": "late", "by_way": "video"}),
    ("supply_check", "", 180, 600, {"counted": 30, "state": "good"}),
    ("supply_callout", "medical", 365, 500, {"direction": "issue", "quantity": 5, "purpose": "演练消耗"}),
    ("emergency_response", "fire_key_unit", 365, 500, {"kind_of": "power_failure", "scene": "外电中断，发电机 12 秒投运", "minutes": 35}),
    ("rescue_mission", "emergency_network", 200, 600, {"patients": 3, "minutes_out": 2, "result": "3 名伤员转运，均平稳。"}),
    ("power_check", "fire_key_unit", 90, 600, {"kind_of": "test_run", "seconds": 12, "passed": True}),
    ("vehicle_check", "ambulances", 60, 600, {"kind_of": "maintenance", "passed": True}),
    ("maintenance", "", 90, 600, {"kind_of": "maintenance", "passed": True}),
    ("fire_maintenance", "", 180, 600, {"kind_of": "check", "passed": True}),
    ("licence", "medical", 730, 1000, {"kind_of": "practice", "number": "PDY-2024"}),
    ("insurance", "medical", 365, 700, {"kind_of": "medical_liability", "insurer": "平安共济保险", "amount": "60000", "cover": "2000000"}),
    ("insurance", "fire_key_unit", 365, 700, {"kind_of": "public_liability", "insurer": "平安共济保险", "amount": "20000", "cover": "5000000"}),
    ("certificate", "special_operations", 700, 1000, {"cert": "electrician", "code": "T-0317", "grade": "低压"}),
    ("certificate", "control_room", 700, 1100, {"cert": "control_room_operator", "code": "X-2208", "grade": "四级"}),
    ("fire_declaration", "fire_key_unit", 365, 700, {}),
    ("fire_file", "fire_key_unit", 365, 700, {}),
    ("fire_rating", "fire_key_unit", 365, 700, {"score": 88, "model": False}),
    ("control_room_inspection", "control_room", 120, 600, {"state": "passed", "score": 86}),
    ("safe_hospital_rating", "medical", 365, 700, {"score": 91, "stage": "self_rated", "mechanism": True}),
    ("security_check", "medical", 20, 120, {"kind_of": "gate", "checked": 620, "prohibited": 1}),
    ("quality_meeting", "medical", 120, 600, {"topic": "医疗质量与安全管理"}),
    ("infection_event", "medical", 600, 500, {"kind_of": "exposure", "cases": 1, "place": "检验科", "reported": True}),
    ("security_incident", "emergency_department", 500, 450, {"kind_of": "disturbance", "against_staff": False, "serious": False, "place": "急诊大厅"}),
    ("funding", "", 60, 700, {"category": "hazard"}),
    ("renovation_progress", "old_buildings", 120, 500, {"percent": 60, "spent": "180000"}),
    ("waste_handover", "medical_waste", 15, 120, {"category": "infectious"}),
    ("chemical_self_check", "dangerous_goods", 90, 600, {}),
    ("store_check", "dangerous_goods", 30, 300, {"state": "normal", "items": ["lock", "stock", "label"]}),
    ("lab_inspection", "pathogen_lab", 120, 600, {"mode": "self_check", "passed": True}),
    ("lab_filing", "pathogen_lab", 900, 800, {"kind_of": "first", "number": "备 2024-07"}),
    ("lab_equipment_test", "pathogen_lab", 365, 700, {"passed": True}),
    ("strain_movement", "pathogen_lab", 180, 600, {}),
    ("hazard_declaration", "occupational_hazards", 365, 700, {"trigger": "yearly", "authority": "县卫健局"}),
    ("factor_monitoring", "occupational_hazards", 365, 700, {}),
    ("health_examination", "occupational_hazards", 365, 700, {"phase": "during"}),
    ("warning_sign", "occupational_hazards", 700, 700, {"kind_of": "both", "place": "工作场所入口"}),
    ("protective_equipment", "occupational_hazards", 180, 600, {"kind_of": "issue", "article": "铅衣"}),
    ("radiation_monitoring", "radiation", 365, 700, {"kind_of": "site", "place": "放射检查室", "monitored": 4}),
    ("contractor_review", "contractors", 365, 700, {"papers": ["licence", "qualification", "insurance"], "passed": True}),
    ("safety_agreement", "contractors", 365, 700, {"scope": "院内作业安全管理"}),
    ("violation", "fire_key_unit", 120, 600, {"set": "manager_three", "type": "procedure", "description": "病房内违规使用电热毯", "stopped": True, "corrected": True}),
    ("prevention_acceptance", "dual_prevention_pilot", 700, 300, {"result": "passed", "score": 86, "pilot": True}),
    ("standardisation_rating", "fire_key_unit", 365, 700, {"score": 87, "level": "second", "rated_by": "self"}),
    ("responsibility_display", "", 700, 700, {"place": "门诊大厅", "covers": ["all_levels", "duties"], "form": "board"}),
    ("reward_punishment", "fire_key_unit", 365, 600, {"nature": "reward", "reason": "hazard_report", "form": "money", "amount": "300"}),
    ("dust_survey", "office", 365, 700, {"employers": 4, "expected": 4, "workers": 189, "exceeding": 1}),
    ("dust_monitoring", "office", 365, 700, {}),
    ("early_warning", "office", 200, 500, {"kind_of": "weather", "colour": "yellow", "content": "暴雨黄色预警，做好排水和值守。"}),
    ("warning_receipt", "", 200, 400, {"kind_of": "weather", "action": "已检查排水、沙袋和值守人员。"}),
    ("epidemic_monitoring", "medical", 60, 400, {"disease": "流行性感冒", "found": 4, "threshold": 10, "exceeded": False}),
    ("event_report", "", 120, 500, {"category": "zero"}),
)  # fmt: skip


def extra_drafts(crews: Mapping[str, Crew], now: datetime, chance: Random) -> list[Draft]:
    """A little of every kind for every unit that can have it (``now`` is wall time)."""
    return [
        draft
        for crew in crews.values()
        for row in ROWS
        if row[0] in KINDS and has(crew, row[1])
        for draft in _drafts(crew, row, now, chance)
    ]


def _drafts(crew: Crew, row: _Row, now: datetime, chance: Random) -> Iterator[Draft]:
    name, _, every, back, said = row
    kind = KINDS[name]
    things = crew.things.get(kind.subject_kind or "", [])[:4] if kind.subject_kind else [None]
    author = (
        crew.hand("security_guard") if kind.submit_right == "record.submit:patrol" else crew.scribe
    )
    for thing in things:
        ago = back - chance.randint(0, every)
        while ago > 0:
            moment = (now - timedelta(days=ago)).replace(
                hour=chance.randint(8, 16), minute=chance.randint(0, 59)
            )
            people = [p for p, who in crew.everyone.items() if who.works_on(moment.date())]
            some = chance.sample(people, min(len(people), 5))
            subject = thing.pk if thing else None
            given = Given(crew, chance, moment, some, crew.head.pk, subject)
            if crew.diligence > chance.random() and not lacking(kind, crew, subject):
                data = answers(kind, None, given) | dict(said)
                yield Draft(
                    author, name, crew.unit, given.aware, data, given.aware, subject=subject,
                    department=crew.post_of(author, kind.submit_right),
                )  # fmt: skip
            ago -= every
