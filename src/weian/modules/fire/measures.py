"""六加一: the document names no contents, so the jurisdiction words the seven measures.

The setting is a list of seven texts in the order of MEASURES, of the commission or unit nearest.
"""

from collections.abc import Mapping
from typing import Final

from weian.base.nearest import setting_of
from weian.org.queries import Unit
from weian.subject.envelope.hooks import Answers

WORDING_SETTING: Final = "fire.six_plus_one"
MEASURES: Final = (
    ("first", "第一项"),
    ("second", "第二项"),
    ("third", "第三项"),
    ("fourth", "第四项"),
    ("fifth", "第五项"),
    ("sixth", "第六项"),
    ("plus_one", "加一项"),
)


def wording_of(unit: Unit, measure: str) -> str | None:
    """What a measure is for a unit, as the nearest authority has worded it; None if nobody has."""
    texts = setting_of(WORDING_SETTING, unit.path)
    if not isinstance(texts, list) or len(texts) != len(MEASURES):
        return None
    return str(texts[[key for key, _ in MEASURES].index(measure)]) or None


def worded(answers: Answers) -> Mapping[str, object]:
    """The measure in words, kept with the record."""
    return {"wording": wording_of(answers.unit, str(answers.data["measure"]))}


def check_worded(answers: Answers) -> Mapping[str, str]:
    """One of the two says what the measure is."""
    if answers.data.get("wording") or answers.data.get("content"):
        return {}
    return {"content": "卫健部门还没有设定这一项的内容，请在这里写明。"}
