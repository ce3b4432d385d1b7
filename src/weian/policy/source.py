"""YAML read with the place of every node, so that each complaint can name file and line."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from weian.base.errors import BadInput

Path_ = tuple[Hashable, ...]
_DEEPEST: Final = 40
_MOST_NODES: Final = 300_000


class PackError(NamedTuple):
    """One complaint: ``file`` as given, ``line`` counted from 1, ``reason`` Chinese."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class BrokenPack(BadInput):
    """A pack or scenario that cannot be taken; ``errors`` are all of its faults, in order."""

    def __init__(self, errors: Iterable[PackError]) -> None:
        self.errors = sorted(set(errors))
        shown = "\n".join(str(e) for e in self.errors)
        super().__init__("policy.broken_pack", f"制度包有 {len(self.errors)} 处错误：\n{shown}")


@dataclass
class Source:
    """Plain values (``data``) and, for the path of each node, its file and line."""

    file: str
    data: Any = None
    places: dict[Path_, tuple[str, int]] = field(default_factory=dict)
    errors: list[PackError] = field(default_factory=list)
    unread: set[Path_] = field(default_factory=set)  # told already: what stands there is no value

    def place(self, path: Iterable[Hashable]) -> tuple[str, int]:
        """Where the node is; of its nearest ancestor if it is not there."""
        return self.places.get(self.known(path), (self.file, 1))

    def known(self, path: Iterable[Hashable]) -> Path_:
        """The path without steps that are no part of the document, such as the tag of a choice
        between forms."""
        found: Path_ = ()
        for step in path:
            if (*found, step) in self.places:
                found = (*found, step)
        return found

    def complain(self, path: Iterable[Hashable], reason: str) -> PackError:
        return PackError(*self.place(path), reason)

    def graft(self, path: Path_, other: "Source", inner: Path_ = ()) -> None:
        """Take over the places of a part that became the node at ``path``."""
        for key, place in other.places.items():
            if key[: len(inner)] == inner:
                self.places[path + key[len(inner) :]] = place


def near(path: Path) -> str:
    """A path relative to here when it lies here, so that equal faults are told once."""
    path = path.resolve()
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def read_source(path: Path, shown: str = "") -> Source:
    """The document at ``path``; faults of the YAML itself stand in ``errors``."""
    source = Source(shown or near(path))
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = (
            "文件不存在。"
            if isinstance(error, FileNotFoundError)
            else "文件读不出来（应为 UTF-8 文本）。"
        )
        source.errors.append(PackError(source.file, 1, reason))
        return source
    return read_text(text, source)


def read_text(text: str, source: Source) -> Source:
    """Fill ``source`` from YAML text."""
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            source.errors.append(PackError(source.file, 1, "文件是空的。"))
        else:
            source.data = _Reader(source, loader.construct_object).value(node, ())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        line = mark.line + 1 if mark else 1
        source.errors.append(PackError(source.file, line, f"不是合格的 YAML：{problem}"))
    finally:
        loader.dispose()
    return source


class _Reader:
    """Turns nodes into plain values, noting places; refuses keys told twice and keys not text."""

    def __init__(self, source: Source, construct: Callable[[yaml.Node], Any]) -> None:
        self._source = source
        self._construct = construct
        self._count = 0

    def value(self, node: yaml.Node, path: Path_) -> Any:
        self._count += 1
        line = node.start_mark.line + 1
        self._source.places[path] = (self._source.file, line)
        if len(path) > _DEEPEST or self._count > _MOST_NODES:
            raise yaml.MarkedYAMLError(problem="嵌套太深或内容太多", problem_mark=node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, i)) for i, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = self._scalar(key_node), key_node.start_mark.line + 1
            if not isinstance(key, str):
                hint = "（YAML 把 no、yes、on、off 当作真假，请改用别的键名或加引号）"
                self._error(
                    line, f"键 {key} 不是文字{hint if isinstance(key, bool) else '，请加引号'}。"
                )
                continue
            if key in out:
                self._error(line, f"键 {key} 写了两遍，请删去一处。")
                continue
            out[key] = self.value(value_node, (*path, key))
            self._source.places[(*path, key)] = (self._source.file, line)
        return out

    def _scalar(self, node: yaml.Node, path: Path_ | None = None) -> Any:
        try:
            return self._construct(node)
        except (ValueError, yaml.YAMLError):
            self._error(node.start_mark.line + 1, f"“{node.value}”读不懂（日期是否写错？）。")
            if path is not None:
                self._source.unread.add(path)
            return None

    def _error(self, line: int, reason: str) -> None:
        self._source.errors.append(PackError(self._source.file, line, reason))
