"""The pages about the flows are the flows."""

from pathlib import Path

import pytest

from weian.case.kinds import CaseKind
from weian.modules import diagram

ROOT = Path(__file__).parents[2]
KINDS = diagram.declared()
each = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)


@each
def test_the_committed_page_is_the_generated_one(kind: CaseKind) -> None:
    committed = (ROOT / diagram.FOLDER / f"{kind.key}.md").read_text(encoding="utf-8")
    assert committed == diagram.page(kind), "run: python -m weian.modules.diagram"


def test_there_is_a_page_for_each_kind_and_no_other() -> None:
    pages = {path.stem for path in (ROOT / diagram.FOLDER).glob("*.md")}
    assert pages == {kind.key for kind in KINDS}


@each
def test_every_step_that_moves_is_drawn_from_each_of_its_states(kind: CaseKind) -> None:
    drawn = diagram.diagram(kind)
    for step in kind.flow.steps:
        for source in step.sources:
            arrow = f"{source} --> {step.target} : {step.title}"
            assert (arrow in drawn) == bool(step.target)


@each
def test_every_guard_is_told_in_words_and_none_besides(kind: CaseKind) -> None:
    used = {name for step in kind.flow.steps for name in step.guards}
    assert used == set(kind.flow.guards)
    assert used <= set(kind.rules)
    assert all(text.strip() for text in kind.rules.values())


def test_the_pages_are_written_where_one_asks(tmp_path: Path) -> None:
    target = tmp_path / "deep"
    diagram.main([str(target)])
    assert (target / "hazard.md").read_text(encoding="utf-8").startswith("# 隐患流程")
    assert len(list(target.iterdir())) == len(KINDS)
