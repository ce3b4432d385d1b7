"""宣传: what was made known, through which channels, at which places, and what is planned."""

from weian.base.fields import Field
from weian.modules.publicity import positions
from weian.record.kinds import RecordKind, register
from weian.subject.kinds import register as register_subject

TOPICS = (
    ("law", "法律法规"),
    ("safety_month", "安全生产月"),
    ("law_week", "职业病防治法宣传周"),
    ("fire_month", "消防宣传月"),
    ("expositions", "重要论述"),
    ("safety_culture", "安全文化"),
    ("fire", "消防安全"),
    ("dust", "粉尘防治"),
    ("occupational", "职业健康"),
    ("policy", "政策文件"),
    ("knowledge", "安全知识"),
    ("technology", "安全技术"),
    ("typical_case", "典型案例"),
    ("good_practice", "典型经验"),
    ("special_work", "专项整治"),
    ("responsibility", "安全责任"),
    ("tips", "举报渠道和奖励"),
    ("medical", "医疗秩序和安全"),
    ("other", "其他"),
)
CHANNELS = (
    ("column", "专栏"),
    ("newspaper", "报刊"),
    ("led_screen", "电子显示屏"),
    ("screen", "走廊和病房屏幕"),
    ("notice_board", "公告栏"),
    ("blackboard", "黑板报"),
    ("banner", "横幅标语"),
    ("board", "宣传展板"),
    ("leaflet", "宣传资料"),
    ("wechat", "微信"),
    ("weibo", "微博"),
    ("app", "客户端"),
    ("website", "网站"),
    ("lecture", "讲座"),
    ("consultation", "现场咨询"),
    ("film", "警示教育片"),
    ("video", "短视频"),
    ("contest", "知识竞赛"),
)
#: The seven kinds of places that safety publicity goes to (七进).
PLACES = (
    ("hospital", "进医院"),
    ("school", "进学校"),
    ("office", "进机关"),
    ("community", "进社区"),
    ("village", "进乡村"),
    ("family", "进家庭"),
    ("public_place", "进公共场所"),
    ("enterprise", "进企业"),
)

PUBLICITY = register(
    RecordKind(
        key="publicity",
        title="安全宣传",
        area="publicity",
        summary="{topic}（{channel}）",
        help="宣传活动或内容发布后登记，附上照片或网址。",
        fields=(
            Field("topic", "宣传主题", "choice", required=True, choices=TOPICS),
            Field("channel", "宣传方式", "choices", required=True, choices=CHANNELS),
            Field("content", "主要内容", "text", search=True),
            Field("places", "宣传场所", "choices", choices=PLACES),
            Field("form", "内容形式", "choice", listed=False, choices=(
                ("report", "重要报道"), ("article", "学习文章"), ("interview", "访谈"),
                ("commentary", "评论"), ("warning", "曝光警示"), ("activity", "宣传活动"))),
            Field("initiative", "组织方式", "choice", listed=False, choices=(
                ("own", "主动开展"), ("assigned", "按上级要求"))),
            Field("hazard_kind", "针对的隐患", "text", search=True, listed=False),
            Field("reached", "覆盖人数", "integer", min=0, unit="人", listed=False),
            Field("plan", "对应活动计划", "subject", kind="publicity_plan", listed=False),
            Field("link", "网址", "text", listed=False),
            Field("photos", "照片", "photos", listed=False),
        ),
    )
)  # fmt: skip
PUBLICITY_PLAN = register_subject(positions.PLAN)
PUBLICITY_POSITION = register_subject(positions.POSITION)
SAFETY_SIGN = register_subject(positions.SIGN)
