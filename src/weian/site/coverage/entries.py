"""The coverage file: for each requirement what it asks, in our words, and where it lives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from weian.policy.source import PackError, Source, read_source

AREAS: Final[Mapping[str, str]] = {
    "returns": "报送", "letters": "文书", "assessment": "考核", "campaign": "专项行动", "tips": "举报保密",
}  # fmt: skip
_KEYS: Final = frozenset({"asks", "at", "reason", "principle", "later", "awaiting"})
_WORDS: Final = ("asks", "reason", "principle", "later")
_LONGEST: Final = 160


@dataclass(frozen=True)
class Entry:
    """``at`` are targets such as "obligation:pack#id". ``principle`` and ``later`` say why there is
    none; ``awaiting`` is a key of AREAS; ``reason`` why no machine can judge. "" means not said."""

    id: str
    asks: str
    at: tuple[str, ...] = ()
    principle: str = ""
    later: str = ""
    awaiting: str = ""
    reason: str = ""
    file: str = ""
    line: int = 1

    @property
    def document(self) -> str:
        return self.id.partition("-")[0]

    @property
    def mark(self) -> str:
        """What it is instead of placed: "principle", "later", "awaiting", or ""."""
        return next((m for m in ("principle", "later", "awaiting") if getattr(self, m)), "")

    @property
    def targets(self) -> list[str]:
        """Its targets and mark, as programs read them."""
        mark = f"awaiting:{self.awaiting}" if self.awaiting else self.mark
        return [*self.at, *([mark] if mark else [])]

    def complain(self, reason: str) -> PackError:
        return PackError(self.file, self.line, f"{self.id}：{reason}")


def read_entries(files: Iterable[Path]) -> tuple[list[Entry], list[PackError]]:
    """The entries of all files, in order, and every fault of their form; an id told twice too."""
    entries: dict[str, Entry] = {}
    errors: list[PackError] = []
    for file in files:
        source = read_source(file)
        errors += source.errors
        if not isinstance(source.data, dict):
            errors += [] if source.errors else [source.complain((), "应是 条目编号: {…} 的形式。")]
            continue
        for id_, told in source.data.items():
            wrong = list(_malformed(told))
            errors += [source.complain((id_,), f"{id_}：{why}") for why in wrong]
            if id_ in entries:
                there = f"{entries[id_].file}:{entries[id_].line}"
                errors.append(source.complain((id_,), f"{id_}：在 {there} 已经写过。"))
            elif not wrong:
                entries[id_] = _entry(source, id_, told)
    return list(entries.values()), errors


def _entry(source: Source, id_: str, told: Mapping[str, Any]) -> Entry:
    file, line = source.place((id_,))
    words = {key: str(told.get(key, "")).strip() for key in (*_WORDS, "awaiting")}
    return Entry(id_, at=tuple(told.get("at", ())), file=file, line=line, **words)


def _malformed(told: Any) -> Iterable[str]:
    if not isinstance(told, dict):
        yield "应写 asks 和 at。"
        return
    yield from (f"不认识的键 {key}。" for key in told if key not in _KEYS)
    for key in (*_WORDS, "awaiting"):
        if key in told and not (isinstance(told[key], str) and told[key].strip()):
            yield f"{key} 应当是文字。"
    asks = told.get("asks")
    if asks is None:
        yield "缺少 asks（一句自己的话）。"
    elif isinstance(asks, str) and ("\n" in asks.strip() or len(asks) > _LONGEST):
        yield f"asks 应是一句话，不超过 {_LONGEST} 字。"
    at = told.get("at", [])
    if not isinstance(at, list) or not all(isinstance(t, str) for t in at):
        yield "at 应是一组文字。"
    elif len(set(at)) < len(at):
        yield "at 里有重复的去处。"
