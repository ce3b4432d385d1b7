"""The reader's display settings: theme and font size, kept in a cookie, never on the server."""

from dataclasses import dataclass

COOKIE = "weian-display"
THEMES = (("auto", "跟随系统"), ("light", "浅色"), ("dark", "深色"))
SIZES = (("normal", "标准"), ("large", "大"), ("huge", "特大"))


@dataclass(frozen=True)
class Display:
    """One of three themes and one of three font sizes."""

    theme: str = "auto"
    size: str = "normal"


def read(cookie: str) -> Display:
    """The settings in a cookie such as ``dark.large``; anything unknown falls back to the defaults."""
    theme, _, size = cookie.partition(".")
    known = Display()
    return Display(
        theme if theme in dict(THEMES) else known.theme,
        size if size in dict(SIZES) else known.size,
    )
