"""Laboratories, their protective equipment, and the strains and samples they keep."""

from weian.base.fields import Field
from weian.subject.kinds import SubjectKind, register

LABORATORY = register(
    SubjectKind(
        key="laboratory",
        title="生物安全实验室",
        area="laboratory",
        code_field="filing_number",
        fields=(
            Field("name", "实验室名称", "text", required=True, search=True),
            Field(
                "level",
                "生物安全等级",
                "choice",
                required=True,
                choices=(
                    ("bsl1", "一级(BSL-1)"),
                    ("bsl2", "二级(BSL-2)"),
                    ("bsl3", "三级(BSL-3)"),
                    ("bsl4", "四级(BSL-4)"),
                ),
            ),
            Field("filing_number", "备案编号", "text", search=True),
            Field("filed_on", "备案日期", "date", past=True),
            Field("place", "位置", "text"),
            Field("keeper", "实验室负责人", "person"),
            Field("staff", "实验室人员", "people", listed=False),
            Field("agents", "涉及的病原微生物", "text", many=True, listed=False),
            Field("activities", "批准的实验活动", "text", many=True, listed=False),
            Field("manual", "生物安全手册版本", "text", listed=False),
            Field("files", "平面图和资料", "files", listed=False),
        ),
    )
)

LAB_EQUIPMENT = register(
    SubjectKind(
        key="lab_equipment",
        title="实验室防护设备",
        area="laboratory",
        fields=(
            Field("name", "设备名称", "text", required=True),
            Field(
                "type",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("cabinet", "生物安全柜"),
                    ("autoclave", "高压灭菌器"),
                    ("eyewash", "洗眼和喷淋装置"),
                    ("ventilation", "通风负压系统"),
                    ("freezer", "菌(毒)种保存设备"),
                    ("other", "其他"),
                ),
            ),
            Field("laboratory", "所在实验室", "subject", kind="laboratory"),
            Field("keeper", "责任人", "person"),
        ),
    )
)

STRAIN = register(
    SubjectKind(
        key="strain",
        title="菌(毒)种和样本",
        area="laboratory",
        code_field="code",
        fields=(
            Field("name", "名称", "text", required=True, search=True),
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(("strain", "菌(毒)种"), ("sample", "样本")),
            ),
            Field(
                "category",
                "危害分类",
                "choice",
                choices=(
                    ("first", "第一类"),
                    ("second", "第二类"),
                    ("third", "第三类"),
                    ("fourth", "第四类"),
                ),
            ),
            Field("code", "编号", "text", search=True),
            Field("laboratory", "所在实验室", "subject", kind="laboratory"),
            Field("place", "保存位置", "text", required=True),
            Field("quantity", "数量", "text"),
            Field("keeper", "保管人", "person"),
            Field("second_keeper", "双人管理的另一人", "person", listed=False),
        ),
    )
)
