"""Modules do not know each other: they meet through the keys of kinds."""

import ast
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "src" / "weian" / "modules"
NAMES = {p.parent.name for p in FOLDER.glob("*/__init__.py")}


def imported(path: Path) -> set[str]:
    """The modules that a file imports from."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            full = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            full = [alias.name for alias in node.names]
        else:
            continue
        found |= {n.split(".")[2] for n in full if n.startswith("weian.modules.")}
    return found & NAMES


def test_no_module_imports_another() -> None:
    strangers = {
        f"{path.relative_to(FOLDER)} imports {other}"
        for name in NAMES
        for path in (FOLDER / name).rglob("*.py")
        for other in imported(path) - {name}
    }
    assert strangers == set()
