"""Pack files as obligations: read, checked against the schema, every fault told at once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from weian.core.obligation import Obligation
from weian.policy.compiling import compile_pack, core_clause, defaults
from weian.policy.complaints import complaints
from weian.policy.schema import PackFile
from weian.policy.source import BrokenPack, PackError, Source, read_source, read_text
from weian.policy.when import EveryForm


@dataclass(frozen=True)
class LoadedPack:
    """A pack file that keeps the schema. ``source`` knows the line of every node."""

    path: Path
    pack: PackFile
    source: Source

    @property
    def clauses(self) -> tuple[Any, ...]:
        """The document's clauses, as core clauses, in order."""
        return tuple(core_clause(self.pack, clause) for clause in self.pack.clauses)

    @property
    def defaults(self) -> dict[str, str]:
        return defaults(self.pack)

    def obligations(
        self,
        answers: Mapping[str, str] | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Obligation, ...]:
        """What it obliges to, with these answers and days of adoption (both inclusive)."""
        return compile_pack(self.pack, answers, since=since, until=until)

    def content(self) -> dict[str, Any]:
        """The whole document, its parts put together, ready for JSON; days in ISO."""
        data = {k: v for k, v in self.source.data.items() if k != "parts"}
        plain: dict[str, Any] = json.loads(json.dumps(data, default=_iso, ensure_ascii=False))
        return plain

    def place_of(self, obligation: str) -> tuple[str, int]:
        """File and line of an obligation by its id."""
        for i, clause in enumerate(self.pack.clauses):
            for j, found in enumerate(clause.obligations):
                if found.id == obligation:
                    return self.source.place(("clauses", i, "obligations", j))
        return self.source.place(())


def load_pack(path: Path | str, *, shown: str = "") -> LoadedPack:
    """The pack at ``path`` with its parts; raises BrokenPack with every fault found."""
    path = Path(path)
    source = read_source(path, shown)
    if isinstance(source.data, dict):
        _add_parts(path, source)
    elif not source.errors:
        source.errors.append(PackError(source.file, 1, "制度包应是 键: 值 的形式。"))
    return _whole(path, source)


def load_text(text: str, shown: str) -> LoadedPack:
    """A pack written in one text, ``shown`` naming it in complaints; raises BrokenPack."""
    source = read_text(text, Source(shown))
    if source.data is not None and not isinstance(source.data, dict):
        source.errors.append(PackError(shown, 1, "制度包应是 键: 值 的形式。"))
    elif isinstance(source.data, dict) and "parts" in source.data:
        source.errors.append(source.complain(("parts",), "请先把各部分合成一个文件。"))
    return _whole(Path(shown), source)


def _whole(path: Path, source: Source) -> LoadedPack:
    """The checked pack; raises BrokenPack with every fault found."""
    pack = _validated(source) if isinstance(source.data, dict) else None
    if pack is not None:
        source.errors += [*_twice(pack, source), *_unasked(pack, source), *_phases(pack, source)]
    if source.errors or pack is None:
        raise BrokenPack(source.errors)
    return LoadedPack(path, pack, source)


def parse_content(content: Mapping[str, Any]) -> PackFile:
    """A pack out of the database's JSON; it was checked when it was stored."""
    return PackFile.model_validate_json(json.dumps(content))


def _validated(source: Source) -> PackFile | None:
    try:
        return PackFile.model_validate(source.data)
    except ValidationError as error:
        source.errors += list(complaints(error, source))
        return None


def _add_parts(path: Path, source: Source) -> None:
    """Append the clauses of further files, which keep their own file and lines."""
    clauses = source.data.setdefault("clauses", [])
    names = source.data.get("parts")
    if not isinstance(names, list) or not isinstance(clauses, list):
        return
    source.places.setdefault(("clauses",), source.place(("parts",)))
    for i, name in enumerate(names):
        part = read_source(path.parent / str(name), str(Path(source.file).parent / str(name)))
        source.errors += part.errors
        found, inner = part.data, ()
        if isinstance(found, dict) and set(found) == {"clauses"}:
            found, inner = found["clauses"], ("clauses",)  # type: ignore[assignment]
        if not isinstance(found, list):
            if not part.errors:
                source.errors.append(source.complain(("parts", i), f"{name} 里应是一组条款。"))
            continue
        for j, clause in enumerate(found):
            source.graft(("clauses", len(clauses)), part, (*inner, j))
            clauses.append(clause)


def _twice(pack: PackFile, source: Source) -> list[PackError]:
    """Ids told twice: of clauses, and of obligations and questions in the whole pack."""
    out, clauses, items = [], set(), set()
    for i, clause in enumerate(pack.clauses):
        if clause.id in clauses:
            out.append(source.complain(("clauses", i, "id"), f"条款 {clause.id} 写了两遍。"))
        clauses.add(clause.id)
        for name in ("obligations", "judged", "guards"):
            for j, item in enumerate(getattr(clause, name)):
                if item.id in items:
                    path = ("clauses", i, name, j, "id")
                    out.append(source.complain(path, f"编号 {item.id} 在本制度包里写了两遍。"))
                items.add(item.id)
    return out


def _unasked(pack: PackFile, source: Source) -> list[PackError]:
    """Intervals left to a question that the pack does not ask."""
    return [
        source.complain(
            ("clauses", i, "obligations", j, "when"),
            f"questions 里没有 {o.when.every.ask} 这个问题。",
        )
        for i, clause in enumerate(pack.clauses)
        for j, o in enumerate(clause.obligations)
        if isinstance(o.when, EveryForm) and o.when.every.ask
        if o.when.every.ask not in pack.questions
    ]


def _phases(pack: PackFile, source: Source) -> list[PackError]:
    """Phases of a clause that is not there."""
    known = {clause.id for clause in pack.clauses}
    return [
        source.complain(
            ("phases", i, "clause"),
            f"阶段“{phase.title}”所指的条款 {phase.clause} 不在本制度包里。",
        )
        for i, phase in enumerate(pack.phases)
        if phase.clause not in known
    ]


def _iso(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not JSON")
