"""Every demonstration builds, small, and shows the duties of its own document."""

from datetime import date

import pytest
from django.test import Client

from weian.base import clock
from weian.duty.models import Standing
from weian.org.queries import Person, Unit
from weian.policy.actions import load_edition
from weian.policy.loading import load_pack
from weian.record.queries import Record
from weian.site import cli
from weian.site.commands.packs import PACKS
from weian.site.demo import build as demonstration
from weian.site.demo.scenes import SCENES, VARIABLE, Scene, UnknownScene, chosen, period


@pytest.fixture
def shelf() -> None:
    for file in PACKS.rglob("pack.yaml"):
        load_edition(load_pack(file), at=clock.now())


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES.keys())
def test_each_builds_and_shows_duties_of_its_own_document(
    scene: Scene, shelf: None, client: Client
) -> None:
    refused = demonstration.build(scene.smaller(), lambda text: None)
    assert refused == 0
    assert demonstration.held() == scene.key
    assert Record.objects.count() > 100
    for issue in scene.issues:
        assert Standing.objects.filter(obligation__startswith=issue.pack).exists(), issue.pack
    assert Standing.objects.filter(status="overdue").exists()
    assert Standing.objects.filter(status="undetermined").exists()  # one unit has declared nothing
    Person.objects.filter(login="leader").update(must_change_password=False)
    client.force_login(Person.objects.get(login="leader"))
    page = client.get("/board/").content.decode()
    assert "青石镇卫生院" in page


@pytest.mark.db
@pytest.mark.django_db
def test_a_second_time_leaves_it_as_it_is_and_another_is_refused(
    shelf: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    demonstration.build(SCENES["plan"].smaller(), lambda text: None)
    before = Unit.objects.count(), Record.objects.count()
    assert cli.call("demo") == 0
    assert "plan" not in capsys.readouterr().err
    assert cli.call("demo", "--place", "plan") == 0
    monkeypatch.setenv(VARIABLE, "foping")
    assert cli.call("demo") == 1
    told = capsys.readouterr().err
    assert SCENES["plan"].title in told
    assert "DEMO=foping" in told
    assert (Unit.objects.count(), Record.objects.count()) == before


def test_an_unknown_name_is_told_the_choices(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UnknownScene, match="foping"):
        chosen("nowhere")
    assert cli.call("demo", "--place", "nowhere") == 1
    assert "zhengzhou" in capsys.readouterr().err


def test_a_document_is_moved_so_that_it_holds_today() -> None:
    today = date(2026, 11, 22)
    assert period(date(2020, 9, 8), date(2022, 12, 31), today) == 4
    assert period(date(2020, 7, 1), None, today) == 6
    assert period(date(2020, 7, 1), None, date(2026, 3, 1)) == 5
    assert period(date(2019, 2, 21), None, today) == 6
