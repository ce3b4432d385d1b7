"""A commission makes a return of its own, with its superior's template or without one."""

import re
from datetime import date, datetime, time
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook

from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible
from weian.notify import queries as notices
from weian.policy import actions as policy
from weian.policy.queries import Adoption
from weian.report import actions, making, publishing, queries, terms
from weian.report.models import Form

from .conftest import AT
from .papers import letter, sheet

pytestmark = pytest.mark.db
TERMS: dict[str, Any] = {
    "kinds": ["township_clinic"], "window": "quarter.week", "since": "2026-01-01",
}  # fmt: skip
POINTS = {
    "0!B1": {"figure": "head.unit"},
    "0!B3": {"figure": "hazards.found"},
    "0!B4": {"figure": "hazards.rate"},
    "0!B5": {"ask": "主要做法", "required": True},
}


@pytest.fixture
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def form(county: SimpleNamespace, media: None) -> Form:
    """Defined, with a template whose places are pointed, not yet published."""
    made = define(county)
    making.attach(county.clerk, form=made, name="表样.xlsx", content=sheet(), at=AT)
    return making.point(county.clerk, form=made, points=POINTS, at=AT)


def define(county: SimpleNamespace, **said: Any) -> Form:
    return making.define(
        county.clerk, unit=county.office, title="排查情况报表", terms=terms.read({**TERMS, **said}), at=AT
    )  # fmt: skip


def _moment(year: int, month: int, day: int) -> datetime:
    """Wall time, as deadlines are told."""
    return datetime.combine(date(year, month, day), time())


def publish(county: SimpleNamespace, form: Form) -> Form:
    return publishing.publish(county.clerk, form=form, at=AT)


def owing(county: SimpleNamespace, form: Form, unit: str, period: str = "2026-Q3") -> Any:
    return queries.due_or_404(getattr(county, unit), f"own.{form.key}", period, AT)


def test_what_is_published_is_owed_filled_signed_and_consolidated(
    county: SimpleNamespace, form: Form, hazard: Any, browse: Any
) -> None:
    hazard("配电箱未上锁")
    form = publish(county, form)
    key, due = f"own.{form.key}", owing(county, form, "clinic")
    assert (due.title, due.opens.date()) == ("2026年第三季度排查情况报表", date(2026, 9, 24))
    with pytest.raises(BadInput) as refused:
        actions.prepare(county.manager, unit=county.clinic, due=due, at=AT)
    assert list(refused.value.fields.values()) == ["请填写主要做法。"]
    field = due.kind.asks[0].key
    case = actions.prepare(
        county.manager, unit=county.clinic, due=due, at=AT, answers={field: "=逐一整改"}
    )
    case = actions.sign(county.head, case=case, version=None, at=AT)
    case = actions.submit(county.manager, case=case, version=None, at=AT)
    case = actions.review(county.clerk, case=case, verb="accept", given={}, version=None, at=AT)
    answer = browse("clerk").get(f"/reports/{case.pk}/filled/")
    page = load_workbook(BytesIO(answer.content))["汇总表"]
    shown = [page[ref].value for ref in ("B1", "B3", "B4", "B5")]
    assert shown == ["柳林镇卫生院", 1, "0.0%（0/1）", "=逐一整改"]
    assert page["B5"].data_type != "f"
    assert browse("clerk").get(f"/reports/{case.pk}/filled/").content == answer.content
    found = queries.collection(county.office, due.kind, "2026-Q3", county.clerk, AT)
    table = queries.consolidated(found, "汇总")
    assert table is not None and table.rows[1][0] == "柳林镇卫生院"
    assert table.rows[1][-1] == "=逐一整改"
    told = {t.kind.key: t for t in queries.collections(county.office, county.clerk, AT, 8) if t.due.period == "2026-Q3"}  # fmt: skip
    assert told[key].accepted == 1 and told[key].expected == 3


