"""What the scenarios beside the packs expect something of."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from weian.policy.scenario_trials import named
from weian.policy.shelf import pack_files
from weian.policy.vocabulary import Vocabulary
from weian.site.coverage.entries import Entry
from weian.site.coverage.register import Marks

#: Where the next letter is proposed, which scenarios try as ``letters``.
LETTERS: Final = "page:modules:letters_due"
Names = set[str]


def expected(packs: Path, known: Vocabulary) -> Names:
    """The targets that the scenarios at or below a folder of packs speak of: obligations whose
    duties they expect, and what of kinds and flows they try."""
    return {name for file in pack_files(packs) for name in _of(file, known)}


def untouched(
    entries: Sequence[Entry], ids: Mapping[str, Marks], names: Names
) -> tuple[list[str], int]:
    """The entries with a recurrence or a number of which no scenario speaks, and how many such
    entries there are. Principles and what is left for later or awaited are not among them."""
    dated = [e for e in entries if not e.mark and e.id in ids and ids[e.id].dated]
    return [e.id for e in dated if not names & set(e.at)], len(dated)


def _of(pack_file: Path, known: Vocabulary) -> Iterator[str]:
    scenarios = sorted((pack_file.parent / "scenarios").glob("*.yaml"))
    own = _read(pack_file).get("pack", "") if scenarios else ""
    for path in scenarios:
        scenario = _read(path)
        for line in scenario.get("expect") or []:
            duty = str(line.get("duty", ""))
            yield f"obligation:{duty if '#' in duty else f'{own}#{duty}'}"
        for line in scenario.get("forms") or []:
            yield from _filled(line, known)
        for line in scenario.get("steps") or []:
            yield from _taken(line, known)
        yield from [LETTERS] * bool(scenario.get("letters"))


def _filled(line: Mapping[str, Any], known: Vocabulary) -> Iterator[str]:
    """A form of a kind, or the step that opens a case, with each answer and each refused field."""
    form = str(line["form"])
    kind, dot, _ = form.rpartition(".")
    if form in (known.records or {}) or form in (known.subjects or {}):
        type_, name = "record" if form in (known.records or {}) else "subject", form
    elif dot and kind in (known.cases or {}):
        type_, name = "case", kind
        yield f"step:{form}"
    else:
        return
    yield f"{type_}:{name}"
    for key in line.get("refused") or []:
        yield f"{type_}:{name}.{key}"
    for key, value in (line.get("given") or {}).items():
        if key not in (line.get("refused") or []):
            yield from (f"{type_}:{n}" for n in named(name, key, value))


def _taken(line: Mapping[str, Any], known: Vocabulary) -> Iterator[str]:
    step, refused = str(line["step"]), line.get("refused")
    kind = step.rpartition(".")[0]
    flow = (known.flows or {}).get(kind)
    yield f"step:{step}"
    if flow is not None and refused in flow.guards:
        yield f"guard:{kind}.{refused}"
    yield from (
        f"case:{n}" for k, v in (line.get("given") or {}).items() for n in named(kind, k, v)
    )


def _read(path: Path) -> dict[str, Any]:
    found = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return found if isinstance(found, dict) else {}
