"""举报建议: what people point out and propose, answered and rewarded."""

from weian.case.kinds import register
from weian.modules.tips import suggestion, tip

TIP = register(tip.TIP)
SUGGESTION = register(suggestion.SUGGESTION)
