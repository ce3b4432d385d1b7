"""The shipped packs: sound, complete against the register of requirements, in our own words."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from weian.policy.loading import LoadedPack, load_pack, parse_content
from weian.policy.reissuing import reissued
from weian.policy.scenario import load_scenario, read_pack
from weian.policy.schema import Clause
from weian.policy.shelf import check_shelf
from weian.policy.when import OnceForm
from weian.site.vocabulary import gather

ROOT = Path(__file__).resolve().parents[2]
PACKS = ROOT / "packs"
REGISTERS = [ROOT.parent / "shared" / f"requirements-{half}.yaml" for half in "AB"]
SEEDS = ROOT.parent / "shared" / "seeds"
HERE = Path(__file__).parent
#: The documents held so far, by the prefix of their entries in the register.
DOCUMENTS = {
    "SX": "county/shixing-2020",
    "H2": "county/half-year-plan",
    "WS": "county/wushen-2022",
    "FP": "county/foping-2020",
    "ZZ": "city/zhengzhou-2019",
}
#: The source of each document, as its file among the seeds begins.
SOURCES = {"FP": "000_*", "SX": "001_*", "ZZ": "002_*", "H2": "003_*", "WS": "004_*"}
#: A place as numbers ("5.4"), the preamble (P) or a list of the appendix (A1, AX), then a letter
#: or a numbered duty with its letter ("WS-A1-09-b").
ENTRY = re.compile(r"[A-Z][A-Z0-9]-(\d+(\.\d+)*|P|[A-Z][0-9A-Z])-(\d\d(-[a-z])?|[a-z])")
COPIED = 12


@cache  # read once: nothing in a loaded pack changes
def packs() -> dict[str, LoadedPack]:
    return {key: load_pack(PACKS / place / "pack.yaml") for key, place in DOCUMENTS.items()}


def placed(clause: Clause) -> Iterator[tuple[str, str, str]]:
    """(entry, what it became, reason) for everything of a clause that names entries."""
    yield from ((r, "clause", "") for r in clause.req)
    yield from ((r, "obligation", "") for o in clause.obligations for r in o.req)
    yield from ((r, "guard", "") for g in clause.guards for r in g.req)
    yield from ((r, "judged", j.reason) for j in clause.judged for r in j.req)
    if clause.principle:
        yield from ((r, "principle", clause.principle.reason) for r in clause.principle.req)


def listed(name: str) -> list[str]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def entries() -> dict[str, bool]:
    """Every entry of the documents held, and whether it has a recurrence or a threshold."""
    if not all(register.exists() for register in REGISTERS):
        return {line.split()[0]: line.endswith(" dated") for line in listed("ids.txt")}
    found = [e for register in REGISTERS for e in yaml.safe_load(register.read_text("utf-8"))]
    return {
        e["id"]: bool(e["recurrence"] or e["threshold"])
        for e in found
        if e["id"].split("-")[0] in DOCUMENTS
    }


def test_the_check_finds_no_fault_in_any_pack_or_scenario() -> None:
    shelf = check_shelf(PACKS, gather())
    assert [str(error) for error in shelf.errors] == []
    assert shelf.scenarios >= 45


def test_the_entries_named_are_well_formed_and_belong_to_the_pack_s_document() -> None:
    for prefix, loaded in packs().items():
        for clause in loaded.pack.clauses:
            for entry, *_ in placed(clause):
                assert ENTRY.fullmatch(entry) and entry.startswith(f"{prefix}-"), (clause.id, entry)


def test_every_entry_of_the_documents_is_placed() -> None:
    found = {e for p in packs().values() for c in p.pack.clauses for e, *_ in placed(c)}
    assert sorted(set(entries()) - found) == []
    assert sorted(found - set(entries())) == []


def test_an_entry_with_a_recurrence_or_number_is_an_obligation_or_says_why_not() -> None:
    became: dict[str, list[tuple[str, str]]] = {}
    for loaded in packs().values():
        for clause in loaded.pack.clauses:
            for entry, what, reason in placed(clause):
                became.setdefault(entry, []).append((what, reason))
    unexplained = [
        entry
        for entry, dated in entries().items()
        if dated
        and not any(
            what in ("obligation", "guard") or len(reason) >= 8 for what, reason in became[entry]
        )
    ]
    assert unexplained == []


def test_the_committed_list_of_entries_is_that_of_the_register() -> None:
    if not all(register.exists() for register in REGISTERS):
        pytest.skip("登记册不在，改按 tests/packs/ids.txt 检查。")
    lines = [entry + (" dated" if dated else "") for entry, dated in entries().items()]
    assert lines == listed("ids.txt")


def test_clauses_stand_in_the_order_of_the_document() -> None:
    for loaded in packs().values():
        order = [[_step(n) for n in clause.id.split(".")] for clause in loaded.pack.clauses]
        assert order == sorted(order)


def _step(name: str) -> tuple[str, int]:
    """A piece of a clause's number: the appendix (A1 … A5, then AX) stands after the numbers."""
    letters = name.rstrip("0123456789")
    return letters, int(name[len(letters) :] or 0)


def test_every_obligation_is_expected_in_some_scenario() -> None:
    load = cache(read_pack)
    for place in DOCUMENTS.values():
        folder = PACKS / place
        expected = {
            e.duty.rpartition("#")[2]
            for file in (folder / "scenarios").glob("*.yaml")
            for e in load_scenario(file, load=load).file.expect
        }
        loaded = load_pack(folder / "pack.yaml")
        assert sorted({o.id for o in loaded.pack.obligations} - expected) == []


def test_absolute_dates_stand_only_in_structured_fields() -> None:
    """Titles are shown for re-issued editions too, in which every date has moved."""
    for loaded in packs().values():
        for obligation in loaded.pack.obligations:
            assert not re.search(r"20\d\d年", obligation.title + obligation.on_breach), (
                obligation.id
            )
        for question in loaded.pack.questions.values():
            assert not re.search(r"20\d\d年", question.question)


def test_the_campaign_can_be_issued_again_for_later_years() -> None:
    campaign = packs()["SX"]
    again = parse_content(reissued(campaign.content(), 4, "某县卫生健康局"))
    assert (again.since, again.until) == (date(2024, 9, 8), date(2026, 12, 31))
    due = {o.id: o.when.by for o in again.obligations if isinstance(o.when, OnceForm)}
    assert due["unit-plan"] == date(2024, 9, 30)
    assert due["campaign-summary"] == date(2026, 9, 15)


def test_no_sentence_is_copied_from_the_sources() -> None:
    sources = [file for start in SOURCES.values() for file in sorted(SEEDS.glob(start))]
    if not sources:
        pytest.skip("原文不在，无法与之比对。")
    text = "".join(_bare(file.read_text("utf-8")) for file in sources)
    runs = {text[i : i + COPIED] for i in range(len(text) - COPIED + 1)}
    copied = [
        (file.name, words[i : i + COPIED])
        for file in sorted(PACKS.rglob("*.yaml"))
        for words in _own_words(yaml.safe_load(file.read_text("utf-8")))
        for i in range(len(words) - COPIED + 1)
        if words[i : i + COPIED] in runs
    ]
    assert copied == []


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _own_words(value: Any) -> Iterator[str]:
    """The texts of a file between official terms, which may be carried over."""
    if isinstance(value, str):
        terms = "|".join(re.escape(term) for term in listed("official_terms.txt"))
        yield from re.split(terms, _bare(value))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _own_words(item)
    elif isinstance(value, list):
        for item in value:
            yield from _own_words(item)
