"""What no view has caught."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.mark.parametrize("path", ["/api/nothing", "/api/subjects/%0A/retire", "/api/x/y/z"])
def test_an_unknown_address_of_the_api_is_told_as_a_problem(client: Client, path: str) -> None:
    for answer in (client.get(path), client.post(path, {"a": 1})):
        assert answer.status_code == 404
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "address.unknown"
