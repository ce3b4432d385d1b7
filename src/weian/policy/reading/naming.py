"""Who a clause begins with, by the shape of the name alone: a noun that ends as names of people and bodies
do, no verb in it, and a predicate behind it. For names that no list holds: 楼长, 输血科, 供氧服务商."""

import re
from typing import Final

#: How names of people and bodies end, and words that end so and name none.
_ENDS: Final = re.compile(
    r"(?:商户|住户|租户|用户|总值班|当班|专班|(?<![动满超委裁定减增])员|(?<![每他两几多数无专成有\d一二三四五六七八九十])人|(?<![或笔再])者|(?<![增延时加成生特全身波周边校助最])长|(?<![出会])师|(?<![施开停复竣分手加完动用化怠])工|(?<![卫发产再民陌派余])生|(?<![会磋协招经厂智])商|"
    r"(?<![对地前后配处平立官南北东西多双药各比一])方|(?<![布全结格邮定破])局|(?<![原编任])委|(?<![举查承经协督主交筹创补催兴])办|(?<![大餐前])厅|(?<![查各妥之好用害暗益何到几多深长短惩判])处|"
    r"(?<![全各本专学百])科|(?<![局全内外底顶中上下颈腹头])部|(?<![入教温居卧])室|(?<![持合控炒同])股|(?<![场厕何住寓])所|(?<![本全车网下到])站|(?<![住出入转来到在本全法])院|(?<![全上少])校|(?<![花田公])园|中心|"
    r"(?<![部列归排])队|(?<![机重改])组|(?<![机社例开议晨年大峰])会|团|公司|行社|(?<![夜书新])店|厂|(?:总值|专|当)班|经理|家属|患者|住户|租户|商户|用户|主任|书记|总监|(?<!不|指)代表|干部|骨干|街道|(?<![城家故同])乡|(?<![城])镇|社区|企业|机构|单位|部门|机关|集团|医院|学校|船舶|各[县市区旗州](?:[、（][^，]{0,8}）?)?|领导|同志|业主|法人|双方|个人)(?:（[^）]{1,8}）)?"
)
#: What a predicate begins with, when it is said outright.
_SAID: Final = re.compile(
    r"应当|应(?![急对用力激])|必须|须(?!知)|要(?![求点素害])|不得|不应|不准|严禁|禁止|需要?|负责(?!人)|一律|务必|均|都|每(?=[年季月周日天班晚夜半两\d一二三四五六七八九十旬次])|请(?=[于在按将各])|至少|定期|及时|立即|按照?(?=[^，]{2})|于|自|会同|牵头|配合|联合|分别|统一|同时|将(?=[^，]{2})|对(?=[^，]{2})|可以|可|有权|不定期|逐[级项月日步一]|[上下]岗前|全年|年内|\d{1,2}月|发现|接到|收到"
)
#: A name does not begin so, nor hold these.
_NO_START: Final = re.compile(
    r"对|将|把|按|承办(?![单方])|主办(?![单方])|协办(?![单方])|适时|聘|发动|动员|鼓励|移送|移交|报|通知|告知|责令|抽调|选派|指派|协调|学习|落细|坚持|引导|根据|依据|为|以|在|于|自|从|由|凡|如|若|经|向|与|和|及|并|同时|其中|每|至少|各项|加强|强化|严格|组织|开展|督促|指导|推动|建立|完善|健全|落实|明确|配备|设立|设置|制定|召开|成立|确保|提高|请|使用|采购|聘请|委托|通过|利用|除|未|无|不|有|是|要|应|须|可|已|已经|发生|发现|遇|接|收|参加|检查(?![员组])|培训(?!中心|[处科部])|宣传(?![处科部员])"
)
_INSIDE: Final = re.compile(r"[，。；：、]$|(?:对|将|把|要|应|须|不得|每|至少|由|向|为|在|于|率)")
_LONGEST: Final = 16
#: 各商场超市要, 各班组须: whoever each of them is; not each thing or place.
_EACH: Final = re.compile(
    r"各(?!项|类|种|式|环节|岗位|部位|区域|通道|楼层|楼栋|出入口|场所|制度|措施|阶段|时段|方面|工作|自|行业(?!主管|部门|协会)|领域(?!主管|部门)|要|应|须|设备|系统|点位)(?P<name>[^，。；：、对将把由的]{1,10}?)(?=应当|必须|须|要(?![求点素害])|不得|负责|每[年季月周日半]|至少)"
)
#: 中控室值机员：每班2人.
_BEFORE_COLON: Final = re.compile(r"[^，。；：、的]{2,14}：(?=.)")


def named_before_colon(clause: str) -> str:
    """Who stands before a colon at the head of what each must do."""
    found = _BEFORE_COLON.match(clause)
    name = found[0][:-1] if found else ""
    last = [m.end() for m in _ENDS.finditer(name)]
    return name if last and last[-1] == len(name) and not _NO_START.match(name) else ""


def named(clause: str) -> str:
    """The name that the clause begins with; empty when its shape does not tell."""
    shift = 1 if re.match("凡(?!是)", clause) else 0
    if _NO_START.match(clause, shift):
        return ""
    for found in _ENDS.finditer(clause, shift, _LONGEST):
        end = found.end()
        if end < 2 or not _SAID.match(clause, end):
            continue
        name = clause[shift:end]
        return "" if _INSIDE.search(re.sub("应急|主要|重要|为民", "", name)) else name
    each = _EACH.match(clause)
    return each[0] if each and not re.search("率|时间|工作$", each[0]) else ""
