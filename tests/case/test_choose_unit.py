"""Whoever acts for several units says first for which one."""

from typing import Any

import pytest

pytestmark = pytest.mark.db


def test_the_chosen_unit_leads_to_its_form(tree: Any, people: Any, browse: Any) -> None:
    browser = browse(people.clerk)
    asked = browser.get("/cases/hazard/new").content.decode()
    assert "先选择单位" in asked
    answer = browser.post("/cases/hazard/new", {"unit": tree.clinic.pk})
    assert (answer.status_code, answer.url) == (302, f"?unit={tree.clinic.pk}")
    form = browser.get(f"/cases/hazard/new{answer.url}").content.decode()
    assert "隐患描述" in form
