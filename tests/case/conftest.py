"""A hospital with two departments in a county, a clinic beside it, and people with their roles."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from weian.base.clock import TZ
from weian.base.fields import Field
from weian.org import actions
from weian.org.actions import UnitSeed

from .specimens import SPECIMENS

AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
SINCE = date(2024, 1, 1)


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    """Attachments of a test go where the test goes."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def tree(db: None) -> SimpleNamespace:
    """Units by short names."""
    seeds = [
        UnitSeed("county", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
        UnitSeed("surgery", "department", "外科", "hospital", SINCE),
        UnitSeed("ward", "department", "内科", "hospital", SINCE),
        UnitSeed("clinic", "township_clinic", "柳林镇卫生院", "county", SINCE),
        UnitSeed("police", "police", "清河县公安局", "county", SINCE, {"is_login": False}),
    ]
    return SimpleNamespace(**actions.load_tree(None, at=AT, seeds=seeds))


@pytest.fixture
def people(tree: SimpleNamespace) -> SimpleNamespace:
    """People by role; ``nurse`` works in the surgery, ``other`` in the clinic, ``keeper`` keeps health
    files."""

    def make(role: str, name: str, unit: Any, department: Any = None, since: date = SINCE) -> Any:
        return actions.appoint(
            None, at=AT, unit=unit, department=department, roles=tuple(role.split()), name=name,
            since=since, employment="staff",
        )  # fmt: skip

    return SimpleNamespace(
        leader=make("commission_leader", "周建国", tree.county),
        clerk=make("commission_clerk", "吴敏", tree.county),
        inspector=make("commission_inspector", "郑强", tree.county),
        head=make("institution_head", "王立", tree.hospital),
        deputy=make("deputy_in_charge", "冯静", tree.hospital),
        manager=make("safety_manager", "陈安", tree.hospital),
        chief=make("department_head", "褚明", tree.hospital, tree.surgery),
        nurse=make("staff", "卫兰", tree.hospital, tree.surgery),
        guard=make("security_guard", "蒋勇", tree.hospital),
        auditor=make("auditor", "沈查", tree.county),
        other=make("safety_manager", "韩平", tree.clinic),
        keeper=make("safety_manager health_keeper", "朱健", tree.hospital),
        newcomer=make("staff", "杨新", tree.hospital, tree.ward, date(2026, 11, 1)),
    )


@pytest.fixture
def pages(settings: Any) -> None:
    """Styles and scripts by their plain names: tests collect no static files."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def browse(pages: None) -> Any:
    """``browse(person)`` is a client logged in as somebody."""

    def log_in(person: Any) -> Client:
        client = Client()
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return log_in


@pytest.fixture
def sample(tree: SimpleNamespace, people: SimpleNamespace) -> Any:
    """``sample(fields)`` answers all questions of a declaration plausibly, as a form posts them.

    Each question for a person gets another one; ``subjects`` gives a thing of each kind.
    """
    pool = [people.head, people.nurse, people.guard, people.deputy, people.chief, people.manager]

    def answer(field: Field, person: Any, subjects: Mapping[str, str]) -> object:
        text = ("通道堆放杂物" * 20)[: max(6, int(field.min or 0))]
        made: dict[str, object] = {
            "text": text, "longtext": f"第一行\n{text}", "integer": str(int(field.min or 1)),
            "number": str(field.min or 1), "money": "1200.50", "date": "2026-10-30",
            "datetime": "2026-11-01T09:30", "bool": "true", "person": str(person.pk),
            "unit": str(tree.hospital.pk), "department": str(tree.surgery.pk),
        }  # fmt: skip
        if field.item == "choice":
            return field.choices[0][0]
        if field.item == "subject":
            return subjects[field.kind]
        return made[field.item]

    def answers(fields: Any, subjects: Mapping[str, str] | None = None) -> dict[str, object]:
        out: dict[str, object] = {}
        persons = cycle(pool)
        person = pool[0]
        for field in fields:
            if field.item == "file":
                if field.required:
                    out[field.key] = [photo()]
                continue
            if field.item == "person":
                person = next(persons)
            value = answer(field, person, {} if subjects is None else subjects)
            out[field.key] = [value] if field.is_list and field.noun else value
        return out

    return answers


@pytest.fixture
def specimen(sample: Any) -> Any:
    """``specimen(kind, things)`` answers the opening questions of a kind so that it is taken.

    A sample, of which the validity has not run out, with what the kind's own rules ask for.
    """

    def answers(kind: Any, things: Mapping[str, str]) -> dict[str, object]:
        validity = getattr(kind, "validity", "")
        valid = {validity: "2099-01-01"} if validity else {}
        asked = getattr(kind, "asked", kind.fields)
        return {**sample(asked, things), **valid, **SPECIMENS.get(kind.key, {})}

    return answers


def photo(name: str = "现场.png") -> SimpleUploadedFile:
    """A small picture, freshly made as reading uses it up."""
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")
