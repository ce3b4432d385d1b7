"""What a pack says of its document: the questions of a draft's header."""

from typing import Final

from weian.base.fields import Field
from weian.policy.models import LAYER_TITLES

HEADER: Final = (
    Field("title", "文件名称", "text", required=True, max=300),
    Field("issuer", "印发单位", "text", required=True, max=200),
    Field("number", "文号", "text", max=120),
    Field("issued", "印发日期", "date", required=True),
    Field("layer", "层级", "choice", required=True, choices=tuple(LAYER_TITLES.items())),
    Field("since", "施行日期", "date", required=True),
    Field("until", "失效日期", "date", help="文件没有写明就不填"),
)
