"""A letter as PDF and as Word, laid out after GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from weian.base import attachments, pdf
from weian.case.queries import Case
from weian.modules.letters import actions, layouts, titles, word
from weian.modules.letters.choices import BY_KEY, ROLES
from weian.modules.letters.ladder import said
from weian.record.queries import Record

TEMPLATE: Final = Path(__file__).resolve().parent.parent / "typst" / "letter.typ"
_NUMBERS: Final = "一二三四"


def shown(letter: Case) -> dict[str, Any]:
    """What both forms show. A draft has no number and no date, and says that it is one."""
    data: Mapping[str, Any] = letter.data
    issued = str(data.get("issued_on") or "")
    issuer = letter.unit.name
    return {
        "issuer": issuer,
        "number": str(data.get("letter_number") or "（未编号）"),
        "title": str(data["title"]),
        "lines": titles.lines(str(data["title"])),
        "to": "、".join(unit.name for unit in actions.addressees(letter)),
        "paragraphs": paragraphs(letter),
        "attachments": _attachments(data),
        "date": said(date.fromisoformat(issued)) if issued else "",
        "signer": issuer,
        "copies": "，".join(str(c) for c in data.get("copies") or ()),
        "printed": f"{said(date.fromisoformat(issued))}印发" if issued else "",
        "mark": "" if issued else "文稿（未签发）",
    }


def _attachments(data: Mapping[str, Any]) -> list[str]:
    """What goes with it, by the names of the files without their endings."""
    ids = [str(key) for key in data.get("files") or ()]
    names = {key: name for (_, key), name in attachments.names_of(ids).items()}
    return [Path(names[key]).stem for key in ids if key in names]


def _moment(text: str) -> str:
    at = datetime.fromisoformat(text)
    return f"{said(at.date())}{at.hour}时{f'{at.minute}分' if at.minute else ''}"


def paragraphs(letter: Case) -> list[dict[str, Any]]:
    """The body: facts, demands, basis, each under a heading; one line of what was typed is one paragraph."""
    data = letter.data
    kind = BY_KEY[letter.category]
    parts = [("事由", data["facts"]), ("要求", data["demands"]), ("依据", data["basis"])]
    if kind.key == "interview" and (when := data.get("meeting_on")):
        place = data.get("meeting_at") or "另行通知"
        invited = "、".join(str(name) for name in data.get("media") or ())
        lines = (
            f"时间：{_moment(str(when))}。", f"地点：{place}。",
            f"参加人员：{'、'.join(title for _, title in ROLES)}。",
            f"约谈公开进行{f'，邀请{invited}参加' if invited else ''}。",
        )  # fmt: skip
        parts.insert(1, ("约谈安排", "\n".join(lines)))
    out: list[dict[str, Any]] = []
    for number, (heading, text) in zip(_NUMBERS, parts, strict=False):
        out.append({"level": 1, "text": f"{number}、{heading}"})
        out += [
            {"level": 0, "text": line.strip()} for line in str(text).splitlines() if line.strip()
        ]
    if day := data.get("reply_by"):
        closing = "前办理完毕，并在平台上答复。" if kind.answered else "前办理完毕。"
        out.append({"level": 0, "text": f"请于{said(date.fromisoformat(str(day)))}{closing}"})
    return out


def own_layout(letter: Case) -> Record | None:
    """The issuer's own layout: that of the day on which it was issued, now for a draft."""
    issued = str(letter.data.get("issued_on") or "")
    on = date.fromisoformat(issued) if issued else None
    return layouts.in_force(letter.unit, letter.category, on)


def as_pdf(letter: Case) -> bytes:
    """To print and seal, in the issuer's own layout where there is one and the server can print it;
    else in the shipped one, and the page of the letter says so."""
    own = own_layout(letter)
    return printed(shown(letter), own if own and layouts.printable() else None)


def printed(said: Mapping[str, Any], own: Record | None) -> bytes:
    """A letter as PDF in a layout, None for the shipped one."""
    return layouts.printed(own, said) if own else pdf.render(TEMPLATE, said)


def as_word(letter: Case) -> bytes:
    """To change in Word or WPS, in the issuer's own layout where there is one. Fonts are named, not
    shipped."""
    own = own_layout(letter)
    return layouts.written(own, shown(letter)) if own else word.written(shown(letter))
