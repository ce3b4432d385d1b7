"""LibreOffice, where it is installed, opens what the product writes."""

import shutil
import subprocess
from contextlib import closing
from functools import cache
from pathlib import Path

from pypdfium2 import PdfDocument

_PARTS = {
    ".docx": "libswlo.so",
    ".xlsx": "libsclo.so",
}  # Writer and Calc come in packages of their own


@cache
def _program(ending: str) -> str:
    """The program, or "" where it or the part for such files is missing."""
    found = shutil.which("soffice")
    if found is None or not (Path(found).resolve().parent / _PARTS[ending]).exists():
        return ""
    return found


def converted(file: Path, kind: str) -> bytes | None:
    """The file opened, recalculated and written as another kind ("pdf", "csv"); None without LibreOffice."""
    program = _program(file.suffix)
    if not program:
        return None
    folder = file.parent / "converted"
    profile = f"-env:UserInstallation=file://{file.parent}/office"
    run = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(file)]
    done = subprocess.run(run, check=True, capture_output=True, timeout=180)
    made = folder / f"{file.stem}.{kind.partition(':')[0]}"
    assert made.exists(), done.stderr.decode()
    return made.read_bytes()


def words_of(printed: bytes) -> str:
    """All words of a PDF."""
    with closing(PdfDocument(printed)) as book:
        return "".join(page.get_textpage().get_text_range() for page in book)
