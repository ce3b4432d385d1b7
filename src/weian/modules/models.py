"""Tables of the modules; most need none, as their kinds live in the common envelopes."""

from weian.modules.tips.models import SealedLetter, SealedTip, TipKey

__all__ = ["SealedLetter", "SealedTip", "TipKey"]
