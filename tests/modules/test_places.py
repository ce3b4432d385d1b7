"""The list of ledgers leads nobody to a page of a module that is not for them."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.ui.places import PLACES

ROLES = ("clerk", "inspector", "head", "manager", "chief", "nurse", "guard", "auditor")


@pytest.fixture
def browse(settings: Any) -> Any:
    storage = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": storage}}

    def of(person: Any) -> Client:
        client = Client()
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return of


@pytest.mark.parametrize("role", ROLES)
def test_every_page_that_is_named_opens(people: SimpleNamespace, browse: Any, role: str) -> None:
    browser = browse(getattr(people, role))
    listed = browser.get("/ledgers/").content.decode()
    named = [url for url in PLACES if f'href="{url}"' in listed]
    assert [url for url in named if browser.get(url).status_code >= 400] == []
