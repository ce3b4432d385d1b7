"""The ids of all requirements: a list kept with the product, compared with its source if at hand."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

ROOT: Final = Path(__file__).resolve().parents[4]
LIST: Final = ROOT / "docs" / "coverage-ids.txt"
#: How many requirements each document makes.
DOCUMENTS: Final[Mapping[str, int]] = {"FP": 218, "SX": 150, "H2": 125, "ZZ": 284, "WS": 208}
TITLES: Final[Mapping[str, str]] = {
    "FP": "佛坪", "SX": "始兴", "H2": "半年计划", "ZZ": "郑州", "WS": "乌审旗",
}  # fmt: skip


@dataclass(frozen=True)
class Marks:
    """``dated``: it names a recurrence, a day or a number. ``principle``: it asks nothing checkable."""

    dated: bool = False
    principle: bool = False

    def __str__(self) -> str:
        return "".join(f" {name}" for name in ("dated", "principle") if getattr(self, name))


def known_ids(path: Path = LIST) -> dict[str, Marks]:
    """The list kept with the product: one id a line, with its marks."""
    words = (line.split() for line in path.read_text("utf-8").splitlines())
    return {w[0]: Marks("dated" in w, "principle" in w) for w in words if w and w[0] != "#"}


def register_folder() -> Path | None:
    """Where the source of the list is: named by WEIAN_REGISTER, or a folder ``shared`` beside the
    checkout; None without it, which changes nothing for the product."""
    named = os.environ.get("WEIAN_REGISTER")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if any(folder.glob("requirements-*.yaml")) else None


def source_ids(folder: Path) -> dict[str, Marks]:
    """The ids with their marks as the source has them."""
    found: dict[str, Marks] = {}
    for path in sorted(folder.glob("requirements-*.yaml")):
        for entry in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader):
            dated = bool(entry["recurrence"] or entry["threshold"])
            found[entry["id"]] = Marks(dated, entry["kind"] == "principle")
    return found


def differences(kept: Mapping[str, Marks], source: Mapping[str, Marks]) -> list[str]:
    """Where the list kept is not what its source says, in Chinese."""
    return [
        *(f"清单里没有 {i}。" for i in source if i not in kept),
        *(f"登记册里没有 {i}。" for i in kept if i not in source),
        *(
            f"{i} 的标记应为“{source[i]}”，清单写“{kept[i]}”。"
            for i in source
            if i in kept and kept[i] != source[i]
        ),
    ]
