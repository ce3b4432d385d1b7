"""Theme and font size are read from the reader's cookie and from nothing else."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse

from weian.ui import display

Open = Callable[..., HttpResponse]


@pytest.mark.parametrize(
    ("cookie", "theme", "size"),
    [
        ("", "auto", "normal"),
        ("dark.large", "dark", "large"),
        ("light.huge", "light", "huge"),
        ('"><script>.huge', "auto", "huge"),
        ("dark", "dark", "normal"),
        ("...", "auto", "normal"),
    ],
)
def test_unknown_settings_fall_back(cookie: str, theme: str, size: str) -> None:
    assert display.read(cookie) == display.Display(theme, size)


def test_the_page_is_painted_as_chosen(open_sample: Open) -> None:
    html = open_sample("message", cookie="dark.huge").content.decode()
    assert '<html lang="zh-Hans" data-bs-theme="dark" data-theme="dark" data-size="huge">' in html
    assert 'value="huge" checked' in html