def test_only_chosen_units_owe_what_is_asked_of_them(county: SimpleNamespace, media: None) -> None:
    form = define(county, kinds=[], units=[county.clinic.pk])
    form = making.point(
        county.clerk, form=form, points={"pick:hazards.found": {"figure": "hazards.found"}}, at=AT
    )
    form = publish(county, form)
    assert owing(county, form, "clinic").kind.title == "排查情况报表"
    with pytest.raises(NotVisible):
        owing(county, form, "other")
    adoption = Adoption.objects.get(edition_id=form.edition_id)
    with pytest.raises(Forbidden, match="只能由上级停止"):
        policy.withdraw(county.head, adoption=adoption, until=AT.date(), at=AT)
    wider = publishing.revise(county.clerk, form=form, at=AT)
    later = terms.read({**TERMS, "since": "2026-09-01", "window": "month"})
    making.define(
        county.clerk, unit=county.office, title=wider.title, terms=later, at=AT, form=wider
    )
    publish(county, wider)
    assert owing(county, form, "other", "2026-09").due == _moment(2026, 10, 1)
    assert owing(county, form, "clinic", "2026-09").due == _moment(2026, 10, 1)
    publishing.retire(county.clerk, form=Form.objects.get(pk=wider.pk), at=AT)
    assert not Adoption.objects.filter(edition__pack=f"own-{form.key}", until=None).exists()


def take_up(county: SimpleNamespace, form: Form, unit: str, manager: Any, head: Any) -> Any:
    """Prepared, signed and sent by a unit, ready to be accepted."""
    due = owing(county, form, unit)
    answers = {due.kind.asks[0].key: f"{getattr(county, unit)}的做法"}
    case = actions.prepare(manager, unit=getattr(county, unit), due=due, at=AT, answers=answers)
    case = actions.sign(head, case=case, version=None, at=AT)
    return actions.submit(manager, case=case, version=None, at=AT)


def opened(client: Any, address: str, link: str = "") -> str:
    """A page; or what opens behind the first link on it that begins so."""
    page = str(client.get(address).content.decode())
    if not link:
        return page
    found = re.search(f'href="({link}[^"]*)"', page)
    assert found is not None, link
    return str(client.get(found[1]).content.decode())


def city_form(county: SimpleNamespace, **said: Any) -> Form:
    made = making.define(
        county.city_clerk, unit=county.city, title="全市排查报表",
        terms=terms.read({**TERMS, **said}), at=AT,
    )  # fmt: skip
    making.attach(county.city_clerk, form=made, name="表样.xlsx", content=sheet(), at=AT)
    made = making.point(county.city_clerk, form=made, points=POINTS, at=AT)
    return publishing.publish(county.city_clerk, form=made, at=AT)


