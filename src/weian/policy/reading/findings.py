"""What is found in a document, how much speaks for it, and whom it binds when it does not say."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Final

from weian.policy.reading.forms import Reading
from weian.policy.reading.people import Actor

#: Bodies, as against people and teams.
UNITS: Final = re.compile(
    "(?:单位|机构|医院|卫生院|中心|局|委员会|委|院|站|科室|部门|科|处|企业|公司|厅|政府|专班|大队|支队|总队|街道|乡镇|镇|村|社区|所|校|学校|园|办|部|股|大队|中队|队|组|指挥部|办公室|会|集团|连|司|店|厂|商|方|工会|委员|村委会|居委会|商户)$"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One ask (``none`` empty), or a sentence that asks for nothing (``none`` says what it is).

    ``start``..``end`` stand in the source; ``confidence`` is between 0 and 1 and no probability.
    """

    clause: str
    sentence: str
    start: int
    end: int
    none: str = ""
    actor: str | None = None
    actor_source: str = "none"
    cooperating: tuple[str, ...] = ()
    modality: str = ""
    action: str = ""
    kind: str = "other"
    recurrence: dict[str, Any] | None = None
    threshold: dict[str, Any] | None = None
    confidence: float = 0.0
    rule: str = ""


#: How much the place of the word that told the kind says for it.
_TOLD: Final = {"verb": 0.1, "object": 0.08, "word": 0.0, "": -0.1}


def confidence(
    modality: str, actor: Actor, reading: Reading | None, threshold: object, told_by: str
) -> float:
    """How much speaks for it: said duty, actor, time and figure, a kind told by verb or object."""
    score = 0.4 + 0.2 * (modality in ("prohibition", "must", "required", "responsible"))
    score += 0.15 * (actor.source == "verbatim") + 0.05 * (actor.source == "inherited")
    score += 0.15 * bool(reading and reading.rule not in ("prompt", "phase")) + 0.05 * bool(
        threshold
    )
    return round(min(score + _TOLD[told_by], 0.95), 2)


def filled(found: list[Finding]) -> list[Finding]:
    """Asks without an actor get the one the document mostly speaks to, said to be a guess."""
    names = Counter(f.actor for f in found if f.actor and f.actor_source == "verbatim")
    general = [n for n in names if n and re.match("各|全|本院|基层|医疗|委属|局属", n)]
    bodies = [n for n in general if UNITS.search(n)]
    likely = max(
        bodies or general,
        key=lambda n: sum(often for name, often in names.items() if name.startswith(n)),
        default=None,
    )
    if likely is None:
        return found
    return [
        replace(
            f,
            actor=likely,
            actor_source="normalised",
            confidence=round(max(0.1, f.confidence - 0.1), 2),
        )
        if not f.none and f.actor is None
        else f
        for f in found
    ]
