"""How the seven measures of 六加一 are worded."""

from collections.abc import Mapping
from typing import Any, Final

from weian.base.adjustable import Adjustable, adjustable
from weian.base.fields import Field
from weian.modules.fire.measures import MEASURES, WORDING_SETTING


def _shown(value: object) -> dict[str, Any]:
    texts = (
        value if isinstance(value, list) and len(value) == len(MEASURES) else [""] * len(MEASURES)
    )
    return {key: str(text) for (key, _), text in zip(MEASURES, texts, strict=True)}


def _stored(answers: Mapping[str, Any]) -> object:
    return [answers[key] for key, _ in MEASURES]


SIX_PLUS_ONE_WORDS: Final = adjustable(
    Adjustable(
        key=WORDING_SETTING,
        title="消防“六加一”的内容",
        help="文件要求落实“六加一”措施而没有写出是哪七项，在这里逐项写明；单位登记时照此显示。",
        clause="郑州 十二（消防“六加一”）",
        fields=tuple(
            Field(key, title, "text", required=True, min=2, max=100) for key, title in MEASURES
        ),
        shown=_shown,
        stored=_stored,
    )
)
