"""A text as a PDF of many pages: ``python -m weian.site.bench.drawing OUT.pdf`` with it as input."""

import sys
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import pypdfium2 as pdfium
import typst


def draw(text: str) -> bytes:
    """Pages as an office prints them: 16 pt, 22 lines."""
    escaped = "".join(f"\\{c}" if c in '\\#*_[]$@<>"`-+=/~' else c for c in text)
    body = "\n\n".join(x.strip() for x in escaped.split("\n") if x.strip())
    head = '#set page(paper: "a4", margin: 28mm)\n#set text(font: "Noto Serif SC", lang: "zh", size: 16pt)\n'
    compiled: Any = typst.compile
    fonts = str(Path(pylopdf_fonts_zh_cn.__file__).parent)
    made: bytes = compiled((head + body).encode(), font_paths=[fonts])
    return made


if __name__ == "__main__":
    drawn = draw(sys.stdin.read())
    Path(sys.argv[1]).write_bytes(drawn)
    print(len(pdfium.PdfDocument(drawn)))
