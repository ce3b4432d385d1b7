"""Every place that takes a file is given files made to do harm: none is kept with its harm, none hurts the server.

With every change one of each sort goes to each place and all of them to the first; `make torture` tries
all everywhere.
"""

import os
import re
import resource
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.site.importing.conftest import AT
from weian.base.attachments import Attachment
from weian.base.errors import BadInput
from weian.case import actions as cases
from weian.modules.letters.choices import BY_KEY
from weian.modules.tips import pictures
from weian.policy.drafting import intake
from weian.policy.models import Draft
from weian.report import making, terms
from weian.report.models import Form
from weian.site.importing import running
from weian.site.models import Import

from .corpus import EICAR, MARK, Attack, attacks, picture

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ROOT = Path(__file__).parents[2] / "src" / "weian"
#: One of each sort, for the places that are not tried with all.
CHOSEN = (
    "zip bomb, 1 MB to 1 GiB", "bomb that says it is small (sheet)", "macros (docm)", "test virus",
    "XXE in a document", "script in PDF", "SVG with a script", "YAML that nests",
    "archive that holds itself, called a document",
)  # fmt: skip
ALL = tuple(attacks())
EVERYWHERE = ALL if os.environ.get("WEIAN_TORTURE") else tuple(a for a in ALL if a.title in CHOSEN)


def _file(attack: Attack) -> SimpleUploadedFile:
    return SimpleUploadedFile(attack.name, attack.content)


def attachment(house: SimpleNamespace, attack: Attack) -> Any:
    return house.manager.post("/files/", {"file": _file(attack)})


def interface(house: SimpleNamespace, attack: Attack) -> Any:
    """A face of its own over the same verb."""
    return house.manager.post("/api/files", {"file": _file(attack)})


def hazard(house: SimpleNamespace, attack: Attack) -> Any:
    """A field of a form: records, cases, things, plans of floors go the same way."""
    data = {"place": "楼道", "description": "通道里堆了纸箱", "category": "fire"}
    try:
        cases.open_case(
            house.person, kind="hazard", unit=house.hospital, data=data, at=AT,
            files={"photos": [_file(attack)]},
        )  # fmt: skip
    except BadInput as refusal:
        return HttpResponse(refusal.message, status=422)
    return HttpResponse(status=201)


def imported(house: SimpleNamespace, attack: Attack) -> Any:
    said = house.manager.post("/imports/records/meeting/", {"file": _file(attack)})
    for row in Import.objects.filter(state=Import.State.CHECKING):
        running.check(row, AT)
    assert all(not row.good for row in Import.objects.all())
    return said


def compiled(house: SimpleNamespace, attack: Attack) -> Any:
    said = house.clerk.post("/packs/compile/", {"file": _file(attack), "unit": house.county.pk})
    for draft in Draft.objects.filter(state=Draft.State.READING):
        intake.read(draft, AT)
    return said


def pack(house: SimpleNamespace, attack: Attack) -> Any:
    return house.clerk.post("/packs/import", {"file": _file(attack), "unit": house.county.pk})


def template(house: SimpleNamespace, attack: Attack) -> Any:
    form = Form.objects.first()
    if form is None:
        said = {"kinds": ["hospital"], "window": "quarter.week", "since": "2026-01-01"}
        form = making.define(
            house.officer, unit=house.county, title="报表", terms=terms.read(said), at=AT
        )
    address = f"/reports/forms/{form.pk}/"
    return house.clerk.post(address, {"act": "file", "file": _file(attack)})


def layout(house: SimpleNamespace, attack: Attack) -> Any:
    key = next(iter(BY_KEY))
    return house.clerk.post(
        f"/letters/layouts/{key}/", {"file": _file(attack), "unit": house.county.pk}
    )


PLACES: dict[str, Callable[[SimpleNamespace, Attack], Any]] = {
    "attachment": attachment, "interface": interface, "hazard": hazard, "import": imported,
    "document": compiled, "pack": pack, "template": template, "layout": layout,
}  # fmt: skip


