"""A spreadsheet of a kind is checked row by row; the good rows are taken once and only once."""

import io
from datetime import date
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from tests.site.importing.conftest import AT, cells, workbook
from weian.base import store
from weian.base.errors import BadInput, Conflict, NotVisible
from weian.base.models import Event
from weian.case.queries import Case
from weian.org.queries import Person, Unit
from weian.record.queries import Record
from weian.site.importing import actions, jobs, running, template
from weian.site.importing.plan import NOUNS, plan_of
from weian.site.models import Import
from weian.subject.queries import Subject

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DAY = date(2026, 10, 1)


def upload(
    person: Person, noun: str, kind: str, content: bytes, unit: Unit | None = None
) -> Import:
    row = actions.begin(
        person, plan=plan_of(noun, kind), unit=unit or person.unit, name="表.xlsx",
        content=io.BytesIO(content), size=len(content), at=AT,
    )  # fmt: skip
    running.check(row, AT)
    return row


def taken(row: Import) -> Import:
    actions.take(row.person, row=row, at=AT)
    row.refresh_from_db()
    running.take(row, AT)
    return row


def meetings(*rows: dict[str, object]) -> bytes:
    """Rows by key, what is required filled in with something that fits."""
    columns = plan_of("records", "meeting").columns
    start: dict[str, object] = {"topic": "专题部署会", "chaired_by": "陈安", "when__": DAY}
    lines = [[{**start, **row}.get(c.key, "") for c in columns] for row in rows]
    return workbook([c.title for c in columns], lines)


def reasons(row: Import) -> dict[int, str]:
    return {number: "；".join(why) for number, why in row.problems}


@pytest.mark.parametrize("noun", NOUNS)
def test_every_kind_that_can_be_imported_gives_a_template_its_own_check_can_read(
    place: SimpleNamespace, noun: str
) -> None:
    for kind in NOUNS[noun]:
        try:
            plan = plan_of(noun, kind)
        except NotVisible:
            continue
        content = template.build(plan, place.manager, place.hospital, AT)
        titles = [str(t).rstrip("*") for t in cells(content)[0]]
        assert titles == [column.title for column in plan.columns], kind
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert book.sheetnames[1] == "填写说明"
        assert len(set(titles)) == len(titles), kind


def _ledger(place: SimpleNamespace) -> bytes:
    return workbook(
        ("设备名称*", "设备类型*", "使用登记编号", "安装位置", "启用日期"),
        [
            ("一号电梯", "电梯", "梯01", "门诊楼", date(2025, 1, 2)),
            ("锅炉", "锅炉", "炉01", "后勤楼", "2025-03-04"),
            ("二号电梯", "飞机", "梯02", "", ""),
            ("", "电梯", "梯03", "", ""),
        ],
    )


def test_good_rows_are_taken_and_bad_ones_come_back_with_their_reasons(
    place: SimpleNamespace,
) -> None:
    row = upload(place.manager, "subjects", "special_equipment", _ledger(place))
    assert (row.state, row.good, row.bad) == ("checked", 2, 2)
    assert "飞机" in reasons(row)[4]
    assert "设备名称" in reasons(row)[5]
    assert not Subject.objects.exists()
    taken(row)
    assert (row.state, row.made) == ("done", 2)
    lift = Subject.objects.get(code="梯01")
    assert (lift.name, lift.since, lift.unit) == ("一号电梯", date(2025, 1, 2), place.hospital)
    back = cells(store.path_of(row.marked).read_bytes())
    assert back[0][-1] == "不能导入的原因"
    assert [line[-1] is not None for line in back[1:]] == [False, False, True, True]


