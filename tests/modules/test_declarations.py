"""Every declaration holds together and can be filled in by somebody who has never seen it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from weian.base.areas import AREAS
from weian.base.fields import Field, clean
from weian.case.kinds import KINDS as CASES
from weian.record.kinds import KINDS as RECORDS
from weian.record.kinds import RecordKind
from weian.subject.kinds import KINDS as SUBJECTS

CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: The keys that packs use, from the grammar of packs; a key that goes breaks packs.
PACKS = {
    "meeting": "topic chaired_by attendees decisions",
    "inspection": "mode led_by unannounced objects result inspected topic people",
    "patrol": "kind_of route led_by",
    "training": "topic audience hours people trigger",
    "drill": "kind_of people minutes",
    "publicity": "channel topic",
    "document": "category issued_on valid_until",
    "responsibility_letter": "people year level",
    "designation": "role people",
    "certificate": "person cert valid_until",
    "funding": "category amount year",
    "duty_roster": "leader people",
    "risk_assessment": "scope result conclusions",
    "notice": "category target",
    "assessment_result": "year includes_hazards assessed",
    "special_action": "topic",
    "dust_survey": "",
    "dust_monitoring": "exceeds",
    "enforcement_equipment": "",
    "enforcement_training": "",
    "maintenance": "kind_of valid_until",
}
HAZARD = CASES["hazard"]
KINDS = {
    **{k: RECORDS[k] for k in PACKS},
    **{f"subject {k}": v for k, v in SUBJECTS.items()},
    "hazard": HAZARD,
}
HAPPENINGS = [
    "report",
    "grade",
    "plan",
    "rectify",
    "verify",
    "reject",
    "extend",
    "list",
    "release",
    "close",
    "reopen",
    "circulate",
]


def all_fields() -> Iterator[tuple[str, Field]]:
    for key, kind in KINDS.items():
        for field in kind.fields:
            yield f"{key}.{field.key}", field
    for verb, fields in HAZARD.step_fields.items():
        for field in fields:
            yield f"hazard.{verb}.{field.key}", field


@pytest.mark.parametrize("key", PACKS)
def test_a_kind_that_packs_speak_of_has_their_fields(key: str) -> None:
    assert set(PACKS[key].split()) <= {f.key for f in RECORDS[key].fields}


def test_a_hazard_has_the_steps_that_packs_speak_of() -> None:
    assert set(HAPPENINGS) <= {HAZARD.opening_verb, *(s.verb for s in HAZARD.flow.steps)}


@pytest.mark.parametrize("key", KINDS)
def test_a_kind_is_told_in_chinese_and_stands_in_an_area(key: str) -> None:
    kind = KINDS[key]
    assert CHINESE.search(kind.title)
    assert kind.area in AREAS


@pytest.mark.parametrize("key", PACKS)
def test_a_kind_says_when_to_use_it_and_asks_little(key: str) -> None:
    kind = RECORDS[key]
    assert kind.help.endswith("。")
    assert len(kind.fields) <= 18
    assert 1 <= sum(f.required for f in kind.fields) <= 4


def test_every_field_is_asked_in_chinese_and_every_choice_once() -> None:
    for where, field in all_fields():
        assert CHINESE.search(field.title), where
        titles = [title for _, title in field.choices]
        assert len(set(titles)) == len(titles), where
        keys = [key for key, _ in field.choices]
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", k) for k in keys), where


def test_what_points_at_something_points_at_the_same_everywhere() -> None:
    nouns: dict[str, set[str]] = {}
    for _, field in all_fields():
        if field.noun:
            nouns.setdefault(field.key, set()).add(field.noun)
    assert {k: n for k, n in nouns.items() if len(n) > 1} == {}


def test_every_module_declares_something_or_has_addresses_of_its_own() -> None:
    folder = Path(__file__).parents[2] / "src" / "weian" / "modules"
    modules = {p.parent.name for p in folder.glob("*/__init__.py")} - {"migrations"}
    known = {p.parent.name for name in ("kinds", "urls") for p in folder.glob(f"*/{name}.py")}
    assert modules == known


def least(fields: tuple[Field, ...]) -> dict[str, object]:
    """The shortest answer to everything that is required."""
    samples: dict[str, object] = {
        "text": "一二三四五", "longtext": "一二三四五", "integer": 2026, "number": 1, "money": "0",
        "date": "2026-11-05", "bool": True, "person": 1, "unit": 1, "department": 1,
        "file": "01890a5d-ac96-774b-bcce-b302099a8057",
    }  # fmt: skip
    out: dict[str, object] = {}
    for field in fields:
        if field.required:
            value = field.choices[0][0] if field.choices else samples[field.item]
            out[field.key] = [value] if field.is_list else value
    return out


@pytest.mark.parametrize("key", KINDS)
def test_the_least_that_is_asked_is_enough(key: str) -> None:
    kind = KINDS[key]
    assert clean(kind.fields, least(kind.fields))


@pytest.mark.parametrize("verb", HAZARD.step_fields)
def test_the_least_that_a_step_asks_is_enough(verb: str) -> None:
    fields = HAZARD.fields_of(verb)
    assert clean(fields, least(fields)) is not None


def test_what_holds_for_a_time_asks_until_when() -> None:
    for key, kind in RECORDS.items():
        asks = {f.key for f in kind.fields} >= {"valid_until"}
        assert asks == bool(kind.validity), key


def test_whoever_took_part_is_counted() -> None:
    for key, kind in RECORDS.items():
        many = [f.key for f in kind.fields if f.type == "people"]
        assert not many or kind.people in many, key


def test_no_record_kind_is_open_to_everybody_by_mistake() -> None:
    kinds: list[RecordKind] = [RECORDS[key] for key in PACKS]
    own = {k.key: k.submit_right for k in kinds if k.submit_right != "record.submit"}
    assert own == {"patrol": "record.submit:patrol"}


def test_every_module_has_a_page_for_its_users() -> None:
    root = Path(__file__).parents[2]
    pages = {p.stem for p in (root / "docs" / "modules").glob("*.md")} - {"index", "returns"}
    modules = {p.parent.name for p in (root / "src/weian/modules").glob("*/__init__.py")}
    assert pages == modules - {"migrations"}  # returns are a part of their own
