"""Which columns the quarterly list has, and what they are called."""

from collections.abc import Mapping
from typing import Any, Final

from weian.base.adjustable import Adjustable, adjustable
from weian.base.errors import BadInput
from weian.base.fields import Field
from weian.report.hazard_list import COLUMNS, KNOWN, columns_from
from weian.report.owing import COLUMNS_SETTING

_NAMES: Final = {column.title: column.key for column in COLUMNS}
_LONGEST: Final = 20


def _shown(value: object) -> dict[str, Any]:
    columns = columns_from(value if isinstance(value, list) else None)
    renamed = [f"{KNOWN[c.key].title}={c.title}" for c in columns if c.title != KNOWN[c.key].title]
    return {"columns": [c.key for c in columns], "titles": renamed}


def _stored(answers: Mapping[str, Any]) -> object:
    chosen = set(answers["columns"])
    if "hazard" not in chosen:
        raise BadInput("setting.no_hazard", fields={"columns": "“问题隐患”一列不能去掉。"})
    titles = dict(_renamed(line) for line in answers.get("titles") or [])
    kept = [c.key for c in COLUMNS if c.key in chosen]
    return [{"key": k, **({"title": titles[k]} if k in titles else {})} for k in kept]


def _renamed(line: str) -> tuple[str, str]:
    """ "资金（元）=投入" to the column and its new title."""
    old, _, new = (part.strip() for part in line.replace("＝", "=").partition("="))
    if old not in _NAMES or not 1 <= len(new) <= _LONGEST:
        why = f"“{line}”看不懂。请写成“原来的列名=新的列名”，新列名不超过 {_LONGEST} 个字。"
        raise BadInput("setting.rename", fields={"titles": why})
    return _NAMES[old], new


LIST_COLUMNS: Final = adjustable(
    Adjustable(
        key=COLUMNS_SETTING,
        title="季度清单的列",
        help="每季度报送的问题隐患和制度措施清单有哪些列、叫什么。已签字报送的清单不变。",
        clause="始兴 五、保障措施（四）：附件的表样没有公布，由各地确定",
        fields=(
            Field("columns", "清单的列", "choices", required=True,
                  choices=tuple((c.key, c.title) for c in COLUMNS)),
            Field("titles", "改叫", "text", many=True, help="一行一个，例如：资金（元）=投入。不改的不写。"),
        ),
        shown=_shown,
        stored=_stored,
    )
)  # fmt: skip
