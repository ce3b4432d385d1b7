"""What the content security policy and old browsers ask of every template, style and script."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "weian"
UI = SOURCE / "ui"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
STYLES = sorted(UI.rglob("static/**/*.css"))
SCRIPTS = sorted(UI.rglob("static/**/*.js"))
INLINE = {
    "inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "htmx code": re.compile(r"hx-on|hx-vals\s*=\s*['\"]js:|hx-vars", re.IGNORECASE),
    "foreign address": re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
}
TOO_NEW = {
    ":has()": re.compile(r":has\("),
    "color-mix()": re.compile(r"color-mix\("),
    "nesting": re.compile(r"\{[^{}@]*&[^{}]*\{"),
    "container query": re.compile(r"@container"),
    "layer": re.compile(r"@layer"),
    "oklch": re.compile(r"oklch\("),
    "dvh": re.compile(r"\d[dls]vh\b"),
}
NOT_IN_SCRIPTS = re.compile(
    r"\beval\(|new Function|innerHTML\s*=|document\.write|\.style\.|https?://"
)


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_nothing_is_inline_in_a_template(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_styles_need_no_new_browser(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [what for what, pattern in TOO_NEW.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_scripts_neither_evaluate_nor_write_markup(path: Path) -> None:
    assert NOT_IN_SCRIPTS.findall(path.read_text(encoding="utf-8")) == []


def test_colours_are_said_only_in_the_tokens() -> None:
    allowed = {"tokens.css", "print.css"}
    guilty = {
        path.name: found
        for path in STYLES
        if path.name not in allowed
        and (found := set(re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text())) - {"#ffffff"})
    }
    assert guilty == {}


def test_every_icon_that_is_asked_for_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', (UI / "static/ui/icons.svg").read_text()))
    asked = set()
    for path in TEMPLATES:
        asked |= set(re.findall(r"\{% icon [\"']([a-z]+)[\"']", path.read_text(encoding="utf-8")))
    for path in SOURCE.rglob("*.py"):
        asked |= set(re.findall(r"\bicon=\"([a-z]+)\"", path.read_text(encoding="utf-8")))
    assert asked - drawn == set()


def test_htmx_is_told_to_be_strict() -> None:
    base = (UI / "templates/base.html").read_text(encoding="utf-8")
    assert '"includeIndicatorStyles":false' in base
    assert '"allowEval":false' in base
