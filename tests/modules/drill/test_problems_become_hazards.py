"""What a drill has shown becomes hazards without being typed twice."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from weian.record import actions as records

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_each_problem_leads_to_a_report_that_holds_it(
    tree: SimpleNamespace, people: SimpleNamespace, time_machine: Any
) -> None:
    time_machine.move_to(AT)
    data = {
        "kind_of": ["fire"], "people": [people.guard.pk], "scene": "门诊楼 2 层",
        "problems": "通道堆放杂物\n水枪漏水",
    }  # fmt: skip
    record = records.submit(
        people.manager, kind="drill", unit=tree.hospital, happened_at=AT, data=data, at=AT
    )
    client = Client()
    client.force_login(people.manager, "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"/records/{record.pk}").context["page"]
    found = [a for a in page.actions if a.url.startswith("/hazard/new")]
    assert [a.title for a in found] == ["报隐患第 1 项", "报隐患第 2 项"]
    query = parse_qs(urlsplit(found[1].url).query)
    assert query["description"] == ["水枪漏水"] and query["source"] == ["drill"]
    form = client.get(found[1].url).context["page"].form
    assert (form.initial["description"], form.initial["place"]) == ("水枪漏水", "门诊楼 2 层")
    assert form.initial["source"] == "drill"
