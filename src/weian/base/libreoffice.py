"""LibreOffice, where the server has it: turns one kind of document into another within limits.

Without macros, network or a profile that lasts. It finds the shipped Chinese fonts, and those of the
folder named by WEIAN_FONTS, beside those of the system; a font that nobody has is stood in for by them.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

import pylopdf_fonts_zh_cn

from weian.base.limited import Exceeded, run_program

MEMORY: Final = 3_000_000_000
SECONDS: Final = 40
_MOST_BYTES: Final = 20_000_000
#: What stands in for the fonts of official documents: "serif" for the written ones, "sans" for 黑体.
_STANDING_IN: Final = {
    "Noto Serif SC": ("方正小标宋简体", "方正小标宋_GBK", "宋体", "仿宋", "仿宋_GB2312", "楷体", "楷体_GB2312"),
    "Noto Sans SC": ("黑体", "微软雅黑", "等线"),
}  # fmt: skip


def program() -> str | None:
    """Its path; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(content: bytes, suffix: str, kind: str) -> bytes:
    """A document with ``suffix`` (".docx") as another ``kind`` ("pdf").

    Raises Exceeded when it could not end, or nothing came of it; LookupError where it is not installed.
    """
    office = program()
    if office is None:
        raise LookupError("soffice")
    with tempfile.TemporaryDirectory(prefix="weian-office-") as made:
        folder = Path(made)
        given = folder / f"given{suffix}"
        given.write_bytes(content)
        _fonts(folder)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", "--norestore", "--convert-to", kind]
        command += ["--outdir", str(folder), str(given)]
        run_program(command, folder, memory=MEMORY, seconds=SECONDS)
        result = folder / f"given.{kind}"
        if not result.is_file() or result.stat().st_size > _MOST_BYTES:
            raise Exceeded("broken")
        return result.read_bytes()


def _fonts(home: Path) -> None:
    """Fonts and their stand-ins where programs look for a user's own."""
    folder = home / ".fonts"
    folder.mkdir()
    (folder / "shipped").symlink_to(Path(pylopdf_fonts_zh_cn.__file__).parent)
    # From the environment, not the settings: documents are read without Django.
    if bought := os.environ.get("WEIAN_FONTS"):
        (folder / "bought").symlink_to(Path(bought).resolve())
    told = home / ".config" / "fontconfig"
    told.mkdir(parents=True)
    aliases = "".join(
        f"<alias><family>{name}</family><accept><family>{ours}</family></accept></alias>"
        for ours, names in _STANDING_IN.items()
        for name in names
    )
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
    (told / "fonts.conf").write_text(f"{head}<fontconfig>{aliases}</fontconfig>", "utf-8")
