"""宣传: what was made known, through which channels."""

from weian.base.fields import Field
from weian.record.kinds import RecordKind, register

PUBLICITY = register(
    RecordKind(
        key="publicity",
        title="安全宣传",
        area="publicity",
        summary="{topic}（{channel}）",
        help="宣传活动或内容发布后登记，附上照片或网址。",
        fields=(
            Field(
                "topic",
                "宣传主题",
                "choice",
                required=True,
                choices=(
                    ("law", "法律法规"),
                    ("safety_month", "安全生产月"),
                    ("law_week", "职业病防治法宣传周"),
                    ("expositions", "重要论述"),
                    ("dust", "粉尘防治"),
                    ("policy", "政策文件"),
                    ("knowledge", "安全知识"),
                    ("typical_case", "典型案例"),
                ),
            ),
            Field(
                "channel",
                "宣传方式",
                "choices",
                required=True,
                choices=(
                    ("column", "专栏"),
                    ("led_screen", "电子显示屏"),
                    ("notice_board", "公告栏"),
                    ("wechat", "微信"),
                    ("website", "网站"),
                    ("lecture", "讲座"),
                    ("film", "警示教育片"),
                ),
            ),
            Field("content", "主要内容", "text", search=True),
            Field("reached", "覆盖人数", "integer", min=0, unit="人", listed=False),
            Field("photos", "照片", "photos", listed=False),
        ),
    )
)
