"""Every shape renders, whatever is missing from it."""

import re
from collections.abc import Callable

import pytest
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string

from weian.ui import shapes, urls
from weian.ui.forms import form_class
from weian.ui.views import SAMPLES

Open = Callable[..., HttpResponse]
BARE: dict[str, shapes.Page] = {
    "todo": shapes.TodoShape(title="空"),
    "ledger": shapes.Ledger(title="空", columns=()),
    "case": shapes.CaseShape(title="空"),
    "record": shapes.RecordShape(title="空"),
    "subject": shapes.SubjectShape(title="空"),
    "board": shapes.BoardShape(title="空"),
    "pack": shapes.PackShape(title="空"),
    "compare": shapes.CompareShape(title="空", left_title="旧", right_title="新"),
    "duty": shapes.DutyWhy(title="空", status="进行中"),
    "calendar": shapes.CalendarShape(title="空", month="2026年9月"),
    "confirm": shapes.ConfirmShape(title="空", text="确定吗"),
    "message": shapes.MessageShape(title="空"),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_renders_with_one_title_and_nothing_unresolved(
    name: str, open_sample: Open
) -> None:
    html = open_sample(name).content.decode()
    assert html.count("<h1") == 1
    assert "{{" not in html
    assert "{%" not in html
    assert "<c-" not in html
    assert "None" not in html


@pytest.mark.parametrize("name", BARE)
def test_a_shape_with_nothing_in_it_still_renders(name: str, plain_static: None) -> None:
    assert "空" in render_to_string(f"ui/{name}.html", {"page": BARE[name]})


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "409", "500"])
def test_error_pages_render_without_a_request(name: str, plain_static: None) -> None:
    html = render_to_string(f"{name}.html")
    assert name[:3] in html
    assert "回到首页" in html


def test_an_empty_form_renders(plain_static: None) -> None:
    page = shapes.FormShape(title="空", form=form_class(())())
    assert "保存" in render_to_string("ui/form.html", {"page": page})


def test_ids_on_a_page_are_unique(open_sample: Open) -> None:
    for name in SAMPLES:
        found = re.findall(r'\sid="([^"]+)"', open_sample(name).content.decode())
        assert len(found) == len(set(found)), name


def test_another_day_is_said_aloud(open_sample: Open) -> None:
    html = open_sample("board", on="2026-08-01").content.decode()
    assert "正在查看 <strong>8月1日 周六</strong>" in html
    assert 'href="?shape=board">回到今天' in html


def test_today_is_not_remarked_upon(open_sample: Open) -> None:
    assert "正在查看" not in open_sample("board").content.decode()


def test_an_unknown_sample_is_not_found(open_sample: Open) -> None:
    with pytest.raises(Http404):
        open_sample("nothing")


def test_who_has_no_button_sees_for_whom_it_waits(open_sample: Open) -> None:
    html = open_sample("case-waiting").content.decode()
    assert "等待 <strong>清河县第一人民医院 陈院长</strong>" in html
    assert "btn-primary" not in html.split("<main")[1].split("</main>")[0]


def test_both_parts_of_a_rate_are_shown(open_sample: Open) -> None:
    html = open_sample("board").content.decode()
    assert "77%" in html
    assert "312/405" in html


def test_the_gallery_is_closed_unless_somebody_builds_the_interface() -> None:
    assert [p.name for p in urls.urlpatterns] == ["favicon"]
