"""Every number on the boards is the number of rows of the list that it opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from weian.base import clock
from weian.org import actions as org
from weian.org import queries
from weian.org.queries import Person, Unit
from weian.policy.actions import load_edition
from weian.policy.loading import load_pack
from weian.site.commands.packs import PACKS
from weian.site.demo import build as demonstration
from weian.site.demo.scenes import SCENES

from .reading import read, wrong_numbers

pytestmark = [pytest.mark.db, pytest.mark.django_db]
BOARDS = (
    "/board/", "/boards/morning/", "/boards/leader/", "/boards/map/",
    "/boards/screen/",
)  # fmt: skip
#: Numbers that open no list, by their heading, and why.
BARE: dict[str, str] = {
    "逾期未报送的材料": "sorts of material, a row each in the table 未报送 of the same page",
}


def browser_of(person: Person) -> Client:
    """Somebody of the demonstration, logged in."""
    Person.objects.filter(pk=person.pk).update(must_change_password=False)
    client = Client()
    client.force_login(
        Person.objects.get(pk=person.pk), "allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def city_clerk(county: Unit) -> Person:
    """Somebody who watches over counties."""
    city = queries.unit_by_id(county.city_id)
    made = org.appoint(
        None, at=clock.now(), unit=city, name="市安全办", since=date(2024, 1, 1),
        posts=["clerk"], roles=["commission_clerk"],
    )  # fmt: skip
    return queries.person_by_id(made.pk)


def pages(browser: Client) -> Iterator[str]:
    """The boards, a campaign, and a unit of whoever looks."""
    yield from BOARDS
    campaigns = browser.get("/campaigns/").content.decode()
    yield from sorted({part.split('"')[0] for part in campaigns.split('href="')[1:]
                       if part.startswith("/campaigns/") and part.split('"')[0] != "/campaigns/"})[:2]  # fmt: skip


def test_every_number_of_every_board_equals_the_list_it_opens() -> None:
    for file in PACKS.rglob("pack.yaml"):
        load_edition(load_pack(file), at=clock.now())
    demonstration.build(SCENES["default"].smaller(), lambda text: None)
    people = {name: Person.objects.get(login=name) for name in ("leader", "clinic-head")}
    unit = people["clinic-head"].unit_id
    bare, wrong = set(), []
    for name, person, least in (
        ("leader", people["leader"], 120), ("city", city_clerk(people["leader"].unit), 120),
        ("clinic-head", people["clinic-head"], 40),
    ):  # fmt: skip
        browser = browser_of(person)
        found = {}
        for address in (*pages(browser), f"/units/{unit}/"):
            found[address] = wrong_numbers(browser, address)
            bare |= {(address, label) for label, _ in read(browser, address).bare}
        wrong += [f"{name}: {line}" for _, lines in found.values() for line in lines]
        assert sum(count for count, _ in found.values()) >= least, (name, found)
    assert wrong == []
    unexplained = sorted(f"{label} on {address}" for address, label in bare if label not in BARE)
    assert unexplained == []
