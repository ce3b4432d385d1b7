"""Rules, schemes and lists that are issued, revised and made known."""

from typing import Final

from weian.base.fields import Field
from weian.modules.rules.catalogue import CATEGORIES, CONTENTS, ELEMENTS, TRIGGERS
from weian.record.kinds import RecordKind

DOCUMENT: Final = RecordKind(
    key="document",
    title="制度文件",
    area="rules",
    validity="valid_until",
    number="code",
    summary="{name}",
    help="制度、方案、预案、清单印发后登记。修订后再登记一次，旧的留作历史。",
    fields=(
        Field("category", "文件类别", "choice", required=True, choices=CATEGORIES),
        Field("name", "文件名称", "text", required=True, search=True),
        Field("code", "文号", "text", search=True),
        Field("issued_on", "印发日期", "date", past=True, required=True),
        Field("valid_until", "有效期至", "date", help="没有期限可以不填。"),
        Field("year", "年度", "integer", min=2000, max=2100, help="年度计划、要点写明年度。"),
        Field("edition", "版本", "text", listed=False),
        Field("review_on", "下次评审", "date", listed=False, help="到期前会提醒评审修订。"),
        Field("contents", "包含内容", "choices", choices=CONTENTS, listed=False,
              help="制度汇编写明包含哪些内容，缺的一目了然。"),
        Field("elements", "写明的要素", "choices", choices=ELEMENTS, listed=False,
              help="实施方案、工作计划填写。"),
        Field("approved_by", "批准人", "person", listed=False),
        Field("basis", "依据文件", "text", search=True, listed=False),
        Field("issuer", "发文机关", "text", search=True, listed=False),
        Field("sent_to", "发放范围", "text", listed=False),
        Field("files", "文件正文", "files", listed=False),
    ),
)  # fmt: skip

REVISION: Final = RecordKind(
    key="document_revision",
    title="制度修订",
    area="rules",
    number="code",
    summary="修订{category}",
    help="法规政策变化或者评审后修订制度，登记为什么改、改了什么；新文本再登记一份制度文件。",
    fields=(
        Field("category", "文件类别", "choice", required=True, choices=CATEGORIES),
        Field("trigger", "修订原因", "choice", required=True, choices=TRIGGERS),
        Field("code", "新文号", "text", search=True),
        Field("edition", "新版本", "text"),
        Field("changes", "修改内容", "longtext", required=True, search=True, listed=False),
        Field("approved_by", "批准人", "person", listed=False),
        Field("files", "修订后文本", "files", listed=False),
    ),
)

ACKNOWLEDGEMENT: Final = RecordKind(
    key="document_acknowledgement",
    title="制度学习确认",
    area="rules",
    people="people",
    submit_right="record.submit:own",
    summary="{category}",
    help="学习制度或操作规程后确认。可以一人一次，也可以由组织者登记一批。",
    fields=(
        Field("category", "文件类别", "choice", required=True, choices=CATEGORIES),
        Field("name", "文件名称", "text", search=True),
        Field("people", "学习人员", "people", required=True),
        Field("files", "签收表", "files", listed=False),
    ),
)
