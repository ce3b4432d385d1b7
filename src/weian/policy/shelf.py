"""A folder of packs checked as a whole: each pack, all together, and their scenarios."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from weian.policy.checking import check_names
from weian.policy.conflicts import check_together, check_windows, choices_compile
from weian.policy.expectations import failures
from weian.policy.loading import LoadedPack, load_pack
from weian.policy.scenario import load_scenario, read_pack
from weian.policy.source import BrokenPack, PackError
from weian.policy.trying import trials
from weian.policy.vocabulary import UNIT_GROUPS, Vocabulary


@dataclass
class Shelf:
    """The packs that could be read, and every fault of all. ``statuses`` counts the scenarios that
    expect each status."""

    packs: list[LoadedPack] = field(default_factory=list)
    scenarios: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    errors: list[PackError] = field(default_factory=list)


def pack_files(path: Path) -> list[Path]:
    """The pack files at or below ``path``, in order."""
    return [path] if path.is_file() else sorted(path.rglob("pack.yaml"))


def read_shelf(path: Path, known: Vocabulary) -> Shelf:
    """Read the packs at or below ``path`` and check them, without their scenarios."""
    shelf = Shelf()
    files = pack_files(path)
    if not files:
        shelf.errors.append(PackError(str(path), 1, "这里没有制度包（pack.yaml）。"))
    for file in files:
        try:
            loaded = load_pack(file)
        except BrokenPack as broken:
            shelf.errors += broken.errors
        else:
            shelf.packs.append(loaded)
            shelf.errors += check_names(loaded, known)
            shelf.errors += check_windows(loaded)
            shelf.errors += choices_compile(loaded)
    shelf.errors += check_together(shelf.packs)
    shelf.errors = sorted(set(shelf.errors))
    return shelf


def check_shelf(path: Path, known: Vocabulary, groups: Mapping[str, str] = UNIT_GROUPS) -> Shelf:
    """Check everything at or below ``path``, scenarios too."""
    shelf, load = read_shelf(path, known), cache(read_pack)
    for file in pack_files(path):
        for scenario in sorted((file.parent / "scenarios").glob("*.yaml")):
            shelf.scenarios += 1
            shelf.errors += _faults(shelf, scenario, known, groups, load)
    shelf.errors = sorted(set(shelf.errors))
    return shelf


def _faults(
    shelf: Shelf,
    path: Path,
    known: Vocabulary,
    groups: Mapping[str, str],
    load: Callable[[Path], LoadedPack],
) -> list[PackError]:
    """A scenario's failures; faults of its packs are the same as told already, hence told once."""
    try:
        scenario = load_scenario(path, load=load)
        shelf.statuses.update({e.status for e in scenario.file.expect if e.status})
        return [*failures(scenario, groups), *trials(scenario, known)]
    except BrokenPack as broken:
        return broken.errors
