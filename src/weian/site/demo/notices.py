"""A notice that the clerk of the commission has dropped and half reviewed, so that the page shows work."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Final

import docx

from weian.base.errors import BadInput
from weian.policy.drafting import actions as drafts
from weian.policy.drafting import intake
from weian.policy.drafting.proposing import suggested
from weian.site.demo.crew import Crew

#: Invented; ``{office}``, ``{year}`` and ``{month}`` are those of the demonstration.
_LINES: Final = (
    "{office}关于加强冬春季医疗机构消防安全工作的通知",
    "各医疗卫生单位：",
    "冬春季节用火用电用气量大，历来是火灾易发多发期。为做好冬春季消防安全工作，现将有关事项通知如下：",
    "一、压实消防安全责任",
    "（一）各单位主要负责人每月至少带队开展1次消防安全检查，并做好检查记录。",
    "（二）各单位要与各科室逐级签订消防安全责任书，签订率达到100%。",
    "二、排查整治火灾隐患",
    "（一）全面自查。各单位自收到本通知之日起10日内完成消防安全自查，此后每月自查1次。",
    "（二）严格动火管理。严禁违规动火作业；确需动火的，作业前须办理审批手续，并落实现场看护。",
    "（三）加强巡查。住院病区夜间防火巡查每晚不少于2次，发现隐患立即整改。",
    "（四）规范充电。禁止在病房、楼道内停放电动自行车或者为其充电。",
    "三、强化培训演练",
    "（一）各单位每半年组织1次灭火和应急疏散演练，演练结束后7日内完成评估。",
    "（二）新入职人员上岗前接受消防安全培训不少于4学时。",
    "（三）床位100张以上的医疗机构，应当每季度对微型消防站队员训练1次。",
    "四、严格值班值守",
    "消防控制室实行24小时值班，每班不少于2人。遇有火情，须在15分钟内电话报告{office}。",
    "五、加强信息报送",
    "各单位每月25日前报送消防安全检查情况，{next}年3月31日前报送工作总结。",
    "{office}",
    "{year}年{month}月{day}日",
)
_DECIDED: Final = 8  # of the asks, in the order of the text


def drop_notice(office: Crew, now: datetime) -> int:
    """The clerk's draft of a few days ago, its first half decided as proposed. Returns how many
    items were decided."""
    clerk, at = office.hand("clerk"), now - timedelta(days=2, hours=3)
    content = _file(office.unit.name, at)
    draft = drafts.begin(
        clerk, unit=office.unit, name="冬春季消防安全通知.docx", content=BytesIO(content),
        size=len(content), at=at,
    )  # fmt: skip
    draft = intake.read(draft, at)
    decided = 0
    asks = draft.items.filter(none="").order_by("start")[:_DECIDED]
    for place, item in enumerate(asks):
        found = item.found
        decision = suggested(found.get("kind", ""), found.get("recurrence"), item.content)
        if not decision:
            continue  # not whole yet: the reviewer's to say
        try:
            drafts.decide(
                clerk, draft=draft, number=item.number, decision=decision, version=item.version,
                at=at + timedelta(minutes=20 + 2 * place),
            )  # fmt: skip
        except BadInput:  # nor this
            continue
        decided += 1
    return decided


def _file(name: str, at: datetime) -> bytes:
    made = docx.Document()
    shown = {"office": name, "year": at.year, "next": at.year + 1, "month": at.month, "day": at.day}
    for line in _LINES:
        made.add_paragraph(line.format(**shown))
    out = BytesIO()
    made.save(out)
    return out.getvalue()
