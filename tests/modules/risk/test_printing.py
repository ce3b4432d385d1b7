"""What is put up on walls comes out as PDF, with what people typed taken as text."""

from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from weian.modules.risk import lookup, printing
from weian.subject import actions as subjects

from ..conftest import AT, SINCE

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.mark.parametrize(
    "url",
    [
        "/risks/notice.pdf", "/risks/cards.pdf", "/risks/cards.pdf?post=特种作业人员",
        "/risks/cards.pdf?point={oxygen}",
    ],
)  # fmt: skip
def test_a_worker_prints_the_board_and_the_cards(
    risks: SimpleNamespace, people: SimpleNamespace, pages: Any, url: str
) -> None:
    with time_machine.travel(AT, tick=False):
        made = pages(people.nurse).get(url.format(oxygen=risks.oxygen.pk))
    assert made.status_code == 200 and made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF") and len(made.content) > 5000
    assert "no-store" in made["Cache-Control"]


def test_the_board_of_a_unit_without_points_and_with_markup_in_names_is_still_a_board(
    people: SimpleNamespace, tree: SimpleNamespace, pages: Any
) -> None:
    client = pages(people.manager)
    assert client.get("/risks/notice.pdf").content.startswith(b"%PDF")
    subjects.keep(
        people.manager, kind="risk_point", unit=tree.hospital, at=AT, since=SINCE,
        data={"name": "#panic() $x$ *粗*", "aspect": "equipment", "consequence": "]#set text(red)"},
    )  # fmt: skip
    assert client.get("/risks/notice.pdf").content.startswith(b"%PDF")
    assert client.get("/risks/cards.pdf").content.startswith(b"%PDF")


def test_a_list_without_points_has_no_cards(people: SimpleNamespace, pages: Any) -> None:
    assert pages(people.manager).get("/risks/cards.pdf").status_code == 404
    assert pages(people.manager).get("/risks/cards.pdf?point=x").status_code == 404


def test_the_card_of_a_point_carries_what_a_worker_has_to_know(
    risks: SimpleNamespace, people: SimpleNamespace, rf: Any
) -> None:
    card = printing._card(rf.get("/"), 1, risks.oxygen, {people.chief.pk: "褚明 8100"})
    told = dict(card["lines"])  # type: ignore[call-overload]
    assert card["colour"] == "red" and "重大风险" in str(card["head"])
    assert told["防范措施："] == "制度措施：每班巡查阀门"
    assert told["应急措施："] == "关总阀，疏散病人"
    assert told["责任人："] == "褚明 8100（管控）"
    assert "119" in told["紧急电话："]


def test_a_post_with_many_or_long_points_gets_several_cards_that_each_fit_a_page(
    risks: SimpleNamespace, people: SimpleNamespace, tree: SimpleNamespace, rf: Any
) -> None:
    for n in range(12):
        subjects.keep(
            people.manager, kind="risk_point", unit=tree.hospital, at=AT, since=SINCE,
            data={
                "name": f"点 {n}", "aspect": "equipment", "post": "保安",
                "rules_measures": "每班巡查。" * 200, "emergency_measures": "疏散。" * 300,
            },
        )  # fmt: skip
    points = [(n, p) for n, p in enumerate(lookup.points_of(tree.hospital, AT), 1)]
    made = printing._post_cards(rf.get("/"), tree.hospital, "保安", points, {})
    assert len(made) > 1
    heights = [printing._height(card["lines"]) for card in made]  # type: ignore[arg-type]
    assert max(heights) <= printing._TALL + 4
    told = [text for card in made for _, text in card["lines"]]  # type: ignore[attr-defined]
    assert all(any(p.name in text for text in told) for _, p in points)
