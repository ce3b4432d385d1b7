"""A later version of a document: which of its sentences are those of the version before.

Equal words keep their decision. Similar words keep answers and id, and are asked again.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Generic, Protocol, TypeVar

_NOISE: Final = re.compile(r"[\s，。；、：！？（）《》“”,.;:()\-—]+")
_SIMILAR: Final = 0.62
_SAME_PLACE: Final = 0.08  # what the same clause adds to the likeness
_SHARED: Final = 0.35  # of the pairs of characters; less is not looked at closer


class Sentence(Protocol):
    """A span of text in its clause."""

    @property
    def clause(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def none(self) -> str: ...


T = TypeVar("T", bound=Sentence)
U = TypeVar("U", bound=Sentence)


@dataclass(frozen=True)
class Match(Generic[T, U]):
    """``same``: word for word, but for stops and spaces."""

    old: T
    new: U
    same: bool


def match(old: Sequence[T], new: Sequence[U]) -> list[Match[T, U]]:
    """Each sentence is used once: equal ones first (in the same clause before any other), then the
    most similar."""
    found: list[Match[T, U]] = []
    used_old: set[int] = set()
    used_new: set[int] = set()
    for i, j in _equal(old, new):
        found.append(Match(old[i], new[j], same=True))
        used_old.add(i)
        used_new.add(j)
    rest_old = [i for i in range(len(old)) if i not in used_old]
    rest_new = [j for j in range(len(new)) if j not in used_new]
    for _, i, j in sorted(_similar(old, rest_old, new, rest_new), reverse=True):
        if i not in used_old and j not in used_new:
            found.append(Match(old[i], new[j], same=False))
            used_old.add(i)
            used_new.add(j)
    return found


def plain(words: str) -> str:
    """Without stops and spaces, which printers change."""
    return _NOISE.sub("", words)


def _equal(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    waiting: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, sentence in enumerate(old):
        waiting[plain(sentence.words), bool(sentence.none) * "none"].append(i)
    later = []
    for j, sentence in enumerate(new):
        held = waiting[plain(sentence.words), bool(sentence.none) * "none"]
        here = next((i for i in held if old[i].clause == sentence.clause), None)
        if here is None:
            later.append(j)
            continue
        held.remove(here)
        yield here, j
    for j in later:
        held = waiting[plain(new[j].words), bool(new[j].none) * "none"]
        if held:
            yield held.pop(0), j


def _similar(
    old: Sequence[Sentence], olds: Iterable[int], new: Sequence[Sentence], news: Iterable[int]
) -> Iterator[tuple[float, int, int]]:
    before = [(i, plain(old[i].words), _pairs(old[i].words)) for i in olds if not old[i].none]
    for j in news:
        if new[j].none:
            continue
        words, pairs = plain(new[j].words), _pairs(new[j].words)
        for i, other, others in before:
            shared = 2 * len(pairs & others) / (len(pairs) + len(others) or 1)
            if shared < _SHARED:
                continue
            likeness = SequenceMatcher(None, other, words, autojunk=False).ratio()
            likeness += _SAME_PLACE * (old[i].clause == new[j].clause)
            if likeness >= _SIMILAR:
                yield likeness, i, j


def _pairs(words: str) -> set[str]:
    text = plain(words)
    return {text[k : k + 2] for k in range(len(text) - 1)}
