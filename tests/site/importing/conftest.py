"""A hospital, a clinic, their people, and workbooks as people fill them in."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from weian.base.clock import TZ
from weian.org import actions
from weian.org.actions import UnitSeed

AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
SINCE = date(2024, 1, 1)


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    """Uploads of a test go where the test goes."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def place(db: None) -> SimpleNamespace:
    """Units and people by short names; two people of the hospital share a name."""
    seeds = [
        UnitSeed("county", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
        UnitSeed("surgery", "department", "外科", "hospital", SINCE),
        UnitSeed("ward", "department", "内科", "hospital", SINCE),
        UnitSeed("clinic", "township_clinic", "柳林镇卫生院", "county", SINCE),
    ]
    found = SimpleNamespace(**actions.load_tree(None, at=AT, seeds=seeds))

    def make(name: str, role: str, unit: Any, department: Any = None) -> Any:
        return actions.appoint(
            None, at=AT, unit=unit, department=department, roles=(role,), name=name, since=SINCE,
            employment="staff",
        )  # fmt: skip

    found.manager = make("陈安", "safety_manager", found.hospital)
    found.nurse = make("卫兰", "staff", found.hospital, found.surgery)
    found.twin = make("卫兰", "staff", found.hospital, found.ward)
    found.other = make("韩平", "safety_manager", found.clinic)
    found.auditor = make("沈查", "auditor", found.county)
    return found


def workbook(titles: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """As Excel saves it."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(list(titles))
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(content: bytes) -> list[list[object]]:
    """The first sheet of a workbook."""
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in page.iter_rows(values_only=True)]
