"""The API itself: its parts in the order of the documentation."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from weian.site.api import (
    cases,
    drafts,
    duties,
    files,
    kinds,
    me,
    packs,
    records,
    reports,
    subjects,
    units,
)
from weian.site.api.auth import Session, Token
from weian.site.api.docs import PlainDocs
from weian.site.api.parsing import PlainRenderer, StrictParser
from weian.site.api.problems import speak

VERSION = "1"
_ABOUT = (
    "与网页共用同一套操作和权限：能看到什么、能办什么，都与本人登录网页一致。"
    "出错时返回 application/problem+json，code 稳定可判断，detail 是中文说明，fields 指出各字段的问题。"
    "列表按键分页：把答复里的 next 作为下一次的 cursor。"
)


class Api(NinjaAPI):
    """Says in its schema what ninja cannot: that errors are problem documents."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The OpenAPI document."""
        found = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for methods in found["paths"].values():
            for operation in methods.values():
                for parameter in operation["parameters"]:
                    _settle(parameter)
                for status, answer in operation["responses"].items():
                    if int(status) >= 400:
                        answer["content"] = {
                            "application/problem+json": answer["content"]["application/json"]
                        }
        for schema in found["components"]["schemas"].values():
            schema.pop("description", None)  # docstrings are for readers of the code
        return found


def _settle(parameter: dict[str, Any]) -> None:
    """A parameter is given or not; an address cannot say null."""
    schema = parameter["schema"]
    some = [one for one in schema.pop("anyOf", []) if one != {"type": "null"}]
    if len(some) == 1:
        schema.update(some[0])


api = Api(
    title="卫安 API", version=VERSION, description=_ABOUT, auth=[Token(), Session()],
    parser=StrictParser(), renderer=PlainRenderer(), urls_namespace="api",
    docs=PlainDocs(),
)  # fmt: skip
speak(api)
for _prefix, _router, _tag in (
    ("/me", me.router, "本人"),
    ("/units", units.router, "单位与人员"),
    ("/people", units.people_router, "单位与人员"),
    ("/packs", packs.router, "制度包"),
    ("/drafts", drafts.router, "审读稿"),
    ("/duties", duties.router, "责任事项"),
    ("/kinds", kinds.router, "类别"),
    ("/records", records.router, "记录"),
    ("/cases", cases.router, "事项"),
    ("/subjects", subjects.router, "对象"),
    ("/files", files.router, "附件"),
    ("/reports", reports.router, "报送"),
):
    api.add_router(_prefix, _router, tags=[_tag])
