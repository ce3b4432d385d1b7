"""Every page that a role can reach from its navigation, wide and narrow, and what axe says of them."""

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from weian.case import actions as cases
from weian.notify import actions as notices
from weian.record import actions as records
from weian.report import actions as reports
from weian.report import queries

from .walking import Hand
from .world import TODAY

ROLES = (
    "clerk", "manager", "head", "doctor", "nurse", "guard", "auditor",
)  # fmt: skip
#: Where a list leads: its first row, the first number of a board, the first thing to do.
FIRST = (
    "a.row-link",
    "table.board tbody td a",
    ".todo-what a",
    ".todo-act a",
    ".page-actions a",
)
MAIN = (
    "/", "/board/", "/cases/hazard/", "/cases/{hazard}/", "/hazard/new", "/reports/",
    "/reports/{report}/", "/reports/report.hazard_list/2026-Q4/?unit={unit}", "/notices/",
    "/ledgers/", "/records/inspection/", "/records/training/new", "/units/", "/units/{unit}/",
    "/units/{unit}/facts", "/people/", "/packs/", "/calendar/", "/me/", "/search/?q=lz",
    "/duties/{unit}/why?duty=shixing-2020-47%2B4%23quarterly-list&window=2026-Q3",
)  # fmt: skip


@pytest.fixture
def county(world: SimpleNamespace) -> SimpleNamespace:
    """The world with one of everything in it."""
    found = {"place": "药房", "description": "消火栓被遮挡", "category": "fire"}
    world.hazard = cases.open_case(
        world.nurse, kind="hazard", unit=world.liulin, department=world.liulin_clinic, data=found,
        at=TODAY,
    ).pk  # fmt: skip
    done = {"mode": "self_check", "led_by": world.head.pk, "topic": "fire", "result": "正常。"}
    records.submit(
        world.manager, kind="inspection", unit=world.liulin, happened_at=TODAY, at=TODAY, data=done
    )
    due = queries.due_or_404(world.liulin, "report.hazard_list", "2026-Q3", TODAY)
    case = reports.prepare(world.manager, unit=world.liulin, due=due, at=TODAY)
    case = reports.sign(world.head, case=case, version=None, at=TODAY)
    world.report = reports.submit(world.manager, case=case, version=None, at=TODAY).pk
    notices.tell(
        [world.manager, world.nurse], kind="system", title="请核对本单位信息", at=TODAY, url="/me/"
    )
    return world


@pytest.mark.parametrize("role", ROLES)
def test_every_page_within_reach_renders_wide_and_narrow(
    county: SimpleNamespace, page: Page, sign_in: Any, role: str
) -> None:
    sign_in(page, getattr(county, role))
    page.goto("/")
    seen = {"/logout"}
    reach = addresses(page.locator("nav a, header a").all())
    assert reach, role
    for address in reach:
        for inner in look(page, address, seen, role):
            look(page, inner, seen, role)


def look(page: Page, address: str, seen: set[str], role: str) -> list[str]:
    """Open a page at both widths once; returns where its lists lead."""
    bare = urlsplit(address).path
    if bare in seen or "/export" in bare:
        return []
    seen.add(bare)
    answer = page.goto(address)
    assert answer is not None and answer.status == 200, (role, address, answer and answer.status)
    Hand(page).shoot(f"{role}{bare.replace('/', '_')[:60]}-desk")
    inner = [a for css in FIRST for a in addresses(page.locator(css).all()[:1])]
    page.set_viewport_size({"width": 360, "height": 740})
    width = page.evaluate("document.documentElement.scrollWidth")
    Hand(page).shoot(f"{role}{bare.replace('/', '_')[:60]}-phone")
    page.set_viewport_size({"width": 1366, "height": 768})
    assert width <= 360, (role, address, width)
    return inner


def addresses(links: Iterable[Any]) -> list[str]:
    """Where links of this site lead, each once."""
    found = [link.get_attribute("href") or "" for link in links]
    return list(dict.fromkeys(a for a in found if a.startswith("/")))


def test_axe_finds_no_fault_on_the_main_pages(
    county: SimpleNamespace,
    page: Page,
    sign_in: Any,
    accessibility_faults: Callable[[Page], list[str]],
) -> None:
    sign_in(page, county.manager)
    faults: list[str] = []
    for address in MAIN:
        page.goto(address.format(unit=county.liulin.pk, hazard=county.hazard, report=county.report))
        faults += [f"{address} {fault}" for fault in accessibility_faults(page)]
    sign_in(page, county.clerk)
    for address in ("/board/", "/reports/", "/reports/collect/report.hazard_list/2026-Q3/"):
        page.goto(address)
        faults += [f"{address} {fault}" for fault in accessibility_faults(page)]
    assert not faults, "\n".join(faults)
