"""Inputs in the style of the house. Their markup works without script; script only adds to it."""

from collections.abc import Mapping
from typing import Any

from django import forms


class _Words:
    """Puts further words to find an option by (pinyin initials) beside it."""

    words: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        if found := self.words.get(str(value)):
            option["attrs"]["data-search"] = found
        return option


class Pick(_Words, forms.Select):
    """One of a list; a long list becomes searchable."""


class PickMany(_Words, forms.SelectMultiple):
    """Several of a list, searchable."""


class Radios(forms.RadioSelect):
    """One of few, all in sight."""

    template_name = "ui/widgets/options.html"


class Boxes(forms.CheckboxSelectMultiple):
    """Several of few, all in sight."""

    template_name = "ui/widgets/options.html"


class Uploads(forms.FileInput):
    """Several files; ``value_from_datadict`` gives a list."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else []
