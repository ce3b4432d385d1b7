"""The quick report: a picture, a place, one line, a category."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from weian.case.models import Case
from weian.modules.hazard import actions
from weian.modules.hazard.forms import usual_source

from ..conftest import AT

GIVEN = {
    "once": "a-key",
    "place": "门诊楼 2 层东侧楼梯",
    "description": "安全出口堆放杂物",
    "category": "fire",
}


def test_the_page_asks_for_four_things_and_folds_the_rest(
    people: SimpleNamespace, pages: Any
) -> None:
    text = pages(people.nurse).get("/hazard/new").content.decode()
    first, rest = text.split('<details class="quick-more"', 1)
    asked = [k for k in ("photos", "place", "description", "category") if f'name="{k}"' in first]
    assert asked == ["photos", "place", "description", "category"]
    assert 'capture="environment"' in first
    assert '<select name="unit"' not in text
    assert 'name="detail"' in rest


def test_a_nurse_reports_with_a_photo(people: SimpleNamespace, pages: Any, photo: Any) -> None:
    answer = pages(people.nurse).post("/hazard/new", {**GIVEN, "photos": photo()})
    case = Case.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == actions.address(case)
    assert (case.title, case.state, case.reporter) == ("安全出口堆放杂物", "reported", people.nurse)
    assert (case.unit, case.place, case.category) == (
        people.nurse.unit, "门诊楼 2 层东侧楼梯", "fire",
    )  # fmt: skip
    assert len(case.data["photos"]) == 1


def test_a_refused_report_keeps_its_text_and_leaves_nothing(
    people: SimpleNamespace, pages: Any
) -> None:
    answer = pages(people.nurse).post("/hazard/new", {**GIVEN, "place": ""})
    assert answer.status_code == 422
    assert "安全出口堆放杂物" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_file_that_is_no_picture_leaves_no_half_report(
    people: SimpleNamespace, pages: Any
) -> None:
    text = SimpleUploadedFile("现场.jpg", b"not a picture", "image/jpeg")
    answer = pages(people.nurse).post("/hazard/new", {**GIVEN, "photos": text})
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_sending_the_same_page_twice_reports_once(people: SimpleNamespace, pages: Any) -> None:
    browser = pages(people.nurse)
    for _ in range(2):
        assert browser.post("/hazard/new", GIVEN).status_code == 302
    assert Case.objects.count() == 1


def test_what_was_fixed_on_the_spot_waits_for_acceptance_at_once(
    people: SimpleNamespace, pages: Any, photo: Any
) -> None:
    spot = {"spot": "true", "result": "当场清走杂物", "photos": photo(), "after": photo()}
    answer = pages(people.nurse).post("/hazard/new", {**GIVEN, **spot})
    assert answer.status_code == 302, answer.content.decode()
    case = Case.objects.get()
    assert (case.state, case.grade, case.data["spot"]) == ("rectified", "ordinary", True)


def test_fixed_on_the_spot_without_pictures_is_refused_beside_the_fields(
    people: SimpleNamespace, pages: Any
) -> None:
    answer = pages(people.nurse).post("/hazard/new", {**GIVEN, "spot": "true"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "整改后的照片" in text and "怎么改的" in text
    assert not Case.objects.exists()


def test_pictures_outlive_a_refusal(people: SimpleNamespace, pages: Any, photo: Any) -> None:
    browser = pages(people.nurse)
    refused = browser.post(
        "/hazard/new", {**GIVEN, "place": "", "photos": photo()}
    ).content.decode()
    kept = re.findall(r'name="photos__kept" value="([^"]+)"', refused)
    assert len(kept) == 1
    browser.post("/hazard/new", {**GIVEN, "photos__kept": kept})
    assert Case.objects.get().data["photos"] == kept


def test_an_inspector_of_the_commission_chooses_the_unit_first(
    tree: SimpleNamespace, people: SimpleNamespace, pages: Any
) -> None:
    browser = pages(people.inspector)
    assert 'name="unit"' in browser.get("/hazard/new").content.decode()
    answer = browser.post("/hazard/new", {**GIVEN, "unit": tree.clinic.pk, "source": "oversight"})
    assert answer.status_code == 302, answer.content.decode()
    assert Case.objects.get().unit == tree.clinic


def test_a_unit_out_of_sight_is_not_there(people: SimpleNamespace, pages: Any) -> None:
    answer = pages(people.nurse).post("/hazard/new", {**GIVEN, "unit": 999_999})
    assert answer.status_code == 404
    assert not Case.objects.exists()


def test_somebody_who_may_not_report_is_told_why(people: SimpleNamespace, pages: Any) -> None:
    answer = pages(people.auditor).get("/hazard/new")
    assert answer.status_code == 403
    assert "您没有办理“报隐患”的权限" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "source"),
    [
        ("nurse", "staff_report"),
        ("guard", "patrol"),
        ("manager", "self_check"),
        ("chief", "self_check"),
        ("inspector", "oversight"),
    ],
)
def test_the_source_is_guessed_from_the_role(
    people: SimpleNamespace, who: str, source: str
) -> None:
    assert usual_source(getattr(people, who), AT) == source
