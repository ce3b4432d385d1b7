"""Search in Chinese without a dictionary: pairs of characters, kept as a tsvector built here.

A page filters by the vector (an index finds the pairs) and rechecks with LIKE, because pairs that
occur apart are no phrase. ``matching`` does both.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value

from weian.base import pinyin

M = TypeVar("M", bound=Model)

_RUN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003134f]+|[^\W㐀-鿿豈-﫿\U00020000-\U0003134f]+")
_MOST = 4000  # pairs kept of one row
_LONGEST = 60  # characters of one word that are kept


def _runs(text: str) -> Iterable[tuple[str, bool]]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    for run in _RUN.findall(folded):
        yield run[: _LONGEST * 100], ord(run[0]) >= 0x3400


def bigrams(text: str) -> list[str]:
    """The lexemes of a text: pairs of neighbouring characters, the last one alone, words otherwise."""
    out: dict[str, None] = {}
    for run, chinese in _runs(text):
        if chinese:
            out.update(dict.fromkeys(run[i : i + 2] for i in range(len(run))))
        else:
            out[run[:_LONGEST]] = None
    return list(out)[:_MOST]


def vector(*texts: str) -> str:
    """What to save in a SearchVectorField for a row that is to be found by these texts."""
    return " ".join(f"'{lexeme}'" for lexeme in bigrams("\n".join(texts)))


def query(text: str) -> str:
    """A tsquery that holds wherever all the words of ``text`` could stand; "" if there are none."""
    terms: dict[str, None] = {}
    for run, chinese in _runs(text):
        if not chinese:
            terms[f"'{run[:_LONGEST]}':*"] = None
        elif len(run) == 1:
            terms[f"'{run}':*"] = None
        else:
            terms.update(dict.fromkeys(f"'{run[i : i + 2]}'" for i in range(len(run) - 1)))
    return " & ".join(terms)


class Matches(Func):
    """``vector @@ 'query'::tsquery`` as a condition."""

    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def matching(
    rows: QuerySet[M], text: str, *, column: str = "search", recheck: Iterable[str] = ()
) -> QuerySet[M]:
    """The rows found by ``text``; each word of it must also stand in one of the ``recheck`` fields."""
    wanted = query(text)
    if not wanted:
        return rows.none() if text.strip() else rows
    rows = rows.filter(Matches(F(column), Value(wanted)))
    fields = list(recheck)
    for word in text.split() if fields else ():
        rows = rows.filter(_either(fields, word))
    return rows


def _either(fields: list[str], word: str) -> Q:
    """Letters in either case; without letters the column itself, of which the planner knows how
    often a word occurs in it (of its upper case it knows nothing, and reads all that is found)."""
    like = "contains" if word.upper() == word.lower() else "icontains"
    found = Q()
    for field in fields:
        found = found | Q(**{f"{field}__{like}": word})
    return found


def pinyin_initials(name: str, *, person: bool = False) -> str:
    """See base.pinyin.initials."""
    return pinyin.initials(name, person=person)


def pinyin_sort(name: str, *, person: bool = False) -> str:
    """See base.pinyin.sort_key."""
    return pinyin.sort_key(name, person=person)
