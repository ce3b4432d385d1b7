"""A commission's own Word layout of a kind of letter: put in force, refused, taken back."""

import io
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from weian.base.clock import TZ
from weian.base.errors import BadInput, Forbidden
from weian.case import actions as cases
from weian.modules.letters import documents, layouts
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.record.queries import Record

pytestmark = [pytest.mark.db, pytest.mark.django_db]
AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
SINCE = date(2024, 1, 1)
WHOLE = ("{{发文机关}}", "{{文号}}", "{{标题}}", "{{主送}}：", "{{正文}}", "{{落款}}", "{{日期}}")
SAID = {
    "title": "关于限期整改的通知书", "facts": "安全出口锁闭。\n配电箱未上锁。", "demands": "立即打开。",
    "basis": "有关规定。",
}  # fmt: skip


def layout(*lines: str) -> bytes:
    book = Document()
    for line in lines or WHOLE:
        book.add_paragraph(line, style="Heading 1" if line == "{{正文}}" else None)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def place(settings: Any, tmp_path: Any) -> SimpleNamespace:
    settings.MEDIA_ROOT = tmp_path
    seeds = [
        UnitSeed("county", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
    ]
    found = SimpleNamespace(**org.load_tree(None, at=AT, seeds=seeds))
    for name, role, unit in (
        ("clerk", "commission_clerk", found.county), ("inspector", "commission_inspector", found.county),
        ("head", "institution_head", found.hospital),
    ):  # fmt: skip
        made = org.appoint(None, at=AT, unit=unit, roles=(role,), name=name, since=SINCE)
        setattr(found, name, made)
    return found


def put(place: SimpleNamespace, content: bytes, at: datetime = AT, name: str = "版式.docx") -> Any:
    return layouts.put_in_force(
        place.clerk, unit=place.county, kind="rectification", name=name, content=content, at=at
    )


def words_of(letter: Any) -> list[str]:
    return [p.text for p in Document(io.BytesIO(documents.as_word(letter))).paragraphs if p.text]


def drafted(place: SimpleNamespace) -> Any:
    data = {**SAID, "kind_of": "rectification", "addressees": [place.hospital.pk]}
    return cases.open_case(place.clerk, kind="letter", unit=place.county, data=data, at=AT)


def test_a_letter_is_written_in_the_layout_of_its_county(place: SimpleNamespace) -> None:
    letter = drafted(place)
    put(place, layout())
    told = words_of(letter)
    assert told[:4] == ["清河县卫生健康局", "（未编号）", SAID["title"], "清河县人民医院："]
    assert told[4:8] == ["一、事由", "安全出口锁闭。", "配电箱未上锁。", "二、要求"]
    book = Document(io.BytesIO(documents.as_word(letter)))
    styled = [
        p.text for p in book.paragraphs if p.style is not None and p.style.name == "Heading 1"
    ]
    assert "安全出口锁闭。" in styled and "二、要求" in styled


def test_back_to_the_shipped_layout_in_one_step(place: SimpleNamespace) -> None:
    letter = drafted(place)
    shipped = words_of(letter)
    put(place, layout(*WHOLE, "本局专用"))
    assert words_of(letter)[-1] == "本局专用"
    at = AT + timedelta(minutes=1)
    layouts.back_to_shipped(place.clerk, unit=place.county, kind="rectification", at=at)
    assert words_of(letter) == shipped


def test_a_letter_keeps_the_layout_of_the_day_of_its_issue(place: SimpleNamespace) -> None:
    put(place, layout(), AT + timedelta(days=3))
    day = AT.date()
    assert layouts.in_force(place.county, "rectification", day) is None
    later = layouts.in_force(place.county, "rectification", day + timedelta(days=3))
    assert later is not None and layouts.in_force(place.county, "circular") is None


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((*WHOLE, "{{局长电话}}"), "第 8 段：没有“{{局长电话}}”这个字段，可以用的有：发文机关"),
        (("{{标题}}",), "版式里还缺 {{文号}}、{{主送}}、{{正文}}、{{落款}}、{{日期}}"),
        ((*WHOLE, "{% for x in y %}"), "第 8 段：这里有程序语句"),
        ((*WHOLE, "{{ 标题.__class__ }}"), "不能识别"),
        ((*WHOLE, "{{标题"), "第 8 段：双大括号没有成对"),
    ],
)
def test_a_bad_layout_is_refused_with_its_place_and_the_one_in_force_stays(
    place: SimpleNamespace, lines: tuple[str, ...], told: str
) -> None:
    first = put(place, layout())
    with pytest.raises(BadInput) as refused:
        put(place, layout(*lines), AT + timedelta(minutes=1))
    assert told in refused.value.fields["file"]
    assert layouts.in_force(place.county, "rectification") == first


@pytest.mark.parametrize("content", [b"", b"nothing", layout()[:-300]])
def test_what_is_no_word_file_is_refused_in_words(place: SimpleNamespace, content: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        put(place, content)
    assert refused.value.fields["file"] and not Record.objects.exists()
    with pytest.raises(BadInput) as refused:
        put(place, layout(), name="版式.doc")
    assert "请上传 .docx 文件" in refused.value.fields["file"]


def test_only_who_sets_the_rules_of_the_commission_may(place: SimpleNamespace) -> None:
    for person, unit in ((place.inspector, place.county), (place.head, place.hospital)):
        with pytest.raises(Forbidden):
            layouts.put_in_force(
                person, unit=unit, kind="circular", name="a.docx", content=layout(), at=AT
            )


def browser_of(person: Any) -> Client:
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_way_through_the_pages(place: SimpleNamespace, time_machine: Any) -> None:
    time_machine.move_to(AT, tick=False)
    clerk, page = browser_of(place.clerk), "/letters/layouts/rectification/"
    assert "国标版式（自带）" in clerk.get("/letters/layouts/").content.decode()
    assert clerk.get(f"{page}preview").content[:2] == b"PK"
    bad = clerk.post(page, {"file": SimpleUploadedFile("坏.docx", layout("{{标题}}"))})
    assert bad.status_code == 422 and "版式里还缺" in bad.content.decode()
    done = clerk.post(page, {"file": SimpleUploadedFile("本局.docx", layout())}, follow=True)
    assert "本局.docx" in done.content.decode() and "恢复国标版式" in done.content.decode()
    sample = Document(io.BytesIO(clerk.get(f"{page}preview").content))
    assert "这是一份样张，用来核对版式，不是真的公文。" in [p.text for p in sample.paragraphs]
    time_machine.move_to(AT + timedelta(minutes=1), tick=False)
    assert "现在用的是自带的国标版式" in clerk.post(f"{page}back", follow=True).content.decode()
    assert clerk.get("/letters/layouts/nothing/").status_code == 404
    for person in (place.head, place.inspector):
        assert browser_of(person).get(page).status_code == 404


def test_a_letter_without_a_recipient_says_so_and_keeps_what_was_typed(
    place: SimpleNamespace,
) -> None:
    typed = {**SAID, "kind_of": "rectification", "unit": str(place.county.pk), "once": "a"}
    answer = browser_of(place.clerk).post("/cases/letter/new", typed)
    told = answer.content.decode()
    assert answer.status_code == 422 and "收文单位" in told and "field-addressees" in told
    assert all(line in told for text in SAID.values() for line in text.splitlines())
