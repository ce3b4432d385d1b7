"""How a duty is said: 应当, 不得, 要, 负责; and limits, which are said with 不 and forbid nothing."""

import re
from typing import Final

#: 应 and 要 as modal verbs: not in 响应, 应急, 重要, 要求.
_SHOULD: Final = "(?<![响适相供反效感对])应(?!急|对|用|付|力|激|答|届)"
_WANT: Final = "(?<![重主需紧摘概纪必])要(?!求|点|素|害|闻|件)"
#: The ways to negate a comparison: 不少于, 不应少于.
NOTS: Final = ("不", "不得", "不应", "不宜", "不能", "不可")
#: What a limit compares: 不得少于 is no ban.
LIMITS: Final = "少于|低于|超过|大于|小于|高于|短于|多于|长于|超出|晚于|迟于|早于|不足"

_MODALITIES: Final = (
    ("prohibition", rf"不[得应](?!的|力|当|体|已|法|手|再?(?:{LIMITS}))|严禁|禁止|不准"),
    ("must", "必须|应当|‹应›|须|不得"),
    ("required", "‹要›|请|需要|需"),
    ("responsible", "负责|负总责"),
)
_TARGET: Final = re.compile(r"率[^，]{0,6}(?:达|不低于|为|\d)|力争|实现|争取")


def grammar(pattern: str) -> re.Pattern[str]:
    """A pattern in which ‹应› and ‹要› stand for the modal verbs."""
    return re.compile(pattern.replace("‹应›", _SHOULD).replace("‹要›", _WANT))


#: 对工作不负责、不作为，措施不落实，逾期未完成的，依法问责.
_CASES: Final = re.compile(
    "(?:对(?!.{0,40}(?<!不)(?:进行|开展|实行|组织|采取|落实|建立))|因|凡|如|若|逾期|存在)[^。；]{4,80}?的，"
    "(?=[^，]{0,8}(?:依法|依规|依纪|依照|坚决|严肃|从严|一律|予以|给予|追究|问责|处理|取消))"
)
_BOUND: Final = grammar("应当|‹应›|必须|须|‹要›")
_COMPILED: Final = tuple((name, grammar(pattern)) for name, pattern in _MODALITIES)


def case_end(ask: str) -> int:
    """Where what is done about a case begins, the case being all that stands before; else 0."""
    found = _CASES.match(ask)
    return found.end() if found and not _BOUND.search(found[0]) else 0


def modality_of(ask: str) -> str:
    """prohibition, must, required, responsible, target, or imperative when nothing is said."""
    said = ask[case_end(ask) :]
    for name, pattern in _COMPILED:
        if pattern.search(said):
            return name
    return "target" if _TARGET.search(ask) else "imperative"
