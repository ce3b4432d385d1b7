"""The shape of the house, kept by tests where the import contracts cannot say it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "weian"
PARTS = ("org", "policy", "subject", "record", "case", "duty", "notify", "report")
#: What other parts may reach into: verbs, questions, declarations, and abstract bases of models.
PUBLIC = {"actions", "queries", "kinds", "rights", "scope"}


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def test_the_import_contracts_hold() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout


def test_no_contract_has_an_ignore_list() -> None:
    assert "ignore_imports" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_models_of_a_part_are_its_own() -> None:
    graph = grimp.build_graph("weian", cache_dir=None)
    strangers = []
    for part in PARTS:
        private = f"weian.{part}.models"
        for module in sorted(graph.modules):
            if not module.startswith(private):
                continue
            for importer in sorted(graph.find_modules_that_directly_import(module)):
                owner = importer.split(".")[1]
                if owner not in (part, "site") and not importer.endswith(".models"):
                    strangers.append(f"{importer} imports {module}")
    assert strangers == []


def test_nobody_but_the_clock_reads_the_clock() -> None:
    readers = []
    for path, tree in modules():
        if name_of(path) == "base/clock.py":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called = ast.unparse(node.func)
                if called in {
                    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time",
                    "timezone.now", "timezone.localtime", "timezone.localdate",
                }:  # fmt: skip
                    readers.append(f"{name_of(path)}:{node.lineno} {called}")
    assert readers == []


def test_there_are_no_signals() -> None:
    guilty = [
        name_of(path)
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("django.db.models.signals")
    ]
    assert guilty == []


@pytest.mark.parametrize("limit", [400])
def test_no_file_is_longer_than_can_be_held_in_mind(limit: int) -> None:
    long = {
        name_of(path): lines
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > limit
    }
    assert long == {}


def test_no_function_is_longer_than_sixty_lines() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 60
    ]
    assert long == []


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    assert [
        name_of(p) for p in SOURCE.rglob("*.py") if p.stem in {"utils", "helpers", "misc"}
    ] == []
