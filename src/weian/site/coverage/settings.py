"""The keys of settings: each part says its own as a constant whose name ends in SETTING."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).resolve().parents[2]


def declared_settings(source: Path = SOURCE) -> set[str]:
    """The keys of all settings declared at or below a folder of modules."""
    return {key for path in source.rglob("*.py") for key in _of(path)}


def _of(path: Path) -> Iterator[str]:
    text = path.read_text("utf-8")
    for node in ast.parse(text).body if "SETTING" in text else ():
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        named = any(isinstance(t, ast.Name) and t.id.endswith("SETTING") for t in targets)
        if named and isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value
