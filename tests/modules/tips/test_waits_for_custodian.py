"""A tip that nobody has answered is in the to-do of its custodian, and of nobody else."""

from types import SimpleNamespace
from typing import Any

import pytest

from weian.modules.tips import actions, queries

from ..conftest import AT
from .conftest import WORDS

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_what_waits_for_a_word_is_in_the_todo_until_it_is_answered(
    keeping: SimpleNamespace, enter: Any, people: SimpleNamespace
) -> None:
    client = enter(keeping.keeper)
    assert "匿名举报等待答复" not in client.get("/").content.decode()
    actions.receive(keeping.county, words=WORDS, photos=(), at=AT)
    page = client.get("/").content.decode()
    (tip,) = queries.tips_of(keeping.keeper, AT)
    assert "匿名举报等待答复" in page and f'href="/tips/{tip.pk}/"' in page
    assert WORDS["description"] not in page
    for other in (keeping.leader, people.clerk, people.head):
        assert "匿名举报等待答复" not in enter(other).get("/").content.decode()
    actions.receive(keeping.county, words=WORDS, photos=(), at=AT)
    assert "（多件）" in client.get("/").content.decode()
    for row in queries.tips_of(keeping.keeper, AT):
        actions.reply(keeping.keeper, tip=row, text="已经转给单位核实。", at=AT)
    assert "匿名举报等待答复" not in client.get("/").content.decode()
