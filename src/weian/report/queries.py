"""Where each report stands: for the unit that owes it, and for the commission that awaits it."""

from weian.case.queries import Case
from weian.report.adjusting import LIST_COLUMNS
from weian.report.collecting import (
    Collection,
    Line,
    Tally,
    accepted_parts,
    collection,
    collections,
    consolidated,
)
from weian.report.drafting import Draft, Seen, draft_of, draft_of_case, seen_by
from weian.report.owing import (
    COLUMNS_SETTING,
    SENT,
    columns_for,
    due_or_404,
    dues_of,
    frozen_of,
    hazards_of,
    is_above,
    kind_key,
    of_the_house,
    return_or_404,
    returns_of,
    wall,
    was_sent,
)
from weian.report.shelf import kind_or_404
from weian.report.words import answers_of

__all__ = [
    "COLUMNS_SETTING",
    "LIST_COLUMNS",
    "SENT",
    "Case",
    "Collection",
    "Draft",
    "Line",
    "Seen",
    "Tally",
    "accepted_parts",
    "answers_of",
    "collection",
    "collections",
    "columns_for",
    "consolidated",
    "draft_of",
    "draft_of_case",
    "due_or_404",
    "dues_of",
    "frozen_of",
    "hazards_of",
    "is_above",
    "kind_key",
    "kind_or_404",
    "of_the_house",
    "return_or_404",
    "returns_of",
    "seen_by",
    "wall",
    "was_sent",
]
