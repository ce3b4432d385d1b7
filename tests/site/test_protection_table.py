"""What the security papers name is there: tests, commands, settings, targets of make."""

import re
from pathlib import Path

import pytest

from weian.site.cli import command_names

ROOT = Path(__file__).parents[2]
PAPERS = ("docs/operations/protection.md", "docs/operations/security.md", "docs/operations/torture.md", "docs/operations/threat-model.md",
          "docs/operations/deployment.md", "docs/operations/deployment.zh.md", "docs/operations/tips.md", "docs/operations/login.md", "SECURITY.md")  # fmt: skip
_SOURCE = "\n".join(p.read_text("utf-8") for p in (ROOT / "src").rglob("*.py")) + "\n".join(
    p.read_text("utf-8") for p in (*(ROOT / "tests").rglob("*.py"), ROOT / "Makefile")
)


@pytest.mark.parametrize("paper", PAPERS)
def test_what_a_paper_names_is_there(paper: str) -> None:
    text = (ROOT / paper).read_text("utf-8")
    missing = [path for path in re.findall(r"`(?:\.venv/bin/pytest )?(tests/[\w/.]+)", text) if not (ROOT / path).exists()]  # fmt: skip
    missing += [name for name in re.findall(r"\bWEIAN_[A-Z_]+\b", text) if name not in _SOURCE]
    missing += [f"weian {name}" for name in re.findall(r"`(?:/opt/weian/current/bin/)?weian ([a-z][a-z-]+)", text) if name not in command_names()]  # fmt: skip
    made = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    missing += [f"make {name}" for name in re.findall(r"`?\bmake ([a-z-]+)\b(?=[` ]|$)", text, re.MULTILINE) if f"`make {name}" in text and name not in made]  # fmt: skip
    here = (ROOT / paper).parent
    missing += [to for to in re.findall(r"\]\(([\w./-]+)\)", text) if not (here / to).exists()]
    assert not missing, missing


def test_every_item_that_is_done_names_what_shows_it() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / PAPERS[0]).read_text("utf-8").splitlines()
        if re.match(r"\| (8\.|V\d)", line)
    ]
    assert len([r for r in rows if r[0][0] == "V"]) == 17
    for item, _, _, shown, state in rows:
        word = state.split(":")[0]
        assert word in ("done", "partly", "not done", "outside"), item
        assert word != "done" or "`" in shown, item
        assert word != "partly" or ":" in state, f"{item}: what is missing?"


def test_every_target_has_its_line() -> None:
    """Held or missed: none is passed over."""
    keys = re.findall(r"^\| ([A-Z]\d[^|]*) \|", (ROOT / PAPERS[1]).read_text("utf-8"), re.MULTILINE)
    named = {key for text in keys for key in re.findall(r"[A-Z]\d+", text)}
    named |= {"C2", "C3", "C4"} if "C1–C5" in keys else set()
    wanted = {"D": (1, 2, 3, 4, 5, 7, 9), "T": range(1, 9), "A": range(1, 5), "W": range(1, 8), "S": (1, 2, 4), "U": range(1, 7),
              "L": (1, 3, 4, 6, 7, 8, 9, 10), "B": (1, 7, 8, 9, 10, 11), "C": range(1, 6)}  # fmt: skip
    assert not {f"{letter}{n}" for letter, numbers in wanted.items() for n in numbers} - named
