"""Who is on duty when: rosters, the leader of each day, handing over, and spot checks."""

from collections.abc import Mapping
from typing import Final

from weian.base.fields import Field
from weian.record.kinds import RecordKind
from weian.subject.envelope.hooks import Answers


def _ends_later(answers: Answers) -> Mapping[str, str]:
    if str(answers.data["ends_on"]) < str(answers.data["starts_on"]):
        return {"ends_on": "值班结束不能早于值班开始。"}
    return {}


DUTY_ROSTER: Final = RecordKind(
    key="duty_roster",
    title="值班表",
    area="emergency",
    people="people",
    about=True,
    check=_ends_later,
    summary="{starts_on} 至 {ends_on}",
    help="排好班就登记；每天写明带班领导，24 小时不断岗。",
    fields=(
        Field("starts_on", "值班开始", "date", required=True),
        Field("ends_on", "值班结束", "date", required=True),
        Field("leader", "带班领导", "person", required=True),
        Field("people", "值班人员", "people", required=True),
        Field("post", "值班岗位", "choice", choices=(
            ("administrative", "行政总值班"), ("emergency", "应急值守"),
            ("holiday", "节假日值班"), ("control_room", "消防控制室"),
            ("security", "保卫"), ("clinical", "临床一线"), ("equipment", "配电、供氧等机房"))),
        Field("shift", "班次", "choice", help="不选就按 24 小时算。", choices=(
            ("whole_day", "24 小时"), ("day", "白天"), ("night", "夜间"))),
        Field("all_day", "24 小时有人", "bool"),
        Field("phone", "值班电话", "text", listed=False),
        Field("files", "值班表", "files", listed=False),
    ),
)  # fmt: skip

SHIFT_HANDOVER: Final = RecordKind(
    key="shift_handover",
    title="交接班",
    area="emergency",
    timed=True,
    people="people",
    submit_right="record.submit:own",
    summary="{post} {shift}",
    help="带班领导和值班人员到岗签到、交接时登记。",
    fields=(
        Field("post", "值班岗位", "choice", required=True, choices=(
            ("administrative", "行政总值班"), ("emergency", "应急值守"),
            ("control_room", "消防控制室"), ("security", "保卫"), ("clinical", "临床一线"),
            ("equipment", "配电、供氧等机房"))),
        Field("shift", "班次", "choice", required=True, choices=(
            ("day", "白班"), ("evening", "小夜班"), ("night", "夜班"), ("whole_day", "24 小时"))),
        Field("people", "交班人和接班人", "people", required=True),
        Field("leader", "带班领导", "person", help="带班领导到岗的选上本人。"),
        Field("events", "当班情况", "longtext", search=True, listed=False),
        Field("pending", "移交事项", "longtext", listed=False),
    ),
)  # fmt: skip

DUTY_CHECK: Final = RecordKind(
    key="duty_check",
    title="值班抽查",
    area="emergency",
    timed=True,
    summary="抽查{checked}：{answer}",
    help="上级抽查下级、单位抽查岗位的值班情况，写明是否在岗。",
    fields=(
        Field("checked", "抽查对象", "text", required=True, search=True),
        Field("answer", "抽查结果", "choice", required=True, choices=(
            ("present", "在岗"), ("late", "未及时应答"), ("absent", "脱岗"))),
        Field("by_way", "方式", "choice",
              choices=(("phone", "电话"), ("video", "视频"), ("on_site", "现场"))),
        Field("detail", "情况说明", "longtext", listed=False),
    ),
)  # fmt: skip
