"""What a campaign has of its own: sub-campaigns on one subject, and the text of its summary."""

from typing import Final

from weian.base.areas import CAMPAIGNS
from weian.base.fields import Field
from weian.record.kinds import RecordKind
from weian.record.kinds import register as register_record
from weian.subject.kinds import SubjectKind
from weian.subject.kinds import register as register_subject

SPECIAL: Final = register_subject(
    SubjectKind(
        key="special_campaign",
        title="专项治理",
        area="inspection",
        columns=("topic", "starts_on", "ends_on", "lead"),
        help="电气火灾、危险化学品、电动自行车、施工工地等专项治理。上报隐患时选同一个主题，就算在它名下。",
        fields=(
            Field("name", "名称", "text", required=True, search=True),
            Field("topic", "主题", "choice", required=True, choices=CAMPAIGNS),
            Field("starts_on", "开始日期", "date", required=True),
            Field("ends_on", "结束日期", "date", required=True),
            Field("basis", "依据文件", "text", search=True, listed=False),
            Field("lead", "负责人", "person"),
            Field("goal", "目标", "longtext", listed=False),
            Field("files", "方案", "files", listed=False),
        ),
    )
)

TEXT: Final = register_record(
    RecordKind(
        key="campaign_text",
        title="整治总结稿",
        area="report",
        summary="{headline}",
        help="由专项整治页面按数据生成，改好后保存，可以导出 Word 或者转为年度报送的正文。",
        fields=(
            Field("document", "整治文件", "text", required=True, max=110, listed=False),
            Field("headline", "标题", "text", required=True, max=120, search=True),
            Field("as_of", "数据截至", "date", required=True),
            Field("text", "正文", "longtext", required=True, min=10, search=True, listed=False),
        ),
    )
)
