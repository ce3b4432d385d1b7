"""One concept, one Chinese word, one English word: the glossary and the code say the same."""

from collections import defaultdict
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from weian.base.areas import AREAS
from weian.case.kinds import KINDS as CASES
from weian.core import verdict
from weian.org import kinds as org
from weian.org.facts import FACTS
from weian.policy.explaining import STATUS_WORDS
from weian.policy.models import LAYER_TITLES
from weian.record.kinds import KINDS as RECORDS
from weian.subject.kinds import KINDS as SUBJECTS

for _part in ("report", "duty"):
    import_module(f"weian.{_part}.kinds")

FILE = Path(__file__).parents[2] / "docs" / "glossary.yaml"
GLOSSARY: dict[str, list[list[str]]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
#: What happens and what there is: in Chinese the same word may be both (报送), as words do not inflect.
ACTS = frozenset({"steps", "states"})


def states() -> dict[str, str]:
    return {f"{k}.{s}": t for k, c in CASES.items() for s, t in c.flow.states.items()}


def steps() -> dict[str, str]:
    return {
        f"{key}.{verb}": kind.title_of(verb)
        for key, kind in CASES.items()
        for verb in (kind.opening_verb, *(s.verb for s in kind.flow.steps))
    }


CODE: dict[str, dict[str, str]] = {
    "statuses": dict(STATUS_WORDS),
    "layers": dict(LAYER_TITLES),
    "areas": AREAS,
    "unit_groups": org.GROUPS,
    "unit_kinds": {k: v.title for k, v in org.UNIT_KINDS.items()},
    "posts": org.POSTS,
    "employment": org.EMPLOYMENT,
    "roles": {k: v.title for k, v in org.ROLES.items()},
    "facts": {k: v.title for k, v in FACTS.items()},
    "subjects": {k: v.title for k, v in SUBJECTS.items()},
    "records": {k: v.title for k, v in RECORDS.items()},
    "cases": {k: v.title for k, v in CASES.items()},
    "states": states(),
    "steps": steps(),
}


def test_every_section_is_known() -> None:
    assert set(GLOSSARY) == {"words", *CODE}


@pytest.mark.parametrize("section", CODE)
def test_the_glossary_says_what_the_code_says(section: str) -> None:
    told = {line[0]: line[1] for line in GLOSSARY[section]}
    assert told == CODE[section]


@pytest.mark.parametrize("section", GLOSSARY)
def test_every_line_has_word_title_meaning_and_source_once(section: str) -> None:
    lines = GLOSSARY[section]
    for line in lines:
        assert len(line) == 4 and all(isinstance(part, str) and part for part in line), line
    keys = [line[0] for line in lines]
    assert [k for k in keys if keys.count(k) > 1] == []


def test_no_chinese_word_has_two_english_ones() -> None:
    english: dict[tuple[bool, str], set[str]] = defaultdict(set)
    for section, lines in GLOSSARY.items():
        for key, title, *_ in lines:
            english[section in ACTS, title].add(word(key))
    assert {t: w for (_, t), w in english.items() if len(w) > 1} == {}


def word(key: str) -> str:
    """The word of a key: without the case before it, whom it serves, and the plural of a count."""
    return key.rpartition(".")[2].removeprefix("commission_").removesuffix("s")


def test_every_status_of_core_has_words() -> None:
    constants = {v for k, v in vars(verdict).items() if k.isupper() and isinstance(v, str)}
    assert constants == set(STATUS_WORDS)
