"""A document's text as the page shows it: clauses that fold, sentences that can be followed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from weian.policy.models import Document


@dataclass(frozen=True)
class Mark:
    """A stretch of text: its anchor, where a click leads, its class and what it is in words."""

    start: int
    end: int
    anchor: str
    href: str
    kind: str
    title: str
    number: int = 0


def paper(
    document: Document, marks: Sequence[Mark], begin: int = 0, end: int | None = None
) -> SafeString:
    """The clauses that overlap a stretch, nested and foldable; what is marked can be followed."""
    last = len(document.text) if end is None else end
    pieces = [p for p in document.pieces if p[3] > begin and p[2] < last and p[3] > p[2]]
    ordered = sorted(marks, key=lambda m: (m.start, m.end, m.number))
    return mark_safe("".join(_nested(document.text, pieces, ordered)))


def _nested(text: str, pieces: Sequence[Sequence[object]], marks: Sequence[Mark]) -> Iterator[str]:
    depths: list[int] = []
    for path, depth, start, end, heading in pieces:
        assert isinstance(depth, int) and isinstance(start, int) and isinstance(end, int)
        while depths and depths[-1] >= depth:
            depths.pop()
            yield "</details>"
        own = [m for m in marks if start <= m.start < end]
        shown = format_html(
            '<details class="paper-clause" open><summary><span class="paper-place">{}</span>'
            '<span class="paper-heading">{}</span></summary><p class="paper-text">{}</p>',
            path or "全文", heading, format_html_join("", "{}", ((p,) for p in _words(text, start, end, own))),
        )  # fmt: skip
        yield shown
        depths.append(depth)
    yield "</details>" * len(depths)


def _words(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[str]:
    """The words with every mark a link; of two on the same words the second is a small number."""
    at = start
    while at < end and text[at].isspace():
        at += 1
    last = len(text[at:end].rstrip()) + at
    for mark in marks:
        if mark.start > at:
            yield text[at : mark.start]
        begin, stop = max(mark.start, at), mark.end
        if stop <= at and mark.start < at:
            yield _link(mark, f"〔{mark.number}〕", "also")
            continue
        yield _link(mark, text[begin:stop], "")
        at = max(at, stop)
    if at < last:
        yield text[at:last]


def _link(mark: Mark, words: str, more: str) -> SafeString:
    return format_html(
        '<a class="ask ask-{} {}" id="{}" href="{}" title="{}">{}</a>',
        mark.kind, more, mark.anchor, mark.href, mark.title, words,
    )  # fmt: skip
