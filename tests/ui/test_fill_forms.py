"""Forms out of the field grammar."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from weian.base.errors import BadInput
from weian.base.fields import TYPES, Field
from weian.ui.forms import AnswerForm, form_class, to_form_errors

PEOPLE = (("3", "刘护士长", "lhsz"), ("5", "王安全员", "waqy"))
THING = "0198b7c2-0000-7000-8000-000000000001"
PROVIDERS = {
    "person": lambda: PEOPLE,
    "unit": lambda: (("7", "清河县人民医院"),),
    "department": lambda: (("9", "内科"),),
    "subject:lift": lambda: ((THING, "2 号电梯"),),
}
GIVEN: dict[str, tuple[str, object]] = {
    "text": ("配电间", "配电间"),
    "longtext": ("第一行\r\n第二行", "第一行\n第二行"),
    "integer": ("12", 12),
    "number": ("1.5", 1.5),
    "money": ("1,200.5", "1200.50"),
    "date": ("2026-09-30", "2026-09-30"),
    "datetime": ("2026-09-30T14:05", "2026-09-30T14:05:00+08:00"),
    "choice": ("a", "a"),
    "choices": ("a", ["a"]),
    "bool": ("false", False),
    "person": ("3", 3),
    "people": ("5", [5]),
    "unit": ("7", 7),
    "units": ("7", [7]),
    "department": ("9", 9),
    "subject": (THING, THING),
}


def field(type_: str, **more: object) -> Field:
    choices = (("a", "甲"), ("b", "乙")) if type_ in {"choice", "choices"} else ()
    kind = "lift" if type_ == "subject" else ""
    return Field("it", "那一项", type_, choices=choices, kind=kind, **more)  # type: ignore[arg-type]


def filled(
    fields: tuple[Field, ...], query: str, files: dict[str, list[object]] | None = None
) -> AnswerForm:
    return form_class(fields, PROVIDERS)(QueryDict(query), MultiValueDict(files or {}))


def test_every_type_of_the_grammar_is_tried_here() -> None:
    assert set(GIVEN) | {"file", "files", "photos"} == set(TYPES)


@pytest.mark.parametrize("type_", GIVEN)
def test_an_answer_arrives_ready_for_a_verb(type_: str) -> None:
    typed, ready = GIVEN[type_]
    query = QueryDict(mutable=True)
    query["it"] = typed
    form = filled((field(type_, required=True),), query.urlencode())
    assert form.is_valid(), form.errors
    assert form.answers == {"it": ready}


@pytest.mark.parametrize("type_", GIVEN)
def test_a_kept_value_stands_in_its_input_again(type_: str) -> None:
    typed, ready = GIVEN[type_]
    form = form_class((field(type_),), PROVIDERS)(initial={"it": ready})
    again = form["it"].value()
    if isinstance(again, list):
        again = str(again[0])
    assert str(again).replace("\n", "\r\n") == typed or str(again) == "1200.50"


@pytest.mark.parametrize("type_", GIVEN)
def test_a_missing_answer_is_said_beside_its_field(type_: str) -> None:
    form = filled((field(type_, required=True),), "")
    assert not form.is_valid()
    assert form.errors["it"] == ["请填写那一项。"]


@pytest.mark.parametrize("type_", GIVEN)
def test_an_optional_answer_may_be_left_out(type_: str) -> None:
    form = filled((field(type_),), "it=")
    assert form.is_valid(), form.errors
    assert form.answers == {}


def test_several_values_of_one_type_stand_on_lines() -> None:
    form = form_class((field("text", many=True),))(initial={"it": ["甲", "乙"]})
    assert "甲\n乙" in str(form["it"])
    back = filled((field("text", many=True),), "it=%E7%94%B2%0D%0A%E4%B9%99")
    assert back.is_valid(), back.errors
    assert back.answers == {"it": ["甲", "乙"]}


def test_typed_values_stay_when_the_form_is_rejected() -> None:
    form = filled((field("money"),), "it=%E5%85%AB%E7%99%BE")
    assert not form.is_valid()
    assert 'value="八百"' in str(form["it"])
    assert form.errors["it"] == ["“八百”不是数字。"]


def test_only_what_was_offered_can_be_picked() -> None:
    form = filled((field("person"),), "it=99")
    assert not form.is_valid()
    assert form.errors["it"] == ["请从列表中选择。"]


def test_options_carry_words_to_find_them_by() -> None:
    html = str(form_class((field("people"),), PROVIDERS)()["it"])
    assert 'data-search="lhsz"' in html
    assert "data-combobox" in html


def test_options_are_asked_for_each_form_that_is_made() -> None:
    offered = [("1", "甲")]
    made = form_class((field("person"),), {"person": lambda: offered})
    made()
    offered.append(("2", "乙"))
    assert "乙" in str(made()["it"])


def test_a_field_whose_options_nobody_gives_is_a_mistake_of_ours() -> None:
    with pytest.raises(LookupError, match="it: nobody gives the options of a person"):
        form_class((field("person"),))


def test_photos_open_the_camera_and_come_apart_from_the_answers() -> None:
    photo = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff", "image/jpeg")
    form = filled((field("photos", required=True),), "", {"it": [photo, photo]})
    assert form.is_valid(), form.errors
    assert form.answers == {}
    assert len(form.uploads("it")) == 2
    assert 'capture="environment"' in str(form["it"])
    assert "multiple" in str(form["it"])
    assert form.is_multipart()


def test_missing_photos_are_said() -> None:
    form = filled((field("photos", required=True),), "")
    assert not form.is_valid()
    assert form.errors["it"] == ["请拍照或选择照片。"]


def test_required_is_known_to_the_input_but_not_to_single_boxes() -> None:
    assert "required" in str(form_class((field("text", required=True),))()["it"])
    assert "required" not in str(form_class((field("choices", required=True),))()["it"])


def test_few_choices_are_all_in_sight_and_many_fold_away() -> None:
    few = Field("it", "项", "choice", choices=(("a", "甲"), ("b", "乙")))
    many = Field("it", "项", "choice", choices=tuple((f"k{n}", f"第{n}") for n in range(9)))
    assert 'type="radio"' in str(form_class((few,))()["it"])
    html = str(form_class((many,))()["it"])
    assert "<select" in html
    assert "请选择" in html


def test_a_refusal_of_a_verb_stands_beside_its_fields_and_the_rest_on_top() -> None:
    form = filled((field("date"),), "it=2026-09-30")
    form.is_valid()
    refusal = BadInput(
        "record.wrong", fields={"it": "那一项：不能晚于今天。", "unit": "单位已撤销。"}
    )
    to_form_errors(form, refusal)
    assert form.errors["it"] == ["不能晚于今天。"]
    assert form.non_field_errors() == ["单位已撤销。"]


def test_a_refusal_without_fields_stands_on_top() -> None:
    form = filled((field("date"),), "")
    form.is_valid()
    to_form_errors(form, BadInput("case.taken", "王安全员已经先办理了。"))
    assert form.non_field_errors() == ["王安全员已经先办理了。"]
