"""Packs as YAML and as Excel and back: nothing is lost, and what is wrong is named."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from weian.base.errors import BadInput
from weian.policy.drafting.exchange import from_yaml, to_yaml
from weian.policy.drafting.workbook import from_excel, to_excel
from weian.policy.loading import load_pack
from weian.policy.source import BrokenPack

PACKS = sorted((Path(__file__).parents[3] / "packs").rglob("pack.yaml"))
SOURCE = {"file": "ab" * 32, "start": 3, "end": 17}


def content_of(path: Path) -> dict[str, Any]:
    return load_pack(path).content()


@pytest.mark.parametrize("path", PACKS, ids=lambda p: p.parent.name)
def test_yaml_and_back_is_the_same(path: Path) -> None:
    content = content_of(path)
    assert from_yaml(to_yaml(content), "x.yaml").content() == content


@pytest.mark.parametrize("path", PACKS, ids=lambda p: p.parent.name)
def test_excel_and_back_is_the_same(path: Path) -> None:
    content = content_of(path)
    again = from_excel(to_excel(content), "x.xlsx").content()
    assert again == content


def small(**obligation: Any) -> dict[str, Any]:
    one = {
        "id": "o1", "title": "报送", "area": "report", "who": {"units": ["institution"]},
        "owes": {"record": "inspection"}, "when": {"from": "2020-01-01", "by": "2020-12-31"},
        **obligation,
    }  # fmt: skip
    return {
        "pack": "p", "version": 3, "title": "方案", "issuer": "县局", "issued": "2020-01-01",
        "layer": "county", "since": "2020-01-01", "until": "2020-12-31",
        "clauses": [{"id": "1", "article": "一", "summary": "讲要求", "obligations": [one]}],
    }  # fmt: skip


TRICKY: list[dict[str, Any]] = [
    {"title": "=1+1"}, {"title": '"引号"'}, {"title": "2020-09-30"}, {"title": "true"}, {"on_breach": ""},
    {"title": "一行\n两行"}, {"source": SOURCE}, {"weight": 2.5}, {"veto": True}, {"req": ["1", "2.0"]},
    {"measure": {"count": 2, "at_most": 4}}, {"owes": {"record": ["inspection", "patrol"], "where": {"year": 2020}}},
    {"when": {"every": "year", "by": "12-10"}}, {"title": "'撇号"},
]  # fmt: skip


@pytest.mark.parametrize("change", TRICKY, ids=str)
def test_values_that_excel_or_yaml_might_mistake_survive(change: dict[str, Any]) -> None:
    content = small(**change)
    assert from_yaml(to_yaml(content), "x.yaml").content() == content
    assert from_excel(to_excel(content), "x.xlsx").content() == content


def test_a_broken_cell_is_named_by_sheet_and_row() -> None:
    content = small()
    workbook = to_excel({**content, "clauses": [{**content["clauses"][0], "req": "{a"}]})
    with pytest.raises(BrokenPack):  # text where a list belongs
        from_excel(workbook, "x.xlsx")
    with pytest.raises(BadInput, match="不是完好的 Excel"):
        from_excel(b"not a workbook", "x.xlsx")


def test_a_fault_in_yaml_has_its_line() -> None:
    text = to_yaml(small()).replace("area: report", "aera: report")
    assert yaml.safe_load(text)["pack"] == "p"
    with pytest.raises(BrokenPack, match="aera"):
        from_yaml(text, "x.yaml")
