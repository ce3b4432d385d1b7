"""Pages to print and codes to scan."""

from pathlib import Path

import pytest

from weian.base import pdf, qr

CARDS = Path(pdf.__file__).resolve().parent.parent / "modules" / "typst" / "cards.typ"


def card(name: str) -> dict[str, object]:
    return {
        "head": "巡查点",
        "colour": "red",
        "name": name,
        "lines": [["位置", name]],
        "qr": qr.svg("x"),
        "foot": "",
    }


def cards(*names: str) -> bytes:
    return pdf.render(CARDS, {"title": "卡片", "columns": 2, "cards": [card(n) for n in names]})


@pytest.mark.parametrize(
    "typed",
    ['#panic("x")', '#read("/etc/passwd")', '"}]} #eval("1")', "$ \\ ] [ *a* _b_ <c> @d", "配电房"],
)
def test_what_people_typed_is_text_and_never_markup(typed: str) -> None:
    assert cards(typed).startswith(b"%PDF")


def test_one_template_serves_many_contents() -> None:
    assert len(cards(*"一二三四五六七八九十甲乙丙丁")) > len(cards("一"))


def test_the_same_content_gives_codes_that_differ_only_by_address() -> None:
    assert qr.svg("http://a/1") == qr.svg("http://a/1")
    assert qr.svg("http://a/1") != qr.svg("http://a/2")
    assert qr.svg("x").startswith("<svg")
