"""Ledgers of modules as pages to print and sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.http import HttpResponse

from weian.base import pdf

_TABLES = Path(__file__).resolve().parent / "typst" / "tables.typ"


@dataclass(frozen=True)
class Table:
    """``widths`` are parts of the whole; a cell that begins with "!" is printed in red."""

    title: str
    columns: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[str]]
    empty: str = "没有记录。"


def printed(
    title: str, tables: Iterable[Table], *, subtitle: str = "",
    facts: Iterable[tuple[str, str]] = (), foot: str = "", wide: bool = False,
) -> HttpResponse:  # fmt: skip
    """Tables on A4 (``wide``: across), shown by the browser, kept by nobody in between."""
    shown = {
        "title": title, "subtitle": subtitle, "wide": wide, "foot": foot,
        "facts": [list(pair) for pair in facts], "tables": [vars(table) for table in tables],
    }  # fmt: skip
    response = HttpResponse(pdf.render(_TABLES, shown), content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(title)}.pdf"
    response["Cache-Control"] = "private, no-store"
    return response
