"""The page about the flow is the flow."""

from pathlib import Path

from weian.modules.hazard import diagram
from weian.modules.hazard.kinds import HAZARD

ROOT = Path(__file__).parents[3]


def test_the_committed_page_is_the_generated_one() -> None:
    committed = (ROOT / diagram.PAGE).read_text(encoding="utf-8")
    assert committed == diagram.page(HAZARD), "run: python -m weian.modules.hazard.diagram"


def test_every_step_that_moves_is_drawn_from_each_of_its_states() -> None:
    drawn = diagram.diagram(HAZARD)
    for step in HAZARD.flow.steps:
        for source in step.sources:
            arrow = f"{source} --> {step.target} : {step.title}"
            assert (arrow in drawn) == bool(step.target)


def test_the_page_is_written_where_one_asks(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "hazard.md"
    diagram.main([str(target)])
    assert target.read_text(encoding="utf-8").startswith("# 隐患流程")
