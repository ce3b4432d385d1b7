"""How the law of a place reads "the last week of the quarter" and "before the tenth"."""

import json
from collections.abc import Mapping
from typing import Any, Final

from django.db import connection

from weian.base.adjustable import Adjustable, adjustable
from weian.base.fields import Field
from weian.base.models import Setting
from weian.core.cadence import Rules

LAST_WEEK_SETTING: Final = "duty.last_week"
BEFORE_SETTING: Final = "duty.before_includes_day"
_WEEKS: Final = (
    ("days:7", "最后七天"),
    ("iso", "最后一个星期一到期末"),
    ("working:5", "最后五个工作日"),
)
_BEFORE: Final = (("yes", "当天仍算按时"), ("no", "要在前一天办完"))
_USUAL: Final = Rules()
_SET: Final = (
    f"SELECT key, value::text FROM {Setting._meta.db_table} WHERE unit_id IS NULL AND key = ANY(%s)"
)


def readings() -> tuple[str, bool]:
    """The readings in force (``last_week``, ``before_includes_day``), each the default unless set."""
    keys = [LAST_WEEK_SETTING, BEFORE_SETTING]
    with connection.cursor() as cursor:  # asked with every act, as the calendar is
        known = {key: json.loads(text) for key, text in cursor.execute(_SET, [keys]).fetchall()}
    return _week(known.get(LAST_WEEK_SETTING)), _includes(known.get(BEFORE_SETTING))


def _week(value: object) -> str:
    return str(value) if value in dict(_WEEKS) else _USUAL.last_week


def _includes(value: object) -> bool:
    return value if isinstance(value, bool) else _USUAL.before_includes_day


def _week_stored(answers: Mapping[str, Any]) -> object:
    return answers["week"]


def _before_stored(answers: Mapping[str, Any]) -> object:
    return answers["before"] == "yes"


LAST_WEEK: Final = adjustable(
    Adjustable(
        key=LAST_WEEK_SETTING,
        title="“季度最后一周”指哪几天",
        help="清单等要在季度、月份最后一周报送的，从哪天算起。保存后全部责任事项重新计算。",
        clause="始兴 五、保障措施（四）每季度最后一周报送",
        fields=(Field("week", "最后一周", "choice", required=True, choices=_WEEKS),),
        shown=lambda value: {"week": _week(value)},
        stored=_week_stored,
        whole=True,
    )
)
BEFORE: Final = adjustable(
    Adjustable(
        key=BEFORE_SETTING,
        title="“某月某日前”包不包括当天",
        help="“12月10日前报送”，12月10日当天报送算不算按时。保存后全部责任事项重新计算。",
        clause="佛坪、始兴等文件中写“×月×日前”的各条，文件没有写明",
        fields=(Field("before", "当天", "choice", required=True, choices=_BEFORE),),
        shown=lambda value: {"before": "yes" if _includes(value) else "no"},
        stored=_before_stored,
        whole=True,
    )
)
