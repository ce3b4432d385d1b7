"""The real documents against what people found in them; skipped where they are not at hand.

Nothing of the documents stands here: the register beside them names the places.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from weian.policy.reading.compiler import compile_text

SHARED = Path(__file__).parents[4] / "shared"
DOCUMENTS = ("FP", "SX", "ZZ", "H2", "WS")
ASKING = frozenset({"duty", "document", "record", "workflow", "publicity"})


@cache
def entries() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for path in sorted(SHARED.glob("requirements-*.yaml")):
        found += yaml.safe_load(path.read_text("utf-8"))
    return found


@pytest.mark.parametrize("number", range(5), ids=DOCUMENTS)
def test_what_people_found_in_a_real_document_is_mostly_found(number: int) -> None:
    files, register = sorted((SHARED / "seeds").glob("*.txt")), entries()
    if len(files) != 5 or not register:
        pytest.skip("the real documents and their register are not beside this checkout")
    text = files[number].read_text("utf-8")
    kept = [i for i, char in enumerate(text) if not char.isspace()]
    flat = "".join(text[i] for i in kept)
    asked = compile_text(text).obligations
    found = missed = 0
    for entry in register:
        if not entry["id"].startswith(DOCUMENTS[number]) or entry["kind"] not in ASKING:
            continue
        quote = re.sub(r"\s", "", entry["quote"])
        at = flat.find(quote)
        if at < 0:
            continue
        start, end = kept[at], kept[at + len(quote) - 1] + 1
        hit = any(f.start < end and start < f.end for f in asked)
        found, missed = found + hit, missed + (not hit)
    assert found / (found + missed) >= 0.89
