"""The documentation as a plain page: no script, nothing from elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """A parameter or a field of a schema. ``href`` leads to the schema that it is."""

    name: str
    type: str
    href: str = ""
    place: str = ""
    required: bool = False
    text: str = ""


@dataclass(frozen=True)
class Answer:
    """A status and what comes with it."""

    status: str
    type: str
    href: str = ""


@dataclass(frozen=True)
class Endpoint:
    """One operation."""

    id: str
    method: str
    path: str
    title: str
    text: str
    parameters: tuple[Line, ...]
    body: Line | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Model:
    """One schema."""

    name: str
    lines: tuple[Line, ...]


@dataclass
class Docs:
    """The whole page."""

    title: str
    text: str
    groups: dict[str, list[Endpoint]] = field(default_factory=dict)
    models: tuple[Model, ...] = ()
    subtitle: str = ""
    crumbs: tuple[()] = ()
    actions: tuple[()] = ()
    tabs: tuple[()] = ()
    notices: tuple[()] = ()


class PlainDocs(DocsBase):
    """Renders the OpenAPI document on the server."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """The page at /api/docs."""
        return render(request, "site/api_docs.html", {"page": laid_out(api.get_openapi_schema())})


def laid_out(schema: Json) -> Docs:
    """An OpenAPI document in the order of its reading."""
    docs = Docs(title=schema["info"]["title"], text=schema["info"]["description"])
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            group = docs.groups.setdefault(operation["tags"][0], [])
            group.append(_endpoint(method.upper(), path, operation))
    models = schema["components"]["schemas"]
    docs.models = tuple(Model(name, tuple(_lines(models[name]))) for name in sorted(models))
    return docs


def _endpoint(method: str, path: str, operation: Json) -> Endpoint:
    text = operation.get("description", "")
    return Endpoint(
        id=operation["operationId"],
        method=method,
        path=path,
        title=operation["summary"],
        text="" if text == operation["summary"] else text,
        parameters=tuple(_parameter(p) for p in operation["parameters"]),
        body=_body(operation.get("requestBody")),
        answers=tuple(_answer(s, a) for s, a in operation["responses"].items()),
    )


def _parameter(parameter: Json) -> Line:
    type_, href = _type(parameter["schema"])
    text = parameter["schema"].get("description", "")
    return Line(parameter["name"], type_, href, parameter["in"], parameter["required"], text)


def _body(body: Json | None) -> Line | None:
    if body is None:
        return None
    media, content = next(iter(body["content"].items()))
    type_, href = _type(content["schema"])
    return Line(media, type_, href, required=body["required"])


def _answer(status: object, answer: Json) -> Answer:
    for content in answer.get("content", {}).values():
        return Answer(str(status), *_type(content["schema"]))
    return Answer(str(status), "")


def _lines(schema: Json) -> Iterator[Line]:
    required = schema.get("required", ())
    for name, prop in schema.get("properties", {}).items():
        type_, href = _type(prop)
        yield Line(name, type_, href, "", name in required, prop.get("description", ""))


def _type(schema: Json) -> tuple[str, str]:
    """The words for a type, and the anchor of the schema that it names."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return name, f"#m-{name}"
    if "enum" in schema:
        return " | ".join(str(v) or "（空）" for v in schema["enum"]), ""
    for key in ("anyOf", "allOf"):
        if key in schema:
            found = [_type(one) for one in schema[key]]
            return " | ".join(t for t, _ in found), next((h for _, h in found if h), "")
    if schema.get("type") == "array":
        inner, href = _type(schema.get("items", {}))
        return f"[{inner}]", href
    return schema.get("format") or schema.get("type") or "任意", ""
