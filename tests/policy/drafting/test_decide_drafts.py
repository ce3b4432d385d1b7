"""From a file to an edition: read, decided item by item, submitted by one, approved by another."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base import events
from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible
from weian.base.models import Event
from weian.policy import actions as policy
from weian.policy import queries
from weian.policy.drafting import actions, intake
from weian.policy.drafting import queries as drafts
from weian.policy.models import Document, Draft, DraftItem

from .conftest import AT, LATER, TEXT

pytestmark = pytest.mark.db


def asks(draft: Draft) -> list[DraftItem]:
    return list(draft.items.filter(none=""))


def ask(draft: Draft, words: str) -> DraftItem:
    return next(i for i in asks(draft) if words in i.sentence)


def settle(draft: Draft, by: Any) -> None:
    """Accept what is whole, judge the rest."""
    for item in asks(draft):
        if item.decision:
            continue
        given = {"draft": draft, "number": item.number, "version": item.version, "at": AT}
        try:
            actions.decide(by, decision="accept", **given)
        except BadInput:
            actions.decide(by, decision="judged", **given)


def approved(draft: Draft, people: SimpleNamespace) -> Any:
    settle(draft, people.clerk)
    draft.refresh_from_db()
    actions.submit(people.clerk, draft=draft, version=draft.version, at=AT)
    draft.refresh_from_db()
    return actions.approve(people.leader, draft=draft, version=draft.version, at=AT)


def test_a_file_is_read_into_asks_and_other_sentences(draft: Draft) -> None:
    assert draft.state == Draft.State.REVIEW
    assert (
        draft.header["title"]
        == "清河县卫生健康局关于印发《清河县医疗机构冬季消防安全整治方案》的通知"
    )
    assert (draft.header["number"], draft.header["issued"]) == ("清卫办〔2026〕31号", "2026-10-20")
    assert len(asks(draft)) >= 6
    text = Document.objects.get(pk=draft.sha256).text
    for item in draft.items.all():
        assert text[item.start : item.end].strip("。；")[:4] in item.sentence
    assert all(i.decision == "principle" for i in draft.items.exclude(none=""))


def test_the_pieces_put_together_are_the_text(draft: Draft) -> None:
    document = Document.objects.get(pk=draft.sha256)
    assert "".join(document.text[a:b] for _, _, a, b, _ in document.pieces) == document.text
    assert [p[0] for p in document.pieces][-2:] == ["二（四）", "三"]


def test_what_was_read_is_proposed_in_the_grammar_of_packs(draft: Draft) -> None:
    meeting, check = ask(draft, "专题会议").content, ask(draft, "每月至少").content
    assert (meeting["record"], meeting["form"], meeting["period"]) == (
        "meeting",
        "every",
        "quarter",
    )
    assert meeting["post"] == "head"
    assert (check["record"], check["period"], check["count"]) == ("inspection", "month", 2)
    assert ask(draft, "定期").content["form"] == "ask"
    assert ask(draft, "总结").content["by"] == "2026-12-20"


def test_an_unreadable_file_says_why(people: SimpleNamespace, tree: SimpleNamespace) -> None:
    broken = actions.begin(
        people.clerk, unit=tree.county, name="坏.docx", content=BytesIO(b"PK broken"), size=9, at=AT
    )
    broken = intake.read(broken, AT)
    assert broken.state == Draft.State.FAILED
    assert "坏.docx" in broken.why


@pytest.mark.parametrize("who", ["nurse", "stranger"])
def test_only_those_who_adopt_for_the_unit_may_begin(
    people: SimpleNamespace, tree: SimpleNamespace, who: str
) -> None:
    with pytest.raises((Forbidden, NotVisible)):
        actions.begin(
            getattr(people, who), unit=tree.county, name="a.txt", content=BytesIO(b"x"), size=1, at=AT
        )  # fmt: skip
    assert not Draft.objects.exists()


def test_the_second_editor_is_told(draft: Draft, people: SimpleNamespace) -> None:
    item = ask(draft, "演练")
    given = {"draft": draft, "number": item.number, "at": AT}
    actions.decide(people.clerk, decision="accept", version=0, **given)
    with pytest.raises(Conflict, match="张三刚刚处理过这一条，现在是“采纳”"):
        actions.decide(people.leader, decision="reject", version=0, **given)
    actions.decide(people.leader, decision="", version=1, **given)
    item.refresh_from_db()
    assert (item.decision, item.version) == ("", 2)


def test_what_is_not_whole_is_not_accepted(draft: Draft, people: SimpleNamespace) -> None:
    item = ask(draft, "严禁")
    given = {"draft": draft, "number": item.number, "version": 0, "at": AT}
    with pytest.raises(BadInput, match="还要选：以什么为凭、时限"):
        actions.decide(people.clerk, decision="accept", **given)
    with pytest.raises(BadInput) as refused:
        answers = {
            **item.content,
            "record": "inspection",
            "form": "before",
            "before": "joined",
            "each": "unit",
        }
        actions.decide(people.clerk, decision="accept", answers=answers, **given)
    assert "form" in refused.value.fields
    actions.decide(people.clerk, decision="judged", **given)


def test_splitting_and_merging(draft: Draft, people: SimpleNamespace) -> None:
    item = ask(draft, "每月至少")
    cut, end = item.start + 5, item.end
    part = {"content": item.content, "found": item.found}
    first, second = actions.split(
        people.clerk, draft=draft, number=item.number, cut=cut, version=0, at=AT, parts=(part, part)
    )
    assert (first.end, second.start, second.end) == (cut, cut, end)
    assert second.key not in {i.key for i in asks(draft) if i.pk != second.pk}
    target = actions.merge(people.clerk, draft=draft, number=second.number, version=0, at=AT)
    assert target.pk == first.pk
    actions.decide(
        people.clerk, draft=draft, number=first.number, decision="accept", version=1, at=AT
    )
    for other in asks(draft):
        if not other.decision:
            actions.decide(people.clerk, draft=draft, number=other.number, decision="reject", version=other.version, at=AT)  # fmt: skip
    actions.submit(people.clerk, draft=draft, version=0, at=AT)
    draft.refresh_from_db()
    made = [o for c in draft.content["clauses"] for o in c.get("obligations", ())]
    assert made[0]["source"] == {"file": draft.sha256, "start": first.start, "end": end}
    with pytest.raises(Conflict, match="不能再改"):
        actions.decide(
            people.clerk, draft=draft, number=first.number, decision="", version=2, at=AT
        )


def test_nothing_undecided_is_submitted(draft: Draft, people: SimpleNamespace) -> None:
    with pytest.raises(BadInput, match="没有处理"):
        actions.submit(people.clerk, draft=draft, version=0, at=AT)


def test_two_people_make_an_edition_that_can_be_adopted(
    draft: Draft, people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    settle(draft, people.clerk)
    actions.submit(people.clerk, draft=draft, version=0, at=AT)
    draft.refresh_from_db()
    with pytest.raises(Forbidden, match="两个人"):
        actions.approve(people.clerk, draft=draft, version=1, at=AT)
    edition = actions.approve(people.leader, draft=draft, version=1, at=AT)
    assert edition.issuing_unit == tree.county
    answers = {key: q.default for key, q in queries.pack_of(edition).questions.items()}
    assert len(answers) == 1  # 定期 is asked
    policy.adopt(
        people.leader, edition=edition, unit=tree.county, since=date(2026, 11, 5), answers=answers, at=AT
    )  # fmt: skip
    bound = queries.obligations_for(tree.clinic, AT)
    assert any(o.when.period == "quarter" for o in bound if hasattr(o.when, "period"))
    assert events.verify() is None
    verbs = list(
        Event.objects.filter(object_kind="draft").order_by("seq").values_list("verb", flat=True)
    )
    assert verbs[:2] == ["draft.begin", "draft.read"]
    assert verbs[-2:] == ["draft.submit", "draft.approve"]


def test_an_edition_of_one_county_is_not_offered_to_another(
    draft: Draft, people: SimpleNamespace
) -> None:
    edition = approved(draft, people)
    assert edition in queries.editions_visible(people.leader, AT)
    assert edition in queries.editions_visible(people.head, AT)
    assert edition not in queries.editions_visible(people.stranger, AT)
    with pytest.raises(NotVisible):
        drafts.draft_or_404(people.stranger, draft.pk, AT)


def test_every_obligation_keeps_its_words(draft: Draft, people: SimpleNamespace) -> None:
    edition = approved(draft, people)
    pack = queries.pack_of(edition)
    text = Document.objects.get(pk=draft.sha256).text
    for obligation in pack.obligations:
        source = obligation.source
        assert source is not None and source.file == draft.sha256
        cited = queries.clause_of(f"{pack.pack}#{obligation.id}")
        quoted = queries.quoted(cited)
        assert quoted is not None and text[source.start : source.end].strip() in quoted.words
        assert quoted.words[-1] in "。；" and "\n" not in quoted.words
        assert quoted.url == f"/packs/{edition.pk}/document#s-{source.start}"


def test_what_was_returned_can_be_put_right(draft: Draft, people: SimpleNamespace) -> None:
    settle(draft, people.clerk)
    actions.submit(people.clerk, draft=draft, version=0, at=AT)
    with pytest.raises(BadInput):
        actions.send_back(people.leader, draft=draft, version=1, note=" ", at=AT)
    actions.send_back(people.leader, draft=draft, version=1, note="演练次数再核对。", at=AT)
    draft.refresh_from_db()
    assert (draft.state, draft.why) == (Draft.State.REVIEW, "演练次数再核对。")
    assert draft.submitted_by is None


def test_a_later_version_keeps_the_decisions(
    draft: Draft, people: SimpleNamespace, drop: Callable[..., Draft]
) -> None:
    edition = approved(draft, people)
    later = drop(LATER, previous=draft)
    assert later.header["pack"] == draft.header["pack"]
    assert later.header["version"] == 2
    same, changed, new = ask(later, "灭火和疏散"), ask(later, "每月至少"), ask(later, "11月9日")
    assert (same.decision, same.kept, same.key) == ("accept", True, ask(draft, "灭火和疏散").key)
    assert (changed.decision, changed.content["count"]) == ("", 3)
    assert "开展3次" in changed.content["title"]
    assert (changed.key, "2次" in changed.earlier) == (ask(draft, "每月至少").key, True)
    assert (new.decision, new.kept, new.key in {i.key for i in asks(draft)}) == ("", False, False)
    second = approved(later, people)
    assert (second.pack, second.version) == (edition.pack, 2)


def test_the_same_file_again_keeps_everything(
    draft: Draft, people: SimpleNamespace, drop: Callable[..., Draft]
) -> None:
    second = ask(draft, "定期")
    target = actions.merge(people.clerk, draft=draft, number=second.number, version=0, at=AT)
    settle(draft, people.clerk)
    again = drop(TEXT, previous=draft)
    assert ask(again, "定期").merged_into == again.items.get(key=target.key)
    assert again.header["version"] == 2
    assert [i.decision for i in asks(again)] == [i.decision for i in asks(draft)]
    assert all(i.kept for i in asks(again))


def test_an_institutions_manager_reviews_and_its_head_approves(
    people: SimpleNamespace, tree: SimpleNamespace, someone: Any
) -> None:
    manager = someone("safety_manager", tree.hospital)
    raw = TEXT.encode()
    draft = actions.begin(
        manager, unit=tree.hospital, name="本院方案.txt", content=BytesIO(raw), size=len(raw), at=AT
    )
    draft = intake.read(draft, AT)
    settle(draft, manager)
    actions.submit(manager, draft=draft, version=0, at=AT)
    draft.refresh_from_db()
    with pytest.raises(Forbidden):
        actions.approve(someone("safety_manager", tree.hospital), draft=draft, version=1, at=AT)
    edition = actions.approve(people.head, draft=draft, version=1, at=AT)
    assert (edition.layer, edition.issuing_unit) == ("institution", tree.hospital)