def test_a_county_answers_a_demand_of_its_city_from_what_its_clinics_filed(
    county: SimpleNamespace, media: None, hazard: Any, browse: Any
) -> None:
    hazard("配电箱未上锁")
    hazard("消火栓被遮挡", "other")
    form = city_form(county, kinds=["commission_county", "township_clinic"])
    sent = [
        take_up(county, form, "clinic", county.manager, county.head),
        take_up(county, form, "other", county.other_manager, county.other_head),
    ]
    kind = queries.kind_or_404(f"own.{form.key}")
    above = queries.collection(county.city, kind, "2026-Q3", county.city_clerk, AT)
    assert [str(x.unit) for x in above.lines] == ["清河县卫生健康局", "远山县卫生健康局"]
    tallies = queries.collections(county.city, county.city_clerk, AT, 8)
    (tally,) = [t for t in tallies if t.kind.key == kind.key and t.due.period == "2026-Q3"]
    assert (tally.expected, tally.received) == (2, 0)  # the clinics' stand in the county's
    for case in sent:
        actions.review(county.clerk, case=case, verb="accept", given={}, version=None, at=AT)
    due = owing(county, form, "office")
    actions.note_missing(
        county.clerk, unit=county.office, due=due, missing=county.young, reason="停业整顿", at=AT
    )
    mine = take_up(county, form, "office", county.clerk, county.leader)
    filled = browse("city_clerk").get(f"/reports/{mine.pk}/filled/")
    page = load_workbook(BytesIO(filled.content))["汇总表"]
    shown = [page[ref].value for ref in ("B1", "B3", "B4", "B5")]
    assert shown == ["清河县卫生健康局", 2, "0.0%（0/2）", "清河县卫生健康局的做法"]
    behind = browse("city_clerk").get(f"/reports/{mine.pk}/behind/0-2/").content.decode()
    assert "柳林镇卫生院" in behind and "白沙镇卫生院" in behind
    actions.review(county.city_clerk, case=mine, verb="accept", given={}, version=None, at=AT)
    above = queries.collection(county.city, kind, "2026-Q3", county.city_clerk, AT)
    table = queries.consolidated(above, "汇总")
    assert table is not None
    assert [row[0] for row in table.rows] == ["合计", "清河县卫生健康局"]
    found = [c.title for c in table.columns].index("发现隐患")
    assert [row[found] for row in table.rows] == ["2", "2"]
    assert table.behind[f"0:{found}"] == (f"unit:{county.office.pk}=2",)
    place = f"/reports/collect/{kind.key}/2026-Q3/together/"
    assert f"/reports/{mine.pk}/behind/0-{found}/" in opened(browse("city_clerk"), place)
    assert "配电箱未上锁" in opened(browse("clerk"), place, f"/reports/{sent[0].pk}/behind/")
    tallies = queries.collections(county.city, county.city_clerk, AT, 8)
    (tally,) = [t for t in tallies if t.kind.key == kind.key and t.due.period == "2026-Q3"]
    assert (tally.received, tally.accepted, tally.missing) == (1, 1, 1)
    (own,) = [
        t
        for t in queries.collections(county.office, county.clerk, AT, 8)
        if t.kind.key == kind.key and t.due.period == "2026-Q3"
    ]
    assert (own.expected, own.received) == (3, 2)  # not its own, which went up


def test_a_county_that_alone_is_asked_answers_from_the_ledgers_of_its_area(
    county: SimpleNamespace, media: None, hazard: Any, browse: Any
) -> None:
    hazard("配电箱未上锁")
    form = city_form(county, kinds=[], units=[county.office.pk])
    with pytest.raises(NotVisible):
        owing(county, form, "clinic")
    with pytest.raises(NotVisible):
        owing(county, form, "far")
    mine = take_up(county, form, "office", county.clerk, county.leader)
    page = load_workbook(BytesIO(browse("city_clerk").get(f"/reports/{mine.pk}/filled/").content))[
        "汇总表"
    ]
    assert [page[ref].value for ref in ("B1", "B3")] == ["清河县卫生健康局", 1]
    adoption = Adoption.objects.get(edition_id=form.edition_id)
    with pytest.raises(Forbidden, match="只能由上级停止"):
        policy.withdraw(county.leader, adoption=adoption, until=AT.date(), at=AT)


def test_commissions_and_institutions_are_not_chosen_one_by_one_together(
    county: SimpleNamespace,
) -> None:
    with pytest.raises(BadInput) as refused:
        city_form(county, kinds=[], units=[county.office.pk, county.clinic.pk])
    assert "不能在一张报表里一起指定" in refused.value.fields["units"]


def test_a_county_that_has_not_filed_is_reminded(
    county: SimpleNamespace, media: None, browse: Any
) -> None:
    form = city_form(county, kinds=["commission_county"])
    answer = (
        browse("city_clerk")
        .post(f"/reports/collect/own.{form.key}/2026-Q3/urge", follow=True)
        .content.decode()
    )
    assert "已向 2 个单位发出催办" in answer
    for person in (county.clerk, county.leader, county.far_clerk):
        assert [n.kind for n in notices.notices_of(person)] == ["urge"]


