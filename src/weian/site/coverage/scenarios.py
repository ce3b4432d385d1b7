"""Which obligations the scenarios beside the packs expect something of."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from weian.policy.shelf import pack_files
from weian.site.coverage.entries import Entry
from weian.site.coverage.register import Marks


def expected(packs: Path) -> set[str]:
    """The obligations ("obligation:pack#id") of the scenarios at or below a folder of packs."""
    return {name for file in pack_files(packs) for name in _of(file)}


def untouched(
    entries: Sequence[Entry], ids: Mapping[str, Marks], names: set[str]
) -> tuple[list[str], int]:
    """The entries with a recurrence or a number of which no scenario speaks, and how many such
    entries there are. Principles and what is left for later or awaited are not among them."""
    dated = [e for e in entries if not e.mark and e.id in ids and ids[e.id].dated]
    return [e.id for e in dated if not names & set(e.at)], len(dated)


def _of(pack_file: Path) -> Iterator[str]:
    scenarios = sorted((pack_file.parent / "scenarios").glob("*.yaml"))
    own = _read(pack_file).get("pack", "") if scenarios else ""
    for path in scenarios:
        for line in _read(path).get("expect") or []:
            duty = str(line.get("duty", ""))
            yield f"obligation:{duty if '#' in duty else f'{own}#{duty}'}"


def _read(path: Path) -> dict[str, Any]:
    found = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return found if isinstance(found, dict) else {}