def test_the_file_given_back_can_be_put_right_and_imported_again(place: SimpleNamespace) -> None:
    row = taken(upload(place.manager, "subjects", "special_equipment", _ledger(place)))
    book = openpyxl.load_workbook(io.BytesIO(store.path_of(row.marked).read_bytes()))
    page = book.worksheets[0]
    page["B4"], page["A5"] = "电梯", "三号电梯"
    out = io.BytesIO()
    book.save(out)
    again = taken(upload(place.manager, "subjects", "special_equipment", out.getvalue()))
    assert (again.made, again.same, again.bad) == (2, 2, 0)
    assert Subject.objects.count() == 4


def test_importing_twice_changes_nothing(place: SimpleNamespace) -> None:
    equipment = _ledger(place)
    minutes = meetings({"decisions": "查电"}, {"decisions": "查气"})
    for _ in range(2):
        taken(upload(place.manager, "subjects", "special_equipment", equipment))
        last = taken(upload(place.manager, "records", "meeting", minutes))
    assert Subject.objects.count() == 2
    assert Record.objects.count() == 2
    assert (last.made, last.same) == (0, 2)
    events = Event.objects.filter(verb__in=("subject.keep", "record.submit")).count()
    assert events == 4


def test_a_row_with_other_content_changes_the_thing_it_names(place: SimpleNamespace) -> None:
    titles = ("设备名称*", "设备类型*", "使用登记编号", "安装位置")
    first = workbook(titles, [("一号电梯", "电梯", "梯01", "门诊楼")])
    taken(upload(place.manager, "subjects", "special_equipment", first))
    second = workbook(titles, [("一号电梯", "电梯", "梯01", "住院楼")])
    row = taken(upload(place.manager, "subjects", "special_equipment", second))
    assert (row.made, row.changed) == (0, 1)
    assert Subject.objects.get().data["place"] == "住院楼"


def test_names_find_people_and_a_shared_name_is_not_guessed(place: SimpleNamespace) -> None:
    names = ("陈安", "卫兰", "卫兰(内科)", "没这人")
    content = meetings(*({"chaired_by": name} for name in names))
    row = upload(place.manager, "records", "meeting", content)
    assert sorted(reasons(row)) == [3, 5]
    assert "分不清" in reasons(row)[3]
    assert "没这人" in reasons(row)[5]
    taken(row)
    chaired = {r.data["chaired_by"] for r in Record.objects.all()}
    assert chaired == {place.manager.pk, place.twin.pk}


def test_the_same_row_twice_in_one_file_is_a_slip(place: SimpleNamespace) -> None:
    row = upload(place.manager, "records", "meeting", meetings({}, {}))
    assert "第 2 行完全相同" in reasons(row)[3]
    assert row.good == 1


def test_rows_of_another_unit_are_refused_like_a_unit_that_does_not_exist(
    place: SimpleNamespace,
) -> None:
    content = meetings({"unit__": "柳林镇卫生院"}, {})
    row = upload(place.manager, "records", "meeting", content)
    assert list(reasons(row)) == [2]
    assert "找不到单位" in reasons(row)[2]


def test_days_to_come_and_other_rules_of_the_verb_hold_for_rows_too(place: SimpleNamespace) -> None:
    row = upload(place.manager, "records", "meeting", meetings({"when__": date(2027, 1, 1)}))
    assert "还没有到" in reasons(row)[2]


def test_hazards_come_in_as_cases_with_numbers(place: SimpleNamespace) -> None:
    kind = plan_of("cases", "hazard").kind
    needed = [f for f in kind.fields if f.required]
    values: list[Any] = [f.choices[0][1] if f.choices else "配电箱没有上锁" for f in needed]
    content = workbook(("发现日期*", *(f.title for f in needed)), [(date(2026, 10, 8), *values)])
    row = taken(upload(place.manager, "cases", "hazard", content))
    assert row.made == 1, row.problems
    assert Case.objects.get().opened_on == date(2026, 10, 8)


