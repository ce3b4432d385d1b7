"""The command makes every sample paper, readable and small enough to keep."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from weian.site.samples import making
from weian.site.samples.letters import LETTERS

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def words(path: Path) -> str:
    pages = pdfium.PdfDocument(path)
    return "".join(page.get_textpage().get_text_range() for page in pages)


def test_every_paper_is_made_as_pdf_and_picture(tmp_path: Path) -> None:
    made = making.make(tmp_path)
    names = {path.name for path in made}
    assert {f"{n}.{form}" for n in (*LETTERS, "quarterly-list") for form in ("pdf", "png")} <= names
    assert max(p.stat().st_size for p in made if p.suffix == ".png") < 200_000
    assert "清河县人民医院：" in words(tmp_path / "rectification-notice.pdf")
    assert "清河县人民政府：" in words(tmp_path / "accountability-proposal.pdf")
    listed = words(tmp_path / "quarterly-list.pdf")
    for said in ("柳林镇卫生院", "白沙镇卫生院", "双桥镇卫生院", "脚手架下方"):
        assert said in listed.replace("\r\n", "")
    kept = Path(__file__).parents[2] / "docs" / "samples"
    assert {path.name for path in kept.iterdir()} - {"README.md"} == names
