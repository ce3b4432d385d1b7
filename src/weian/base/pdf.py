"""Pages as PDF: a Typst template and what it shows, as data and never as markup."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import pylopdf_fonts_zh_cn
import typst
from django.conf import settings

_LOCK = Lock()  # one compiler at a time: it is not made for several threads


def render(template: Path, shown: Mapping[str, Any]) -> bytes:
    """The PDF of a template of ours. ``shown`` arrives in it as ``json(bytes(sys.inputs.shown))``;
    what people typed is thereby text, whatever it looks like.

    Fonts of the folder named by WEIAN_FONTS (those a county has bought) come before the shipped ones.
    """
    with _LOCK:
        made: bytes = _compiler(template).compile(
            format="pdf", sys_inputs={"shown": json.dumps(shown, ensure_ascii=False, default=str)}
        )
    return made


@lru_cache(maxsize=16)
def _compiler(template: Path) -> Any:
    shipped = Path(pylopdf_fonts_zh_cn.__file__).parent
    folders = [str(folder) for folder in (settings.FONTS_FOLDER, shipped) if folder]
    return typst.Compiler(str(template), root=str(template.parent), font_paths=folders)
