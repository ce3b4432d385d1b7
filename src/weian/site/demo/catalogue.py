"""What units have, as a table: kind, what a unit needs for it, and the things themselves.

The second column is a fact, a department, "office" for commissions, or "" for every institution
that has said what it is. Values that begin with "@" are filled in for each unit: ``@post:a,b`` the
holder of a post, ``@two:a`` somebody else, ``@people:a,b`` the holders, ``@code:X`` a number,
``@day:30`` a day so much after the beginning, ``@year``, ``@thing:kind`` one entered above.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Want = Mapping[str, Any]
_KEEPER = "@post:safety_manager"
_BACK = "@post:electrician,special_operator,department_head"


def _risk(name: str, place: str, aspect: str, category: str, scores: tuple[float, int, int],
          control: str = "department") -> Want:  # fmt: skip
    possible, often, grave = scores
    return {
        "name": name, "place": place, "aspect": aspect, "category": category, "method": "lec",
        "score_l": possible, "score_e": often, "score_c": grave, "control_level": control,
        "leader": "@post:head", "manager": "@post:deputy,head", "keeper": "@post:department_head",
        "consequence": "人员伤害、财产损失或诊疗中断。",
        "organisation_measures": "明确责任人，纳入值班和巡查。",
        "rules_measures": "按操作规程和管理制度执行，留存记录。",
        "technique_measures": "设备定期检测维护，设置联锁、报警或隔离。",
        "emergency_measures": "立即报告、切断源头、组织疏散并启动预案。",
        "high_risk": grave >= 40,
    }  # fmt: skip


def _plan(name: str, level: str, category: str) -> Want:
    return {"name": name, "level": level, "category": category, "issued_on": "@day:-60", "edition": "2",
            "review_on": "@day:900", "approved_by": "@post:head"}  # fmt: skip


def _question(text: str, answer: str, *tests: str) -> Want:
    return {
        "question": text,
        "test": list(tests),
        "form": "judge",
        "options": "对\n错",
        "answer": answer,
    }


CATALOGUE: Sequence[tuple[str, str, Sequence[Want]]] = (
    ("building", "", (
        {"name": "门诊住院综合楼", "uses": "门诊、住院", "floors": 6, "height": 23, "built": 2011, "crowded": True,
         "person_defence": "每层设责任人，保安 24 小时值守。", "technical_defence": "火灾报警和视频监控覆盖。",
         "physical_defence": "防火门、消火栓和灭火器完好。", "keeper": _KEEPER},
        {"name": "后勤楼", "uses": "库房、配电、食堂", "floors": 2, "height": 8, "built": 1998, "old": True, "keeper": _BACK},
    )),
    ("building", "highrise", (
        {"name": "外科大楼", "uses": "住院、手术", "floors": 14, "height": 52, "built": 2018, "high_rise": True,
         "crowded": True, "keeper": _KEEPER},
    )),
    ("key_place", "", (
        {"name": "配电房", "type": "switch_room", "code": "@code:XF", "place": "后勤楼一层", "keeper": _BACK,
         "manager": _KEEPER, "reason": "停电影响诊疗", "building": "@thing:building"},
        {"name": "药房药库", "type": "pharmacy", "code": "@code:XFY", "place": "一层", "keeper": _KEEPER, "building": "@thing:building"},
        {"name": "住院病区", "type": "inpatient", "code": "@code:XFZ", "place": "三至六层", "keeper": _KEEPER, "building": "@thing:building"},
        {"name": "档案室", "type": "archive", "code": "@code:XFD", "place": "后勤楼二层", "keeper": _KEEPER, "building": "@thing:building"},
    )),
    ("key_place", "medical_gas", (
        {"name": "供氧站", "type": "oxygen", "code": "@code:XFO", "place": "院区西侧", "keeper": _BACK, "manager": _KEEPER},
    )),
    ("fire_facility", "", (
        {"name": "灭火器（一层）", "type": "extinguisher", "place": "一层走廊", "quantity": 12, "required_quantity": 12,
         "expires_on": "@day:900", "state": "normal", "keeper": _KEEPER, "building": "@thing:building"},
        {"name": "疏散指示标志", "type": "exit_sign", "place": "各楼层", "quantity": 30, "required_quantity": 32,
         "state": "normal", "keeper": _KEEPER, "building": "@thing:building"},
        {"name": "室内消火栓", "type": "hydrant", "place": "各楼层", "quantity": 16, "state": "normal", "keeper": _KEEPER},
        {"name": "灭火器（后勤楼）", "type": "extinguisher", "place": "后勤楼", "quantity": 6, "required_quantity": 8,
         "expires_on": "@day:700", "state": "normal", "keeper": _BACK},
    )),
    ("fire_facility", "control_room", (
        {"name": "火灾自动报警系统", "type": "alarm", "place": "全院", "state": "normal", "keeper": _KEEPER},
        {"name": "自动喷水灭火系统", "type": "sprinkler", "place": "住院楼", "state": "fault", "fault_since": "@day:0", "keeper": _KEEPER},
        {"name": "消防水泵", "type": "pump", "place": "地下泵房", "state": "normal", "keeper": _BACK},
        {"name": "防火门", "type": "fire_door", "place": "各楼层", "quantity": 24, "state": "normal", "keeper": _KEEPER},
    )),
    ("control_room", "control_room", (
        {"name": "消防控制室", "kind_of": "room", "place": "一层东侧", "operators": "@people:control_room_operator",
         "per_shift": 2, "shifts": 3, "model": False, "phone": "内线 119", "keeper": _KEEPER},
    )),
    ("micro_station", "micro_station", (
        {"name": "微型消防站", "place": "一层保卫室", "leader": "@post:security_guard", "members": "@people:security_guard,micro_station_member",
         "headcount": 6, "equipment": "灭火器、水带、水枪、空气呼吸器 2 套、消防服 4 套", "missing": "强光手电 2 支"},
    )),
    ("red_line", "", (
        {"name": "严禁占用堵塞疏散通道", "basis": "消防安全管理制度", "consequence": "约谈并扣绩效"},
        {"name": "严禁违规动火", "basis": "动火审批制度", "consequence": "停工并追责"},
    )),
    ("special_equipment", "lift", (
        {"name": "住院楼 1 号电梯", "type": "lift", "code": "@code:梯", "place": "住院楼", "state": "in_use", "keeper": _BACK},
        {"name": "住院楼 2 号电梯", "type": "lift", "code": "@code:梯", "place": "住院楼", "state": "in_use", "keeper": _BACK},
    )),
    ("special_equipment", "boiler", (
        {"name": "热水锅炉", "type": "boiler", "code": "@code:锅", "place": "锅炉房", "state": "in_use", "keeper": _BACK},
    )),
    ("special_equipment", "pressure_vessel", (
        {"name": "消毒供应室灭菌器", "type": "pressure_vessel", "code": "@code:容", "place": "消毒供应室", "state": "in_use", "keeper": _KEEPER},
    )),
    ("power_supply", "dual_power", (
        {"name": "双回路供电", "kind_of": "dual", "circuits": 2, "place": "配电房", "keeper": _BACK, "state": "in_use",
         "departments": ["operating_room", "emergency", "intensive_care", "delivery_room"]},
    )),
    ("power_supply", "own_generation", (
        {"name": "柴油发电机组", "kind_of": "generator", "capacity": 200, "place": "后勤楼", "keeper": _BACK, "state": "in_use",
         "departments": ["operating_room", "emergency"]},
    )),
    ("logistics_facility", "", (
        {"name": "供水系统", "type": "water", "place": "后勤楼", "state": "in_use", "keeper": _BACK},
        {"name": "后勤库房", "type": "warehouse", "place": "后勤楼", "state": "in_use", "keeper": _BACK},
    )),
    ("chemical_store", "dangerous_goods", (
        {"name": "酒精存放柜", "place": "后勤楼一层", "categories": ["flammable"], "content": "75% 酒精、含氯消毒剂",
         "keeper": "@post:chemical_keeper,safety_manager", "second_keeper": "@two:chemical_keeper,safety_manager",
         "security": ["double_lock", "ventilation", "spill"], "procedure": "双人双锁，出入库登记，限量存放。"},
    )),
    ("substance", "dangerous_goods", (
        {"name": "75% 酒精", "category": "flammable", "code": "@code:W", "store": "@thing:chemical_store", "measure": "瓶",
         "max_stock": 200, "keeper": "@post:chemical_keeper,safety_manager", "dangers": "易燃", "procedure": "远离火源，密闭存放。"},
        {"name": "过氧乙酸", "category": "chemical", "code": "@code:W", "store": "@thing:chemical_store", "measure": "瓶",
         "max_stock": 60, "keeper": "@post:chemical_keeper,safety_manager", "dangers": "强氧化、腐蚀"},
    )),
    ("substance", "controlled_drugs", (
        {"name": "盐酸吗啡注射液", "category": "controlled_drug", "code": "@code:M", "measure": "支", "max_stock": 120,
         "keeper": "@post:safety_manager"},
    )),
    ("laboratory", "pathogen_lab", (
        {"name": "微生物实验室", "level": "bsl2", "filing_number": "@code:BSL", "filed_on": "@day:-200", "place": "检验科",
         "keeper": "@post:lab_head,department_head", "staff": "@people:lab_staff,lab_head", "manual": "第 3 版"},
    )),
    ("lab_equipment", "pathogen_lab", (
        {"name": "生物安全柜", "type": "cabinet", "laboratory": "@thing:laboratory", "keeper": "@post:lab_staff"},
        {"name": "高压灭菌器", "type": "autoclave", "laboratory": "@thing:laboratory", "keeper": "@post:lab_staff"},
    )),
    ("strain", "pathogen_lab", (
        {"name": "金黄色葡萄球菌标准株", "kind_of": "strain", "category": "third", "code": "@code:JZ", "laboratory": "@thing:laboratory",
         "place": "-80℃ 冰箱 1 层", "quantity": "6 支", "keeper": "@post:lab_staff", "second_keeper": "@two:lab_staff"},
    )),
    ("hazard_factor", "occupational_hazards", (
        {"name": "电离辐射", "type": "radiation", "workplace": "放射检查室", "post": "放射工作人员", "workers": 4,
         "consequence": "放射损伤", "measures": "屏蔽防护、个人剂量监测", "emergency": "撤离并医学观察", "articles": "铅衣、铅帽",
         "exposed": "@people:radiation_worker", "keeper": _KEEPER},
        {"name": "环氧乙烷", "type": "chemical", "workplace": "消毒供应室", "post": "消毒员", "workers": 3, "consequence": "中毒",
         "measures": "密闭、通风", "emergency": "脱离现场、吸氧", "articles": "防毒面具", "keeper": _KEEPER},
    )),
    ("health_file", "occupational_hazards", (
        {"name": "放射工作人员监护档案", "person": "@post:radiation_worker,lab_staff", "code": "@code:ZJ", "post": "放射工作人员",
         "factors": "@things:hazard_factor", "exposed_from": "@day:-700"},
        {"name": "检验人员监护档案", "person": "@post:lab_staff,department_head", "code": "@code:ZJ", "post": "检验",
         "factors": "@things:hazard_factor", "exposed_from": "@day:-500"},
    )),
    ("risk_standard", "", (
        {"name": "安全风险分级标准", "method": "lec", "red": 320, "orange": 160, "yellow": 70, "scales": "LEC 法：可能性 × 暴露频次 × 后果"},
    )),
    ("risk_point", "", (
        _risk("配电房电气火灾", "后勤楼一层配电房", "equipment", "fire", (3, 6, 15), "unit"),
        _risk("输液大厅人员拥挤", "门诊输液厅", "environment", "crowd", (3, 6, 3)),
        _risk("医疗废物暂存点渗漏", "医疗废物暂存间", "environment", "biosafety", (1, 6, 7)),
        _risk("新进人员不熟悉疏散路线", "各科室", "person", "fire", (1, 3, 7)),
        _risk("外来维保作业监护不到位", "作业现场", "management", "equipment", (3, 2, 15)),
        _risk("夜间值班力量不足", "住院楼", "management", "security", (3, 3, 7)),
    )),
    ("risk_point", "medical_gas", (_risk("供氧站泄漏", "院区西侧供氧站", "equipment", "gas", (1, 10, 40), "unit"),)),
    ("risk_point", "highrise", (_risk("外科大楼火灾疏散困难", "外科大楼", "place", "fire", (3, 6, 40), "unit"),)),
    ("department_area", "", (
        {"name": "门诊大厅", "place": "一层", "crowded": True, "capacity": 300, "exits": 4, "keeper": _KEEPER},
        {"name": "职工宿舍", "place": "后勤楼二层", "high_risk": True, "exits": 2, "keeper": _BACK},
    )),
    ("emergency_plan", "", (
        _plan("生产安全事故综合应急预案", "comprehensive", "accident"), _plan("火灾事故专项预案", "special", "fire"),
        _plan("突发停电处置预案", "special", "power_failure"), _plan("暴力伤医处置预案", "onsite", "violence"),
    )),
    ("emergency_team", "", (
        {"name": "义务消防队", "specialty": "fire", "leader": "@post:security_guard,safety_manager",
         "members": "@people:security_guard,staff,micro_station_member", "phone": "内线 8119", "gear": "灭火器、水带、疏散喇叭"},
        {"name": "医疗救援队", "specialty": "medical", "leader": "@post:deputy,head", "members": "@people:staff,head_nurse,rescue_member",
         "phone": "内线 8120", "gear": "急救箱、担架、除颤仪"},
    )),
    ("emergency_supply", "", (
        {"name": "应急手电", "purpose": "power", "quantity": 20, "measured_in": "支", "lowest": 10, "place": "值班室", "keeper": _KEEPER},
        {"name": "防护服", "purpose": "epidemic", "quantity": 40, "measured_in": "套", "lowest": 50, "expires_on": "@day:780", "place": "应急库", "keeper": _KEEPER},
        {"name": "沙袋", "purpose": "flood", "quantity": 100, "measured_in": "个", "lowest": 60, "place": "后勤库房", "keeper": _BACK},
        {"name": "止血敷料包", "purpose": "medical", "quantity": 60, "measured_in": "包", "lowest": 30, "expires_on": "@day:1100", "place": "急诊科", "keeper": _KEEPER},
    )),
    ("checkpoint", "", (
        {"name": "一层东侧安全出口", "code": "@code:XC", "route": "夜间路线", "place": "一层东侧", "key_place": "@thing:key_place",
         "keeper": "@post:security_guard,safety_manager", "items": "通道畅通\n门锁完好\n指示灯亮", "per_night": 2},
        {"name": "配电房门口", "code": "@code:XC", "route": "夜间路线", "place": "后勤楼一层", "keeper": "@post:security_guard,safety_manager",
         "items": "无异味\n无杂物\n温度正常", "per_night": 2},
        {"name": "住院楼三层护士站", "code": "@code:XC", "route": "夜间路线", "place": "住院楼三层", "keeper": "@post:security_guard,safety_manager",
         "items": "通道畅通\n灭火器在位", "per_day": 2, "per_night": 0},
    )),
    ("checklist", "", (
        {"name": "科室日常安全检查表", "topic": "general", "items": "安全出口畅通\n插线板未串接\n氧气瓶固定\n灭火器在有效期内",
         "frequency": "day", "edition": "2"},
        {"name": "消防月度检查表", "topic": "fire", "objects": ["fire_facilities", "electrical", "exits"],
         "items": "消火栓完好\n应急照明有效\n防火门常闭\n报警主机无故障", "frequency": "month", "edition": "1"},
    )),
    ("inspection_plan", "", (
        {"name": "月度综合检查", "mode": "routine", "topic": "general", "frequency": "month"},
        {"name": "节前检查", "mode": "holiday", "topic": "fire", "frequency": "holiday"},
    )),
    ("training_plan", "", (
        {"name": "全员消防培训", "year": "@year:2", "topic": "fire", "audience": ["all_staff"], "planned_on": "@day:560", "hours": 4, "tested": True},
        {"name": "新员工三级教育", "year": "@year:2", "topic": "safety", "audience": ["new"], "planned_on": "@day:600", "hours": 24, "tested": True},
        {"name": "特种作业复训", "year": "@year:2", "topic": "special_operation", "audience": ["special_operators"], "planned_on": "@day:840", "hours": 8},
    )),
    ("question", "", (
        _question("发现火情应先报警并组织疏散。", "对", "fire", "one_understanding"),
        _question("电梯可以作为火灾时的疏散通道。", "错", "fire", "three_skills"),
        _question("灭火器压力指针在绿区表示压力正常。", "对", "fire"),
        _question("防火门可以用楔子长期顶开。", "错", "fire"),
        _question("值班人员发现险情，可以等交班以后再报告。", "错", "safety"),
        _question("发现重大事故隐患，有权停止作业并直接报告。", "对", "safety", "law"),
        _question("酒精可以和含氯消毒剂混合存放。", "错", "post", "occupational"),
    )),
    ("quiz", "", (
        {"name": "消防安全知识考试", "test": "fire", "asked": 4, "pass_mark": 75, "attempts": 3},
        {"name": "安全生产知识考试", "test": "safety", "asked": 2, "pass_mark": 50, "attempts": 3},
    )),
    ("publicity_plan", "", (
        {"name": "安全生产月宣讲", "campaign": "safety_month", "year": "@year:2", "planned_on": "@day:640", "organiser": _KEEPER},
        {"name": "消防宣传月", "campaign": "fire_month", "year": "@year:2", "planned_on": "@day:800", "organiser": _KEEPER},
    )),
    ("publicity_position", "", (
        {"name": "门诊大厅宣传栏", "form": "column", "place": "门诊大厅", "keeper": _KEEPER, "changed_on": "@day:0", "reminders": True},
    )),
    ("safety_sign", "", (
        {"name": "禁止吸烟", "place": "各楼层", "form": "prohibition", "checked_on": "@day:0"},
        {"name": "当心触电", "place": "配电房", "form": "warning", "checked_on": "@day:0"},
    )),
    ("grid", "", (
        {"name": "门诊网格", "place": "门诊各层", "keeper": "@post:department_head,safety_manager", "content": "每日巡查、每周小结"},
    )),
    ("police_room", "medical", (
        {"name": "警务室", "place": "门诊一层", "officers": 2, "station": "辖区派出所", "standard": True, "keeper": _KEEPER},
    )),
    ("security_resource", "medical", (
        {"name": "一键报警装置", "type": "one_key_alarm", "place": "急诊、护士站", "quantity": 8, "state": "normal", "keeper": _KEEPER},
        {"name": "安检门", "type": "security_gate", "place": "门诊入口", "quantity": 1, "state": "fault", "keeper": _KEEPER},
    )),
    ("budget_line", "", (
        {"name": "隐患整改", "year": "@year:2", "category": "hazard", "amount": "80000", "approved_by": "@post:head", "approved_on": "@day:500", "code": "@code:YS"},
        {"name": "消防设施维保", "year": "@year:2", "category": "maintenance", "amount": "60000", "approved_by": "@post:head", "approved_on": "@day:500", "code": "@code:YS"},
        {"name": "安全培训", "year": "@year:2", "category": "training", "amount": "30000", "approved_by": "@post:head", "approved_on": "@day:500", "code": "@code:YS"},
    )),
    ("renovation", "old_buildings", (
        {"name": "后勤楼线路改造", "kind_of": "electrical", "place": "后勤楼", "source": "own", "amount": "360000",
         "planned_from": "@day:200", "planned_until": "@day:900"},
    )),
    ("contractor", "contractors", (
        {"name": "华远消防维保有限公司", "type": "maintenance", "scope": "消防设施维保", "qualification": "消防设施维护保养一级",
         "qualification_until": "@day:1200", "agreement_until": "@day:900", "keeper": _KEEPER},
        {"name": "洁安保洁服务部", "type": "service", "scope": "保洁", "qualification": "营业执照", "qualification_until": "@day:1500",
         "agreement_until": "@day:760", "keeper": _BACK},
    )),
    ("construction_project", "construction_site", (
        {"name": "门诊楼扩建", "type": "extend", "place": "院区南侧", "contractor": "@thing:contractor", "budget": "5200000",
         "progress": "主体施工", "begins_on": "@day:300", "ends_on": "@day:1100", "keeper": _KEEPER},
    )),
    ("prevention_project", "", (
        {"name": "双重预防机制建设", "pilot": False, "stage": "screening", "percent": 70, "begins_on": "@day:60", "due_on": "@day:1000", "keeper": _KEEPER},
    )),
    ("gateway", "control_room", ({"name": "一号网关", "code": "@code:GW", "place": "消防控制室", "state": "online", "keeper": _KEEPER},)),
    ("sensor", "control_room", (
        {"name": "三层东烟感", "type": "smoke", "code": "@code:YG", "building": "@thing:building", "gateway": "@thing:gateway", "place": "三层东", "state": "online"},
        {"name": "消防水压", "type": "water_pressure", "code": "@code:SY", "gateway": "@thing:gateway", "place": "泵房", "lower": 0.3, "upper": 0.8,
         "measure": "MPa", "state": "online"},
        {"name": "配电柜电气火灾监测", "type": "electrical_fire", "code": "@code:DQ", "gateway": "@thing:gateway", "place": "配电房", "state": "offline"},
        {"name": "食堂燃气探测", "type": "gas", "code": "@code:RQ", "gateway": "@thing:gateway", "place": "食堂", "state": "online"},
    )),
    ("video_point", "control_room", ({"name": "疏散通道摄像头", "code": "@code:SP", "place": "一层", "state": "online", "keeper": _KEEPER},)),
    ("violation_kind", "", (
        {"name": "违规使用大功率电器", "basis": "用电管理制度", "red_line": False}, {"name": "占用疏散通道", "basis": "消防法", "red_line": True},
    )),
    ("employer_site", "office", (
        {"name": "青岭采石场", "trade": "石料开采", "sector": "mining", "dust": True, "dust_types": "矽尘", "workers": 46, "surveyed_on": "@day:120", "grade": "b"},
        {"name": "恒通建材厂", "trade": "水泥制品", "sector": "building_materials", "dust": True, "dust_types": "水泥尘", "workers": 80, "surveyed_on": "@day:130", "grade": "a"},
        {"name": "顺发铸造厂", "trade": "铸造", "sector": "metallurgy", "dust": True, "dust_types": "其他粉尘", "workers": 35, "surveyed_on": "@day:140", "grade": "c"},
        {"name": "广源木业", "trade": "家具制造", "sector": "other", "dust": True, "dust_types": "木粉尘", "workers": 28, "surveyed_on": "@day:150", "grade": "b"},
    )),
    ("expert", "office", (
        {"name": "消防专家组", "specialty": "建筑防火", "employer": "市消防协会", "title": "高级工程师"},
        {"name": "职业卫生专家组", "specialty": "粉尘与毒物", "employer": "市疾控中心", "title": "主任医师"},
    )),
    ("special_campaign", "office", (
        {"name": "电气火灾专项治理", "topic": "electrical_fire", "starts_on": "@day:0", "ends_on": "@day:900",
         "basis": "上级专项治理方案", "goal": "老旧线路和违规用电全部排查、按期整改。"},
        {"name": "危险化学品专项治理", "topic": "chemicals", "starts_on": "@day:180", "ends_on": "@day:900"},
        {"name": "电动自行车专项治理", "topic": "ebikes", "starts_on": "@day:300", "ends_on": "@day:900"},
    )),
    ("checklist", "office", (
        {"name": "医疗机构督查表", "topic": "general", "items": "责任书签订\n隐患闭环\n培训考试\n值班值守", "frequency": "quarter", "edition": "1"},
    )),
    ("emergency_plan", "office", (_plan("系统生产安全事故应急预案", "system", "accident"), _plan("突发公共卫生事件应急预案", "system", "epidemic"))),
)  # fmt: skip