def test_a_killed_import_goes_on_where_it_stopped(
    place: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHUNK", 2)
    rows = meetings(*({"decisions": f"第{n}次"} for n in range(1, 8)))
    row = upload(place.manager, "records", "meeting", rows)
    actions.take(place.manager, row=row, at=AT)
    row.refresh_from_db()
    stopped = Record.objects.count

    class Killed(Exception):
        pass

    write = running._write

    def dies(*given: Any) -> None:
        if stopped() == 4:
            raise Killed
        write(*given)

    monkeypatch.setattr(running, "_write", dies)
    with pytest.raises(Killed):
        running.take(row, AT)
    monkeypatch.setattr(running, "_write", write)
    running.take(Import.objects.get(pk=row.pk), AT)
    assert Record.objects.count() == 7


def test_a_broken_file_is_not_even_kept(place: SimpleNamespace) -> None:
    with pytest.raises(BadInput, match="文件已损坏"):
        upload(place.manager, "records", "meeting", b"PK\x03\x04rubbish")
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (workbook(("甲", "乙"), [(1, 2)]), "没有认得的栏目"),
        (workbook(("日期*",), [(date(2026, 10, 1),)]), "缺少必填的栏目"),
        (workbook(("日期*", "日期"), [(1, 2)]), "出现了两次"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(
    place: SimpleNamespace, content: bytes, said: str
) -> None:
    row = upload(place.manager, "records", "meeting", content)
    assert row.state == "failed"
    assert said in row.why


def test_the_pages_lead_from_the_ledger_to_the_result(
    place: SimpleNamespace, client: Client
) -> None:
    client.force_login(place.manager, "allauth.account.auth_backends.AuthenticationBackend")
    assert "/imports/records/meeting/" in client.get("/records/meeting/").content.decode()
    assert client.get("/imports/records/meeting/").status_code == 200
    assert client.get("/imports/records/meeting/template").content[:2] == b"PK"
    text = client.post("/imports/records/meeting/", {"file": SimpleUploadedFile("a.xlsx", b"nein")})
    assert text.status_code == 422
    assert "不是 Excel 文件" in text.content.decode()
    good = meetings({}, {"topic": "没有的"})
    sent = client.post("/imports/records/meeting/", {"file": SimpleUploadedFile("a.xlsx", good)})
    row = Import.objects.get()
    assert sent.headers["Location"] == f"/imports/{row.pk}"
    assert "正在检查" in client.get(f"/imports/{row.pk}").content.decode()
    assert ProcrastinateJob.objects.filter(task_name="site.check_import").count() == 1
    running.check(row, AT)
    page = client.get(f"/imports/{row.pk}").content.decode()
    assert "导入 1 行" in page
    assert "没有的" in page
    assert client.get(f"/imports/{row.pk}/marked").content[:2] == b"PK"
    client.post(f"/imports/{row.pk}/take")
    running.take(Import.objects.get(), AT)
    assert "新登记" in client.get(f"/imports/{row.pk}").content.decode()
    with pytest.raises(Conflict):
        actions.take(place.manager, row=row, at=AT)


def test_nobody_else_sees_an_import_and_who_may_not_register_may_not_import(
    place: SimpleNamespace, client: Client
) -> None:
    row = upload(place.manager, "records", "meeting", meetings({}))
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(place.other, backend)
    for path in ("", "/marked"):
        assert client.get(f"/imports/{row.pk}{path}").status_code == 404
    assert client.post(f"/imports/{row.pk}/take").status_code == 404
    client.force_login(place.auditor, backend)
    assert client.get("/imports/records/meeting/").status_code == 403
    assert client.get("/imports/records/none/").status_code in (403, 404)


def test_a_file_is_taken_up_again_when_the_database_was_away() -> None:
    for task in (jobs.check_import, jobs.take_import):
        strategy = task.retry_strategy
        assert strategy is not None
        job = Job(id=1, status="doing", queue="default", lock=None, queueing_lock=None,
                  task_name=task.name, attempts=1)  # fmt: skip
        away = strategy.get_retry_decision(exception=OperationalError("gone"), job=job)
        assert away is not None
        assert strategy.get_retry_decision(exception=ValueError("wrong"), job=job) is None
