"""What a commission's own Word layout of a letter may name, and putting it there.

Runs in a limited child process on what strangers upload; it knows no database.
"""

import base64
import json
from typing import Final

from weian.base import office_word
from weian.base.limited import Refused
from weian.base.office import packed, unpacked

#: Names that a layout may hold in double braces; what each stands for.
NAMES: Final = {
    "发文机关": "issuer", "文号": "number", "标题": "title", "主送": "to", "正文": "body",
    "附件": "attached", "落款": "signer", "日期": "date", "抄送": "copies", "印发日期": "printed",
    "文稿标记": "mark",
}  # fmt: skip
#: Without these it is no letter.
NEEDED: Final = ("文号", "标题", "主送", "正文", "落款", "日期")


def checked(content: bytes) -> list[str]:
    """The names in a layout. Raises Refused in words that name the place of what is wrong."""
    places = [p for p in office_word.places(unpacked(content, "docx")) if p.get("by") == "name"]
    for place in places:
        if place["label"] not in NAMES:
            known = "、".join(NAMES)
            raise Refused(
                f"{place['where']}：没有“{{{{{place['label']}}}}}”这个字段，可以用的有：{known}。请改好后重新上传。"
            )
    found = [place["label"] for place in places]
    if missing := [name for name in NEEDED if name not in found]:
        told = "、".join(f"{{{{{name}}}}}" for name in missing)
        raise Refused(f"版式里还缺 {told}，缺了就不成公文。请在相应的位置写上后重新上传。")
    return found


def filled(content: bytes) -> dict[str, str]:
    """A layout with a letter in it: ``content`` is a line of JSON (the values by name) and then the
    file; the answer holds the new file in base64. Raises Refused."""
    head, _, file = content.partition(b"\n")
    values: dict[str, str] = json.loads(head)
    parts = unpacked(file, "docx")
    office_word.fill(parts, {f"name:{name}": text for name, text in values.items()})
    return {"file": base64.b64encode(packed(parts)).decode()}
