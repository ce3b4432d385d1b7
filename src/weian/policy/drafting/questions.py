"""What the correction form asks: all that the grammar of packs can say of an obligation, to be chosen.

Conditions and columns are those of the evidence, the bearer and the population chosen so far.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from weian.base.areas import AREAS
from weian.base.fields import Field
from weian.policy.drafting import choices
from weian.policy.drafting.choices import Choices
from weian.policy.drafting.measures import BEARING, FACTS, FIGURES, KINDS, POPULATION

Answers = Mapping[str, Any]
#: Questions whose options hang on other answers: an option that no longer fits is dropped.
HANGING: Final = (
    "where", "word", "summed", "covered", "passed", "deadline", "person", "each_where", "among", "ask",
    *FIGURES, *BEARING, *POPULATION,
)  # fmt: skip


def records_of(answers: Answers) -> tuple[str, ...]:
    """Every kind of evidence chosen so far."""
    first, others = str(answers.get("record") or ""), answers.get("also") or ()
    return tuple(dict.fromkeys(r for r in (first, *others) if r))


#: What few obligations need; the form folds it away.
SELDOM: Final = frozenset(
    {
        "applies_any", "either", "each_where", "also", "word", "word_is", "person", "below", "grace",
        "grace_unit", "late", "weight", "veto", "on_breach", "loosens",
    }
    | {f"{slot}{part}" for slot in (*FACTS, *BEARING, *FIGURES) for part in ("", "_how", "_number")}
)  # fmt: skip


def fields(answers: Answers, asked: Choices = ()) -> tuple[Field, ...]:
    """The questions, given what was answered; ``asked`` are the intervals that others leave open."""
    each = str(answers.get("each") or "unit")
    return (*_who(each), *_what(answers), *_when(each, asked), *_rest())


def _who(each: str) -> tuple[Field, ...]:
    return (
        Field("title", "要做的事", "text", required=True, max=120, help="短句，待办里就这样写"),
        Field("area", "板块", "choice", required=True, choices=tuple(AREAS.items())),
        Field("units", "责任单位", "choices", required=True, choices=choices.units()),
        Field("post", "由谁办理", "choice", choices=choices.posts(), help="不选就是单位"),
        Field("applies", "适用条件", "choices", choices=choices.applies(), help="不选就是都适用"),
        Field("applies_any", "符合其中一项即可", "bool", help="不勾就是各项都要符合"),
        Field("either", "另外至少符合一项", "choices", choices=choices.applies()),
        *_numbers(FACTS, "数量条件", choices.counted_facts(), "例如床位数达到多少才适用"),
        Field("each", "按什么计", "choice", required=True, choices=choices.each()),
        *_picked("each_where", "只计其中哪些", "choices", choices.bearing(each)),
        *_numbers(BEARING, "其中哪个数要达到", choices.bearing_numbers(each)),
    )


def _what(answers: Answers) -> tuple[Field, ...]:
    records, measure = records_of(answers), str(answers.get("measure") or "")
    kinds = answers.get("kinds") or ()
    return (
        Field("record", "以什么为凭", "choice", required=True, choices=choices.evidence()),
        Field("also", "或者以什么为凭", "choices", choices=choices.evidence()),
        *_picked("where", "其中要求", "choices", choices.conditions(records)),
        *_said(choices.words(records)),
        *_numbers(FIGURES, "其中哪个数要达到", choices.summed(records)),
        *(_picked("person", "哪一栏是本人", "choice", choices.persons(records)) if records else ()),
        Field("below", "下级单位的也算", "bool"),
        Field("measure", "怎样算够", "choice", required=True, choices=choices.MEASURES),
        Field("count", "至少几次", "integer", min=1, max=1000, unit="次"),
        Field("at_most", "最多几次", "integer", min=1, max=1000, unit="次"),
        *_picked("summed", "累计哪一栏", "choice", choices.summed(records)),
        Field("amount", "累计不少于", "number", min=0),
        Field("kinds", "覆盖哪些对象", "choices", choices=choices.subjects()),
        Field("unit_kinds", "覆盖哪些单位", "choices", choices=choices.units()),
        Field("post_kinds", "覆盖哪些岗位", "choices", choices=choices.posts()),
        *_picked("among", "只覆盖其中哪些", "choices", choices.population(measure, kinds)),
        *_numbers(POPULATION, "其中哪个数要达到", choices.population_numbers(measure, kinds)),
        *_picked("covered", "哪一栏记着覆盖到谁", "choice", choices.covered(records)),
        *_picked("passed", "怎样算合格", "choices", choices.passed(records)),
        Field("share", "比例不低于", "number", min=0.1, max=100, unit="%"),
    )  # fmt: skip


def _numbers(
    slots: Sequence[str], title: str, offered: Choices, said: str = ""
) -> tuple[Field, ...]:
    """Figures against numbers, where there are any."""
    if not offered:
        return ()
    out: list[Field] = []
    for n, slot in enumerate(slots):
        name = f"{title}（二）" if n else title
        out += (
            Field(slot, name, "choice", choices=(*choices.NO_FIGURE, *offered), help=said),
            Field(f"{slot}_how", "怎样比较", "choice", choices=choices.COMPARED),
            Field(f"{slot}_number", "比较的数", "number"),
        )
    return tuple(out)


def _said(offered: Choices) -> tuple[Field, ...]:
    """A word that a field must hold, where the evidence has such fields."""
    if not offered:
        return ()
    listed = (*choices.NO_FIGURE, *offered)
    return (
        Field("word", "其中哪一栏要写着", "choice", choices=listed),
        Field("word_is", "写着什么", "text", max=200, help="几个都可以的用顿号分开"),
    )


def _picked(key: str, title: str, sort: str, offered: Choices) -> tuple[Field, ...]:
    """A question only where there is something to choose."""
    return (Field(key, title, sort, choices=offered),) if offered else ()


def _when(each: str, asked: Choices) -> tuple[Field, ...]:
    return (
        Field("form", "时限", "choice", required=True, choices=choices.FORMS),
        *_picked("ask", "与哪一项用同一个周期", "choice", asked),
        Field("period", "周期", "choice", choices=choices.PERIODS),
        Field("every", "每隔几个周期", "integer", min=1, max=100),
        Field("last", "周期里的哪一段", "choice", choices=choices.LASTS),
        Field("last_days", "最后几天", "integer", min=1, max=99, unit="天"),
        Field("month", "几月", "integer", min=1, max=12, unit="月"),
        Field("day", "几日以前", "integer", min=1, max=31, unit="日", help="不填就是当月内"),
        Field("since", "开始日期", "date"),
        Field("by", "截止日期", "date"),
        Field("after", "从什么事算起", "choice", choices=choices.evidence()),
        Field("within", "多久以内", "integer", min=0, max=1000, help="0 就是当日"),
        Field("within_unit", "单位", "choice", choices=choices.SPANS),
        Field("before", "在什么以前", "choice", choices=choices.BEFORES),
        Field("lead", "提前几天可以办", "integer", min=0, max=365, unit="天"),
        Field("age", "多久以内的", "integer", min=1, max=100),
        Field("age_unit", "年限单位", "choice", choices=choices.AGES),
        *_picked("deadline", "哪一个期限", "choice", choices.deadlines(each)),
    )


def _rest() -> tuple[Field, ...]:
    return (
        Field("grace", "宽限", "integer", min=0, max=365),
        Field("grace_unit", "宽限单位", "choice", choices=choices.GRACES, help="不选就是天"),
        Field("late", "逾期以后", "choice", choices=choices.LATES, help="不选就按时限的种类定"),
        Field("weight", "考核分值", "number", min=0, max=100),
        Field("veto", "一票否决", "bool"),
        Field("on_breach", "未完成时怎样处理", "text", max=200),
        Field("loosens", "放宽上级的哪一项", "text", max=120, help="制度包编号#责任事项编号"),
    )


def judged_fields() -> tuple[Field, ...]:
    """The questions of a clause that an inspector judges."""
    return (
        Field("question", "问检查员什么", "text", required=True, max=200),
        Field("reason", "为什么由人判定", "choice", required=True, choices=choices.REASONS),
    )


__all__ = ["HANGING", "KINDS", "SELDOM", "fields", "judged_fields", "records_of"]
