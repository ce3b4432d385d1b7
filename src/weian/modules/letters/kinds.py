"""文书: what the authority sends out, and what its addressees receive."""

from weian.modules.letters.incoming import INCOMING
from weian.modules.letters.layouts import LAYOUT
from weian.modules.letters.outgoing import LETTER

__all__ = ["INCOMING", "LAYOUT", "LETTER"]
