"""A report as PDF, to print and sign: its table on A4 across, then its words."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from weian.base import pdf
from weian.report.table import HEADLINE, Table
from weian.report.wording import in_short

TEMPLATE: Final = Path(__file__).resolve().parent / "typst" / "report.typ"
_SOLID: Final = re.compile(r"[!-~]+")
_MOST_SOLID: Final = 24
_PICTURES: Final = "另有图片 {} 张，见 Word 文件。"


def to_pdf(table: Table, *, unit: str, day: date, signer: str) -> bytes:
    """The same table gives the same bytes with the same fonts. Above the rows that Word holds, the
    units are told with their numbers here as well; pictures stay in the Word document."""
    words = list(_spoken(table))
    listed, note = in_short(table)
    notes = [note, _PICTURES.format(len(table.pictures)) if table.pictures else ""]
    columns = () if any(c.key == HEADLINE for c in table.columns) else listed.columns
    return pdf.render(
        TEMPLATE,
        {
            "title": table.title, "unit": unit, "day": [day.year, day.month, day.day],
            "note": "".join(notes), "signer": signer, "words": words,
            "columns": [{"title": c.title, "width": w} for c, w in zip(columns, _widths(listed), strict=False)],
            "rows": listed.rows if columns else (),
        },
    )  # fmt: skip


def _widths(table: Table) -> list[int]:
    """As asked for, but never less than what cannot be broken: a date, a number, half of a title."""
    out = []
    for at, column in enumerate(table.columns):
        solid = (len(run) for row in table.rows for run in _SOLID.findall(row[at]))
        out.append(
            max(column.width, len(column.title), min(max(solid, default=0), _MOST_SOLID) + 5)
        )
    return out


def _spoken(table: Table) -> Iterator[tuple[str, str]]:
    """What was written: pieces with their headline, what units said beside figures, the report's own words."""
    keys = [column.key for column in table.columns]
    if HEADLINE in keys:
        at = keys.index(HEADLINE)
        for row in table.rows:
            told = "：".join(text for text in row[: at + 1] if text)
            said = [
                text if c.key == "text" else f"{c.title}：{text}"
                for c, text in zip(table.columns[at + 1 :], row[at + 1 :], strict=True)
                if text
            ]
            yield told, "\n".join(said)
        return
    spoken = [i for i, key in enumerate(keys) if key.startswith("words.")]
    for row in table.rows:
        said = [f"{table.columns[i].title}：{row[i]}" for i in spoken if row[i]]
        if said:
            yield row[0], "\n".join(said)
    yield from ((title, text) for _, title, text in table.words if text)
