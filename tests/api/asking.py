"""What tests of the API share."""

from typing import Any


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The problem document that an answer is."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert (found["status"], found["code"]) == (status, code)
    assert found["detail"]
    return found
