"""Templates of superiors, Word or Excel: where something can be put in, and putting it in.

Runs in a limited child process. Everything else of the file stays as it was.
"""

import base64
import json
from typing import Final

from weian.base import office_word
from weian.base.limited import Refused
from weian.base.office import Place, packed, unpacked
from weian.report import template_sheets

_MOST_PLACES: Final = 400


def places(content: bytes, media: str) -> list[Place]:
    """The places of a template in the order of the page, each ``{"id", "label", "where"}``.

    Raises Refused in words that name the place of what is wrong.
    """
    parts = unpacked(content, media)
    told = office_word.places(parts) if media == "docx" else template_sheets.places(parts)
    found = [place for place in told if place["label"]]
    if not found:
        raise Refused(
            "文件里没有找到可以填的地方。请留出空白的表格单元格，或在要填的地方写上名称，例如 {{隐患数}}。"
        )
    if len(found) > _MOST_PLACES:
        raise Refused(f"文件里可填的地方超过 {_MOST_PLACES} 处，请拆成几张表。")
    return found


def filled(content: bytes) -> dict[str, str]:
    """A template with values in its places: ``content`` is a line of JSON (media, values by id)
    and then the file; the answer holds the new file in base64. Raises Refused."""
    head, _, file = content.partition(b"\n")
    given = json.loads(head)
    parts = unpacked(file, given["media"])
    values: dict[str, str] = given["values"]
    if given["media"] == "docx":
        office_word.fill(parts, values)
    else:
        template_sheets.fill(parts, values)
    return {"file": base64.b64encode(packed(parts)).decode()}
