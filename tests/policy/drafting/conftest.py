"""An invented plan in the style that counties write, and drafts of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest

from weian.org import queries as org
from weian.policy.drafting import actions, intake
from weian.policy.models import Draft

AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
TEXT = """清河县卫生健康局关于印发《清河县医疗机构冬季消防安全整治方案》的通知
清卫办〔2026〕31号
各乡镇卫生院，县直各医疗卫生单位：
现将《清河县医疗机构冬季消防安全整治方案》印发给你们，请认真组织实施。
清河县卫生健康局
2026年10月20日
清河县医疗机构冬季消防安全整治方案
为防范冬季火灾，结合我县实际，制定本方案。
一、总体要求
坚持预防为主、防消结合，推动全县医疗机构消防安全形势持续向好。
二、重点任务
（一）压实责任。各医疗机构主要负责人每季度至少主持召开1次消防安全专题会议，研究解决突出问题。
（二）加强排查。各单位每月至少开展2次消防安全检查，发现隐患立即整改。各单位要定期开展电气线路自查。
（三）强化演练。各单位每半年至少组织1次灭火和疏散演练。
（四）严禁行为。严禁在病房楼内为电动自行车充电。
三、工作要求
各单位要于2026年12月20日前将整治工作总结报县卫生健康局。
"""
LATER = (
    TEXT.replace("每月至少开展2次消防安全检查", "每月至少开展3次消防安全检查")
    .replace("（四）严禁行为。严禁在病房楼内为电动自行车充电。\n", "")
    .replace("三、工作要求", "三、工作要求\n各单位要在每年11月9日前组织一次消防宣传活动。")
)


def as_docx(text: str) -> bytes:
    """The text as Word keeps it, a paragraph a line."""
    made = docx.Document()
    for line in text.splitlines():
        made.add_paragraph(line)
    target = BytesIO()
    made.save(target)
    return target.getvalue()


@pytest.fixture
def people(tree: SimpleNamespace, someone: Any, settings: Any, tmp_path: Path) -> SimpleNamespace:
    """Who reviews and who approves; files go to a folder that goes away."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return SimpleNamespace(
        clerk=someone("commission_clerk", tree.county),
        leader=someone("commission_leader", tree.county),
        head=someone("institution_head", tree.hospital),
        stranger=someone("commission_clerk", tree.far),
        nurse=someone("staff", tree.hospital),
    )


@pytest.fixture
def drop(people: SimpleNamespace, tree: SimpleNamespace) -> Callable[..., Draft]:
    """``drop(text, previous=None)``: uploaded by the clerk and read."""

    def begin(
        text: str = TEXT, *, previous: Draft | None = None, by: org.Person | None = None
    ) -> Draft:
        raw = as_docx(text)
        draft = actions.begin(
            by or people.clerk, unit=tree.county, name="方案.docx", content=BytesIO(raw), size=len(raw),
            at=AT, previous=previous,
        )  # fmt: skip
        return intake.read(draft, AT)

    return begin


@pytest.fixture
def draft(drop: Callable[..., Draft]) -> Draft:
    """The plan, read and open for review."""
    return drop()