@pytest.mark.parametrize(
    ("window", "period", "due"),
    [
        ({"window": "month.10"}, "2026-09", _moment(2026, 10, 1)),
        ({"window": "half_year"}, "2026-H2", _moment(2027, 1, 1)),
        ({"window": "year.by", "month": 12, "day": 10}, "2026", _moment(2026, 12, 11)),
        ({"window": "year.month", "month": 11}, "2026", _moment(2026, 12, 1)),
        ({"window": "once", "by": "2026-11-30"}, "2026", _moment(2026, 12, 1)),
    ],
)
def test_a_window_is_chosen_and_becomes_a_deadline(
    county: SimpleNamespace, window: dict[str, Any], period: str, due: datetime
) -> None:
    form = define(county, **window)
    texts = [{"title": "主要做法", "long": True, "required": True}]
    making.point(county.clerk, form=form, points={}, texts=texts, at=AT)
    publish(county, form)
    assert owing(county, form, "clinic", period).due == due


@pytest.mark.parametrize(
    ("said", "field", "told"),
    [
        ({"kinds": []}, "kinds", "还没有说明由谁报送"),
        ({"kinds": ["cdc"]}, "kinds", "辖区内没有这些类别的单位"),
        ({"units": [999999]}, "units", "有 1 个单位不在“清河县卫生健康局”的辖区内"),
        ({"window": "year.by"}, "month", "请选择几月"),
        ({"window": "year.by", "month": 2, "day": 30}, "day", "2 月没有 30 日"),
        ({"window": "once"}, "by", "请填写截止日期"),
        ({"window": "once", "by": "2025-01-01"}, "by", "截止日期早于开始执行的日子"),
        ({"window": "sometimes"}, "window", "请选择什么时候报送"),
    ],
)
def test_terms_that_nobody_could_keep_are_refused_in_words(
    county: SimpleNamespace, said: dict[str, Any], field: str, told: str
) -> None:
    with pytest.raises(BadInput) as refused:
        define(county, **said)
    assert told in refused.value.fields[field]
    assert not Form.objects.exists()


def test_a_new_version_keeps_what_is_still_there_and_says_what_is_not(
    county: SimpleNamespace, form: Form
) -> None:
    first = publish(county, form)
    with pytest.raises(Conflict, match="不能再改"):
        making.point(county.clerk, form=first, points={}, at=AT)
    second = publishing.revise(county.clerk, form=first, at=AT)
    assert (second.version, second.points, second.state) == (2, POINTS, "draft")
    assert publishing.revise(county.clerk, form=first, at=AT) == second
    lost = making.attach(
        county.clerk, form=second, name="新表样.docx", content=letter("隐患{{发现隐患}}项"), at=AT
    )
    assert len(lost) == len(POINTS)
    second.refresh_from_db()
    assert second.points == {"name:发现隐患": {"figure": "hazards.found"}}
    assert Form.objects.get(pk=first.pk).state == Form.State.PUBLISHED


def test_the_first_day_of_a_version_comes_after_that_of_the_one_before(
    county: SimpleNamespace, form: Form
) -> None:
    publish(county, form)
    second = publishing.revise(county.clerk, form=form, at=AT)
    same = terms.read(TERMS)
    making.define(
        county.clerk, unit=county.office, title="排查情况报表", terms=same, at=AT, form=second
    )
    with pytest.raises(BadInput, match="上一版"):
        publish(county, second)
    assert Form.objects.get(pk=form.pk).state == Form.State.PUBLISHED


def test_an_unknown_figure_is_refused_with_its_place_and_nothing_is_lost(
    county: SimpleNamespace, form: Form
) -> None:
    points = {**POINTS, "0!B3": {"figure": "no.such"}}
    with pytest.raises(BadInput) as refused:
        making.point(county.clerk, form=form, points=points, at=AT)
    assert refused.value.fields == {"0!B3": "“发现隐患数”：没有“no.such”这个指标，请从列表中选择。"}
    assert Form.objects.get(pk=form.pk).points == POINTS


