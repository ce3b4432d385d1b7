"""A question bank and a test of it."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from weian.policy import actions as policy
from weian.policy.loading import load_pack
from weian.subject import actions as subjects

from ..conftest import AT

PACK = Path(__file__).parent / "pack" / "pack.yaml"


@pytest.fixture
def keep(tree: SimpleNamespace, people: SimpleNamespace) -> Any:
    """``keep(kind, **data)`` for the hospital."""

    def make(kind: str, unit: Any = None, actor: Any = None, **data: Any) -> Any:
        return subjects.keep(
            actor or people.manager, kind=kind, unit=unit or tree.hospital, data=data, at=AT
        )

    return make


@pytest.fixture
def quiz(keep: Any) -> Any:
    """Two of four questions, sixty to pass, two attempts. The right answer is always the first."""
    for n in range(4):
        keep(
            "question", question=f"第 {n} 个问题？", test=["fire"], form="single",
            options=["对的", "不对的", "也不对"], answer="1", explanation="书上写的。",
        )  # fmt: skip
    return keep("quiz", name="消防考试", test="fire", asked=2, pass_mark=60, attempts=2)


@pytest.fixture
def required(tree: SimpleNamespace) -> str:
    """A document that asks each person of the hospital for fire training, and for two a year."""
    edition, _ = policy.load_edition(load_pack(PACK), at=AT)
    policy.adopt(None, edition=edition, unit=tree.county, since=date(2025, 1, 1), at=AT)
    return "全员每年消防培训"
