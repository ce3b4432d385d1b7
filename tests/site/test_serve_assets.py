"""Only chosen files of the npm packages are served."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client

from weian.site.assets import FILES


def test_every_allowed_file_is_installed() -> None:
    for name in FILES:
        assert finders.find(name), name


def test_nothing_else_of_the_packages_is_found() -> None:
    assert finders.find("bootstrap/package.json") is None
    assert finders.find("vendor/../package.json") is None


def test_everything_can_be_collected_with_digests(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    hashed = {"BACKEND": "weian.site.assets.HashedStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": hashed}
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()
    assert list(tmp_path.glob("vendor/htmx.min.*.js"))


@pytest.mark.django_db
def test_a_browser_finds_the_icon_where_no_page_names_it(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"].endswith("ui/icon.svg")