def test_a_name_that_no_figure_has_must_be_settled_before_publishing(
    county: SimpleNamespace, media: None
) -> None:
    form = define(county)
    content = letter("隐患{{发现隐患}}项，{{没有这个}}项。")
    making.attach(county.clerk, form=form, name="表样.docx", content=content, at=AT)
    with pytest.raises(BadInput, match="“没有这个”（第 1 段） 不是指标的名称，还没有指定填什么"):
        publish(county, form)
    points = {"name:发现隐患": {"figure": "hazards.found"}, "name:没有这个": {"blank": True}}
    making.point(county.clerk, form=form, points=points, at=AT)
    assert publish(county, form).state == Form.State.PUBLISHED


@pytest.mark.parametrize(
    ("where", "told"),
    [
        (("汇总表", "H40"), "只用到 C5，没有 H40 这个单元格"),
        (("汇总表", "七行"), "不是单元格的位置"),
        (("封面", "B1"), "没有工作表“封面”，它有：汇总表"),
        (("汇总表", "B2"), "在合并单元格的下面"),
        (("汇总表", "A3"), "里已经有文字“发现隐患数”"),
        (("汇总表", "B3"), "已经在下面的列表里"),
    ],
)
def test_a_cell_that_cannot_be_filled_is_refused_with_its_place(
    county: SimpleNamespace, form: Form, where: tuple[str, str], told: str
) -> None:
    with pytest.raises(BadInput) as refused:
        making.add_cell(county.clerk, form=form, sheet=where[0], ref=where[1], at=AT)
    assert told in refused.value.fields["ref"]
    assert Form.objects.get(pk=form.pk).points == POINTS


def test_a_cell_named_by_hand_is_filled_though_it_was_never_written(
    county: SimpleNamespace, form: Form
) -> None:
    form = making.add_cell(county.clerk, form=form, sheet="汇总表", ref="c4", at=AT)
    assert form.places[-1] == {"id": "0!C4", "label": "整改率", "where": "工作表“汇总表”C4", "by": "hand"}  # fmt: skip
    page = load_workbook(BytesIO(making.fill(form, {"0!C4": "7", "0!B4": "5"})))["汇总表"]
    assert (page["B4"].value, page["C4"].value, page["A5"].value) == (5, 7, "主要做法")
    making.attach(county.clerk, form=form, name="同样.xlsx", content=sheet(), at=AT)
    assert "0!C4" in {p["id"] for p in Form.objects.get(pk=form.pk).places}


def test_a_bad_template_is_refused_with_its_place_and_the_draft_stays(
    county: SimpleNamespace, form: Form
) -> None:
    with pytest.raises(BadInput) as refused:
        making.attach(county.clerk, form=form, name="坏.docx", content=letter("{{ a.b }}"), at=AT)
    assert "坏.docx：第 1 段：“{{a.b}}”不能识别" in refused.value.fields["file"]
    kept = Form.objects.get()
    assert (kept.points, kept.file_name) == (POINTS, "表样.xlsx")


def test_an_institution_makes_no_returns(county: SimpleNamespace) -> None:
    with pytest.raises(Forbidden):
        making.define(
            county.head, unit=county.clinic, title="自己的表", terms=terms.read(TERMS), at=AT
        )


def test_a_published_version_is_not_thrown_away(county: SimpleNamespace, form: Form) -> None:
    draft = publishing.revise(county.clerk, form=publish(county, form), at=AT)
    publishing.discard(county.clerk, form=draft, at=AT)
    assert [f.version for f in Form.objects.all()] == [1]
    with pytest.raises(Conflict):
        publishing.discard(county.clerk, form=Form.objects.get(), at=AT)
