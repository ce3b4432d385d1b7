"""Samples of forms and small pages."""

from django.forms import BaseForm

from weian.base.errors import BadInput
from weian.base.fields import Field
from weian.ui.forms import form_class, to_form_errors
from weian.ui.shapes import Action, ConfirmShape, Crumb, FormShape, MessageShape

PEOPLE = tuple(
    (str(n), f"{name}（{place}）", initials)
    for n, (name, place, initials) in enumerate(
        (
            ("周安", "安全办", "za"), ("刘护士长", "内科", "lhsz"), ("赵电工", "后勤科", "zdg"),
            ("陈院长", "院办", "cyz"), ("王安全员", "安全办", "waqy"), ("孙主任", "检验科", "szr"),
            ("李保安", "保卫科", "lba"), ("吴司机", "车队", "wsj"), ("郑医生", "急诊科", "zys"),
        ),
        start=1,
    )
)  # fmt: skip
FIELDS = (
    Field("what", "哪里有什么隐患", "longtext", required=True, help="写清位置和现象，例如：住院楼二层东侧走廊堆放病床。", max=500),
    Field("photos", "现场照片", "photos", required=True),
    Field("place", "部位", "text"),
    Field("grade", "等级", "choice", required=True, choices=(("ordinary", "一般隐患"), ("major", "重大隐患"))),
    Field("category", "类别", "choice", choices=tuple((f"c{n}", t) for n, t in enumerate(("消防", "用电", "燃气", "特种设备", "危险物品", "医疗", "其他")))),
    Field("fixed", "已当场整改", "bool"),
    Field("hazards", "可能造成", "choices", choices=(("fire", "火灾"), ("shock", "触电"), ("fall", "跌倒"))),
    Field("found", "发现时间", "datetime", required=True),
    Field("due", "整改期限", "date"),
    Field("money", "所需资金", "money"),
    Field("people", "整改责任人", "people", required=True),
    Field("checker", "验收人", "person"),
    Field("files", "附件", "files"),
)  # fmt: skip


def sample_form(data: dict[str, str] | None = None) -> BaseForm:
    """The hazard form; with ``data`` as it comes back rejected."""
    made = form_class(FIELDS, {"person": lambda: PEOPLE})
    if data is None:
        return made(initial={"found": "2026-09-28T09:40:00+08:00", "people": ["3", "5"]})
    form = made(data)
    form.is_valid()
    to_form_errors(form, BadInput("record.future", fields={"found": "发现时间：不能晚于现在。"}))
    return form


def form() -> FormShape:
    """A hazard in three taps."""
    return FormShape(
        title="报隐患",
        crumbs=(Crumb("隐患", "?shape=ledger"),),
        form=sample_form(),
        submit="提交",
        cancel_url="?shape=ledger",
        draft="gallery",
        hint="先拍照、写一句话就可以提交，其余可以以后补。",
    )


def form_rejected() -> FormShape:
    """The same, rejected."""
    data = {"what": "配电柜前堆放纸箱", "found": "2026-12-01T10:00", "money": "八百", "people": "3"}
    return FormShape(
        title="报隐患",
        form=sample_form(data),
        submit="提交",
        cancel_url="?shape=ledger",
        draft="gallery",
    )


def step_form() -> FormShape:
    """A step in a dialog."""
    made = form_class(
        (
            Field(
                "result",
                "验收结论",
                "choice",
                required=True,
                choices=(("pass", "合格"), ("fail", "不合格")),
            ),
            Field("note", "说明", "longtext"),
            Field("after", "验收照片", "photos"),
        )
    )
    return FormShape(
        title="验收",
        form=made(),
        url="?shape=case",
        submit="提交验收",
        id="verify",
        draft="gallery-verify",
        seen=(("version", "7"),),
    )


def confirm() -> ConfirmShape:
    """Something that cannot be taken back."""
    return ConfirmShape(
        title="停用门诊楼 2 号电梯",
        text="停用后不再产生新的责任事项，已有的记录保留。",
        consequences=("2 项未完成的责任事项将标为不适用", "停用不能撤销；重新启用要重新登记"),
        url="?",
        submit="停用",
        cancel_url="?shape=subject",
        danger=True,
    )


def message() -> MessageShape:
    """A dead end that says the way on."""
    return MessageShape(
        title="这份清单已经有人提交了",
        code="409",
        text="陈院长在 10:32 提交了第三季度清单，你的修改没有保存。",
        why="同一季度只提交一份；要改，请县卫生健康委退回后再改。",
        actions=(Action("看已提交的清单", "?", primary=True),),
    )
