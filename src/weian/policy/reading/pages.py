"""The text of a PDF: lines put together again, without page numbers, headers and footers."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import pypdfium2 as pdfium

from weian.base.limited import Refused
from weian.policy.reading.columns import tables_of
from weian.policy.reading.grids import grids_of, without

_MOST_PAGES: Final = 1000
_EDGE: Final = 2  # so many lines at the head and the foot of a page may be no text
_PASSWORD: Final = 4
_PAGE_NUMBER: Final = re.compile(
    r"[-—–－_·\s]*(?:第?\s*[\dⅠ-Ⅻ]{1,4}\s*页?(?:\s*[/／,，共]+\s*\d{1,4}\s*页?)?)[-—–－_·\s]*"
)
#: What begins a line of its own, however full the line above is.
_BEGINS: Final = re.compile(
    r"[一二三四五六七八九十百]+[、．.]|[（(][一二三四五六七八九十百\d]{1,4}[)）]|\d{1,3}[.．、)）](?!\d)|\d+(?:\.\d+)+(?!\d)"
    r"|[①-⑳]|第[一二三四五六七八九十百千\d]+[章节条款编]|附\s*件|附\s*录|抄送|主送|联系人"
)
_FULL: Final = 0.86  # a line so wide, measured by the widest usual line, was broken by the page


def read_pages(content: bytes) -> tuple[str, list[str]]:
    """Text and what was left out. Raises Refused: locked, broken, scanned, too long."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as broken:
        if getattr(broken, "err_code", 0) == _PASSWORD or "password" in str(broken).lower():
            raise Refused("加了密码，打不开。请取消密码后重新上传。") from None
        raise Refused("不是完好的 PDF 文件，请重新导出后再试。") from None
    if len(document) > _MOST_PAGES:
        raise Refused(f"有 {len(document)} 页，超过 {_MOST_PAGES} 页，请拆分后再试。")
    pages, blank = [], 0
    for number in range(len(document)):
        page = document[number]
        pages.append([_clean(x) for x in _lines(page) if x])
        blank += not pages[-1]
        page.close()
    if sum(len(line) for page in pages for line in page) < 5 * len(pages):
        raise Refused("是扫描件，里面没有文字。请先用文字识别软件转成可复制文字的文件再试。")
    note = [f"有 {blank} 页没有文字（可能是扫描的），没有读。"] if blank else []
    return reflow(pages), note


def _lines(page: Any) -> list[str]:
    """From above; the rows of a table with tabs between their cells."""
    words = page.get_textpage()
    ruled = grids_of(page, words)
    grids = sorted((*ruled, *tables_of(words, ruled)), key=lambda g: -g.top)
    lines = without(grids, page, words) if grids else words.get_text_bounded().splitlines()
    return [x if "\t" in x else x.strip() for x in lines]


def reflow(pages: Sequence[Sequence[str]]) -> str:
    """One paragraph a line: what a page broke is joined, over the end of the page too."""
    lines = [line for page in _bare(pages) for line in page]
    widths = sorted((_width(x) for x in lines if "\t" not in x), reverse=True)
    usual = widths[len(widths) // 10] if widths else 0
    out: list[str] = []
    full = False
    for line in lines:
        row = "\t" in line or (out and "\t" in out[-1])
        if out and full and not row and out[-1][-1:] != "：" and not _BEGINS.match(line):
            gap = " " if out[-1][-1:].isascii() and line[:1].isascii() else ""
            gap = "" if out[-1][-1:].isdigit() and line[:1].isdigit() else gap
            out[-1] += gap + line
        else:
            out.append(line)
        full = _width(line) >= usual * _FULL
    return "\n".join(out)


def _bare(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Without page numbers, and without what stands at the edge of half of the pages or more."""
    often: Counter[str] = Counter()
    for page in pages:
        edges = (*page[:_EDGE], *page[-_EDGE:])
        often.update({_unnumbered(x) for x in edges if x[-1] not in "。；：，"})
    repeated = {x for x, n in often.items() if len(pages) >= 3 and n * 2 >= len(pages)}
    out: list[list[str]] = []
    for page in pages:
        last = len(page) - 1
        out.append(
            [
                line
                for i, line in enumerate(page)
                if not (
                    (i < _EDGE or last - i < _EDGE)
                    and (_PAGE_NUMBER.fullmatch(line) or _unnumbered(line) in repeated)
                )
            ]
        )
    return out


def _unnumbered(line: str) -> str:
    return re.sub(r"\d+|\s", "", line)


def _clean(line: str) -> str:
    """Without the spaces that a justified line has between Chinese characters."""
    line = line.replace("\ufffe", "").replace("\x02", "")
    return re.sub(r"(?<=[^\x00-\x7f])[ \u3000]+(?=[^\x00-\x7f])", "", line)


def _width(line: str) -> float:
    return sum(0.5 if char.isascii() else 1 for char in line)
