"""Django forms out of the field grammar. What is right or wrong is said by ``base.fields`` alone."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile

from weian.base import fields as grammar
from weian.base.errors import BadInput, Refusal
from weian.base.fields import Field
from weian.ui.inputs import UPLOADS, Answer, Option, Provider, make

__all__ = ["AnswerForm", "Option", "Provider", "form_class", "to_form_errors"]


class AnswerForm(forms.Form):
    """A form whose ``cleaned_data`` is what ``base.fields.clean`` makes of the answers.

    ``answers`` are ready for a verb; files are apart, in ``uploads``, as they must be stored first.
    Typed values stay in the form when it is rejected; browsers do not give back chosen files.
    """

    grammar: ClassVar[tuple[Field, ...]] = ()
    providers: ClassVar[Mapping[str, Provider]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.grammar:
            if field.noun and field.type not in UPLOADS:
                answer = self.fields[field.key]
                assert isinstance(answer, Answer)
                answer.offer(_provider(field, self.providers)())

    def clean(self) -> dict[str, Any]:
        """Everything the grammar finds wrong, beside the field that it is about."""
        asked = [f for f in self.grammar if f.type not in UPLOADS and f.key in self.cleaned_data]
        for key, message in self._missing_uploads().items():
            self.add_error(key, message)
        try:
            return grammar.clean(asked, {f.key: self.cleaned_data[f.key] for f in asked})
        except BadInput as refusal:
            to_form_errors(self, refusal)
            return self.cleaned_data

    def _missing_uploads(self) -> dict[str, str]:
        said = {"photos": "请拍照或选择照片。", "files": "请选择文件。"}
        return {
            f.key: said[f.type]
            for f in self.grammar
            if f.type in UPLOADS and f.required and not self.uploads(f.key)
        }

    @property
    def answers(self) -> dict[str, Any]:
        """The checked answers, without files."""
        return dict(self.cleaned_data)

    def uploads(self, key: str) -> "list[UploadedFile[Any]]":
        """The files given for one field."""
        return (
            list(self.files.getlist(self.add_prefix(key))) if hasattr(self.files, "getlist") else []
        )


def form_class(
    fields: Sequence[Field],
    providers: Mapping[str, Provider] | None = None,
    *,
    name: str = "AnswerForm",
) -> type[AnswerForm]:
    """A form for these fields.

    ``providers`` give the options of what a field points at, looked up by the field's key, by
    ``type:kind`` (``subject:lift``), by type (``person``; ``people`` may use it) and are asked
    once for every form made. Raises LookupError where none is given.
    """
    given = dict(providers or {})
    for field in fields:
        if field.noun and field.type not in UPLOADS:
            _provider(field, given)
    body: dict[str, Any] = {f.key: make(f) for f in fields}
    return type(name, (AnswerForm,), {**body, "grammar": tuple(fields), "providers": given})


def _provider(field: Field, providers: Mapping[str, Provider]) -> Provider:
    for key in (field.key, f"{field.type}:{field.kind}", field.type, field.item):
        if key in providers:
            return providers[key]
    raise LookupError(f"{field.key}: nobody gives the options of a {field.type}")


def to_form_errors(form: forms.BaseForm, refusal: Refusal) -> None:
    """Put a refusal's messages beside their fields; what belongs to none stands on top."""
    if not refusal.fields:
        form.add_error(None, refusal.message)
    for key, message in refusal.fields.items():
        if key in form.fields:
            form.add_error(key, message.removeprefix(f"{form.fields[key].label}："))
        else:
            form.add_error(None, message)
