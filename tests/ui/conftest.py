"""Pages without a database: plain static names, and every sample of the gallery."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from weian.ui.views import gallery

Open = Callable[..., HttpResponse]


@pytest.fixture
def plain_static(settings: Any) -> None:
    """Names without digests: nothing has been collected here."""
    storage = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": storage}}


@pytest.fixture
def open_sample(plain_static: None) -> Open:
    """``open_sample("ledger", on="2026-08-01")`` is that page of the gallery."""

    def show(shape: str, cookie: str = "", **query: str) -> HttpResponse:
        request = RequestFactory().get("/ui/gallery/", {"shape": shape, **query})
        request.COOKIES["weian-display"] = cookie
        return gallery(request)

    return show
