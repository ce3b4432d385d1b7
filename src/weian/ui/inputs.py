"""Which input each type of the field grammar gets, and how a kept value is put back into it."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from weian.base.clock import TZ
from weian.base.fields import Field
from weian.ui.widgets import Boxes, Pick, PickMany, Radios, Uploads

Option = tuple[str, str] | tuple[str, str, str]
Provider = Callable[[], Iterable[Option]]
"""Gives (value, title) or (value, title, further words to find it by)."""

FEW = 5  # choices that are shown as radio buttons
MANY = 40  # options to tick; more become a searchable list
SEARCHED = 8  # options from which a list is searchable
UPLOADS = frozenset({"files", "photos"})
_YES_NO = (("true", "是"), ("false", "否"))
_FILES = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png,.webp"


class Answer(forms.Field):
    """Takes what was typed as it is: the grammar, not the form, says what is right."""

    kind = "text"
    must = False
    suffix = ""
    allowed: frozenset[str] | None = None

    def validate(self, value: Any) -> None:
        """Only that a picked value was offered."""
        picked = value if isinstance(value, list) else [value]
        if self.allowed is not None and any(v and str(v) not in self.allowed for v in picked):
            raise ValidationError("请从列表中选择。")

    def prepare_value(self, value: Any) -> Any:
        """A kept value as its input wants it."""
        if isinstance(value, bool):
            return "true" if value else "false"
        if self.kind == "datetime" and value:
            return _minute(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, list | tuple) and isinstance(self.widget, forms.Textarea):
            return "\n".join(str(entry) for entry in value)
        return value

    def offer(self, options: Iterable[Option]) -> None:
        """Fill the list of a picked value."""
        listed = list(options)
        pairs = [(str(o[0]), o[1]) for o in listed]
        self.allowed = frozenset(value for value, _ in pairs)
        if isinstance(self.widget, Pick | PickMany):
            self.widget.words = {str(o[0]): o[2] for o in listed if len(o) == 3}
            if isinstance(self.widget, PickMany) or len(pairs) >= SEARCHED:
                self.widget.attrs["data-combobox"] = ""
        one = isinstance(self.widget, Pick)
        self.widget.choices = [("", "请选择"), *pairs] if one else pairs


def _minute(value: Any) -> str:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    local = moment.astimezone(TZ) if moment.tzinfo else moment
    return local.strftime("%Y-%m-%dT%H:%M")


def make(field: Field) -> Answer:
    """The input for a field, without the options that only the caller knows."""
    answer = Answer(label=field.title, help_text=field.help, required=False, widget=_widget(field))
    answer.kind = field.type
    answer.must = field.required
    answer.suffix = "元" if field.type == "money" else field.unit
    if field.item == "choice":
        answer.offer(field.choices)
    if field.required and not isinstance(answer.widget, Boxes):
        answer.widget.attrs["required"] = True
    return answer


def _widget(field: Field) -> forms.Widget:
    if field.type in UPLOADS:
        return _uploads(field)
    if field.item == "choice":
        return _choice(field)
    if field.noun:
        many = field.is_list
        return (
            PickMany(attrs={"class": "form-select"})
            if many
            else Pick(attrs={"class": "form-select"})
        )
    if field.is_list:
        return forms.Textarea(attrs={"class": "form-control", "rows": 3, "placeholder": "每行一个"})
    if field.type == "bool":
        return Radios(choices=_YES_NO)
    return _typed(field)


def _choice(field: Field) -> forms.Widget:
    if field.is_list:
        many = len(field.choices) > MANY
        return PickMany(attrs={"class": "form-select"}) if many else Boxes()
    if len(field.choices) <= FEW:
        return Radios()
    return Pick(attrs={"class": "form-select"})


def _uploads(field: Field) -> forms.Widget:
    attrs: dict[str, Any] = {"class": "form-control", "multiple": True}
    if field.type == "photos":
        attrs |= {"accept": "image/*", "capture": "environment", "data-photos": ""}
    else:
        attrs |= {"accept": _FILES}
    return Uploads(attrs=attrs)


def _typed(field: Field) -> forms.Widget:
    attrs: dict[str, Any] = {"class": "form-control"}
    if field.type == "longtext":
        return forms.Textarea(attrs={**attrs, "rows": 4, **_lengths(field)})
    if field.type == "date":
        return forms.TextInput(attrs={**attrs, "type": "date"})
    if field.type == "datetime":
        return forms.TextInput(attrs={**attrs, "type": "datetime-local"})
    if field.type in {"integer", "number", "money"}:
        mode = "numeric" if field.type == "integer" else "decimal"
        return forms.TextInput(attrs={**attrs, "inputmode": mode, "autocomplete": "off"})
    return forms.TextInput(attrs={**attrs, **_lengths(field)})


def _lengths(field: Field) -> dict[str, int]:
    longest = field.max or (200 if field.type == "text" else None)
    return {"maxlength": int(longest)} if longest else {}
