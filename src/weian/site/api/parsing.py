"""Reading requests and writing answers: nothing that could not be stored gets further."""

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from weian.base.errors import BadInput


class StrictParser(Parser):
    """JSON without NaN; no text that could not be stored."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body; ninja makes 400 of any exception."""
        found: dict[str, Any] = json.loads(request.body, parse_constant=_no_constant)
        if not all(_sound(text) for text in _texts(found)):
            raise ValueError("text that cannot be stored")
        return found

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The parameters of the address. Raises BadInput."""
        if not all(_sound(v) for v in _texts([*data, *(data[k] for k in data)])):
            raise BadInput("input.control_character", "含有看不见的控制字符，请重新输入。")
        return super().parse_querydict(data, list_fields, request)


class PlainRenderer(JSONRenderer):
    """Chinese as it is."""

    json_dumps_params = {"ensure_ascii": False}


def _no_constant(text: str) -> float:
    raise ValueError(f"{text} is not JSON")


def _sound(text: str) -> bool:
    """Neither NUL nor half of a pair: PostgreSQL and UTF-8 cannot hold them."""
    return "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield key
            yield from _texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry)