def _harm(house: SimpleNamespace) -> list[str]:
    """What of an attack lies on the disk."""
    kept = [p.read_bytes() for p in house.files.rglob("*") if p.is_file()]
    return [str(len(c)) for c in kept if MARK in c or EICAR[:30] in c or b"<!DOCTYPE" in c]


def _words(said: Any) -> str:
    if "json" in said.get("Content-Type", ""):
        return str(said.json()["message" if "message" in said.json() else "detail"])
    return str(re.sub(r"<[^>]+>", "", said.content.decode()))


@pytest.mark.parametrize("place", PLACES)
def test_nothing_dangerous_is_kept(house: SimpleNamespace, place: str) -> None:
    slowest, tried, kept = (0.0, ""), 0, 0
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    for attack in ALL if place == "attachment" else EVERYWHERE:
        began = time.monotonic()
        said = PLACES[place](house, attack)
        slowest = max(slowest, (time.monotonic() - began, attack.title))
        tried, kept = tried + 1, kept + (said.status_code < 400)
        assert said.status_code in (200, 201, 302, 409, 413, 422), (attack.title, said.status_code)
        if said.status_code >= 400:
            assert re.search(r"[\u4e00-\u9fff]{4}", _words(said)), attack.title
        elif place in ("attachment", "interface", "hazard"):
            assert attack.kept, attack.title
        assert _harm(house) == [], attack.title
    assert attachment(house, Attack("", "好.jpg", picture())).status_code == 201
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    # Of all children ever, and one that is only just parted counts as large as this process.
    mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    largest = after if after > max(before, mine) else 0.0
    print(f"corpus: {place}: {tried} tried, {kept} taken without their harm, 0 dangerous; "
          f"slowest {slowest[0]:.1f} s ({slowest[1]}), no child above {after:.0f} MB")  # fmt: skip
    assert slowest[0] < 35, slowest
    assert largest < 560


def test_names_lose_what_misleads(house: SimpleNamespace) -> None:
    for attack in ALL:
        if attack.title.startswith("name:"):
            assert attachment(house, attack).status_code == 201, attack.title
    for name in Attachment.objects.values_list("name", flat=True):
        assert len(name) <= 160 and name.endswith(".jpg")
        assert not any(unicodedata.category(c)[0] == "C" or c in "/\\" for c in name), name


def test_photos_of_tips_are_written_anew_or_refused() -> None:
    for attack in EVERYWHERE:
        try:
            (made,) = pictures.stripped([_file(attack)])
        except BadInput as refusal:
            assert "照片" in refusal.fields["photos"], attack.title
        else:
            assert attack.kept and MARK not in pictures.decoded(made), attack.title


def test_no_file_is_kept_by_a_way_that_is_not_tried_here() -> None:
    """Whoever writes another face for uploads adds it to PLACES."""
    found = {
        (path.relative_to(ROOT).as_posix(), call)
        for path in ROOT.rglob("*.py")
        for call in re.findall(r"request\.FILES|store\.put\(|attachments\.save\(", path.read_text())
    }
    assert {path for path, call in found if call == "store.put("} == {
        "base/attachments.py", "policy/drafting/actions.py", "report/making.py",
        "report/consolidation_run.py",  # what it made itself
        "site/importing/actions.py", "site/importing/running.py",
    }  # fmt: skip
    assert {path for path, call in found if call != "store.put("} == {
        "modules/tips/public_views.py", "modules/letters/layout_views.py", "org/views/files.py", "policy/views/drafts.py",
        "policy/views/exchange.py", "report/design_views.py", "report/views.py",
        "site/importing/views.py", "site/api/files.py", "subject/envelope/asking.py",
        "subject/envelope/files.py",
        "site/unlocking.py",  # which only says that they have to be chosen again
    }  # fmt: skip
