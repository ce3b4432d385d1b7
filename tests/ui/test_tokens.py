"""The colours in use have the contrast that WCAG 2.2 AA asks for, in light and in dark."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "src/weian/ui/static/ui/tokens.css"
TEXT, SHAPE = 4.5, 3.0  # success criteria 1.4.3 and 1.4.11
GROUNDS = ("bg", "surface", "surface-2")
TEXTS = [
    (ink, ground) for ink in ("text", "text-2", "accent", "danger", "ok") for ground in GROUNDS
]
TEXTS += [
    ("text-3", "surface"),
    ("text-3", "bg"),
    ("text-3", "surface-2"),
    ("text", "surface-3"),
    ("text-2", "surface-3"),
    ("accent", "accent-soft"),
    ("accent-strong", "accent-soft"),
    ("text", "accent-soft"),
    ("text-2", "accent-soft"),
    ("danger", "danger-soft"),
    ("text", "danger-soft"),
    ("text-2", "danger-soft"),
    ("ok", "ok-soft"),
    ("text", "ok-soft"),
    ("on-accent", "accent-fill"),
    ("on-accent", "accent-fill-strong"),
    ("on-accent", "danger-fill"),
    ("on-accent", "danger-fill-strong"),
]
SHAPES = [
    ("line-2", "surface"),
    ("line-2", "bg"),
    ("accent", "surface"),
    ("accent-fill", "surface"),
]


def themes() -> dict[str, dict[str, str]]:
    css = TOKENS.read_text(encoding="utf-8")
    found = {}
    for name in ("light", "dark"):
        block = css.split(f'[data-bs-theme="{name}"] {{', 1)[1].split("}", 1)[0]
        found[name] = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", block))
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_can_be_read(theme: str, ink: str, ground: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[ink], colours[ground]) >= TEXT


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), SHAPES)
def test_edges_can_be_seen(theme: str, edge: str, ground: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[edge], colours[ground]) >= SHAPE


def test_both_themes_name_the_same_colours() -> None:
    light, dark = themes()["light"], themes()["dark"]
    assert light.keys() == dark.keys()
