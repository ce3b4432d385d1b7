"""Who can owe something: the actor of an ask, and the nouns that name one."""

from dataclasses import dataclass
from typing import Final

#: Words at the end of a noun that can owe something; what is before them is its description.
HEADS: Final = (
    "单位|机构|医院|(?:分院|总院)(?![\u4e00-\u9fff]{1,6}?[部科办处室])|医共体|分局|物资库|零售店|门店|卫生院|服务中心|服务站|卫生室|诊所|中心|局|委员会|卫生健康委|卫健委|卫健局|卫生局|疾控中心|监督所|委|厅|政府|镇办|乡镇|街道|"
    "部门|科室|处室|股室|科|处|股|室|办公室|应急办|安全办|安委办|专班|领导小组|工作组|小组|班组|班子|党委|党组|党支部|"
    "负责人|责任人|管理人|法定代表人|法人代表|当事人|代理人|双方|总监|主要领导|分管领导|领导|领导班子成员|班子成员|其他成员|负责同志|同志|院长|主任|科长|局长|书记|护士长|站长|所长|队长|组长|"
    "管理员|安全员|网格员|联络员|值班员|检查员|监督员|引导员|督导员|宣传员|信息员|工作人员|管理人员|从业人员|作业人员|值班人员|操作人员|人员|驾驶员|司机|保安|门卫|电工|司炉工|焊工|护工|保洁|职工|员工|干部|医师|医生|甲方|乙方|(?:甲乙)?双方|全员|全体|护士|队员|病区|"
    "消防队|(?<=[\u4e00-\u9fff])队(?!伍|员|长|列|形|友)|微型消防站|消防站|救援站|工作站|应急队|应急队伍|队伍|企业|公司|厂家|供应商|施工方|物业|用人单位|氧气站|控制室|保卫部|(?<!全)部(?!门|位|分|署|件|队)|学校|中小学|幼儿园|工会|村民委员会|居民委员会|村委会|居委会|媒体|(?<!企)业主(?!要)|使用人|经营者|生产者|申请人|驾驶人|承运人|教师|总队|支队|大队|办事处|公安机关|团体|协会|指挥部|督导组|检查组|调查组|监护人|任何单位和个人|个人|县（[^）]{1,5}）|区（[^）]{1,5}）|市（[^）]{1,5}）|各地|各地区|各县区|各市县|各县|各市|各区|“?一把手”?"
)


@dataclass(frozen=True, slots=True)
class Actor:
    """``name`` as the document says it; ``source``: verbatim, inherited, normalised or none.

    ``end`` is where the words of the actor end in the ask, 0 when they are not at its head.
    """

    name: str
    source: str
    end: int = 0
    cooperating: tuple[str, ...] = ()
    case: bool = False  # named only as whose case it is: 安全员调离的，


NOBODY: Final = Actor("", "none")
