"""Every number on the boards is the number of rows of the list that it opens."""

from __future__ import annotations

import pytest
from django.test import Client

from weian.base import clock
from weian.org.queries import Person
from weian.policy.actions import load_edition
from weian.policy.loading import load_pack
from weian.site.commands.packs import PACKS
from weian.site.demo import build as demonstration
from weian.site.demo.scenes import SCENES

from .reading import wrong_numbers

pytestmark = [pytest.mark.db, pytest.mark.django_db]
BOARDS = ("/boards/morning/", "/boards/leader/", "/boards/map/", "/boards/screen/")


def browser_of(login: str) -> Client:
    """Somebody of the demonstration, logged in."""
    Person.objects.filter(login=login).update(must_change_password=False)
    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(Person.objects.get(login=login), backend)
    return client


def test_every_number_of_every_board_equals_the_list_it_opens() -> None:
    for file in PACKS.rglob("pack.yaml"):
        load_edition(load_pack(file), at=clock.now())
    demonstration.build(SCENES["default"].smaller(), lambda text: None)
    for login, least in (("leader", 60), ("clinic-head", 20)):
        browser = browser_of(login)
        found = [wrong_numbers(browser, address) for address in BOARDS]
        assert [line for _, wrong in found for line in wrong] == []
        assert sum(count for count, _ in found) >= least, login
