"""The papers: four letters and a consolidated list, each as PDF and one picture a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pypdfium2 as pdfium

from weian.case import actions as cases
from weian.case.queries import Case
from weian.modules.letters import actions as letters
from weian.modules.letters.documents import as_pdf
from weian.report import documents, queries
from weian.site.samples import county as invented
from weian.site.samples.letters import LETTERS, drafted

_SCALE: Final = 1.6  # of 72 dots an inch: a page of A4 is 950 dots wide
_COLOURS: Final = 48  # black on white with one red: enough for even edges


def make(folder: Path) -> list[Path]:
    """Write ``NAME.pdf`` and ``NAME.png`` (``NAME-2.png`` for a second page) and return their paths.

    The county, its moment and thereby the papers are the same every time.
    """
    county = invented.build()
    folder.mkdir(parents=True, exist_ok=True)
    papers = {name: as_pdf(_issued(county, name)) for name in LETTERS}
    papers["quarterly-list"] = _together(county)
    return [path for name, content in papers.items() for path in _written(folder / name, content)]


def _issued(county: invented.County, name: str) -> Case:
    draft = drafted(county, name)
    given = {"verified": True}
    reviewed = cases.act(
        county.second, case=draft, verb="review", given=given, version=None, at=invented.AT
    )
    return letters.issue(county.leader, letter=reviewed, version=None, at=invented.AT)


def _together(county: invented.County) -> bytes:
    kind = queries.kind_or_404("report.hazard_list")
    found = queries.collection(county.office, kind, invented.PERIOD, county.clerk, invented.AT)
    table = queries.consolidated(found, f"{county.office.name}{found.due.title}（汇总）")
    assert table is not None
    return documents.to_pdf(table, unit=county.office.name, day=invented.AT.date(), signer="")


def _written(stem: Path, content: bytes) -> Iterator[Path]:
    paper = stem.with_suffix(".pdf")
    paper.write_bytes(content)
    yield paper
    pages = pdfium.PdfDocument(content)
    for number, page in enumerate(pages, start=1):
        name = stem.name if number == 1 else f"{stem.name}-{number}"
        picture = stem.with_name(f"{name}.png")
        drawn = page.render(scale=_SCALE).to_pil().convert("RGB")
        drawn.quantize(_COLOURS).save(picture, optimize=True)
        yield picture
    pages.close()
