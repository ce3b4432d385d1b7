"""What the log says was given, in words: each part names the fields of its own things."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from weian.base.fields import Field, Names, Ref, present, references

#: (kind of thing, verb without its part) → the fields that were asked; nothing if it knows none.
Provider = Callable[[str, str], Sequence[Field]]
PROVIDERS: list[Provider] = []
_INNER = ("given", "data", "facts")
_TITLES = {
    "number": "编号", "title": "标题", "name": "名称", "since": "自", "until": "至", "happened_at": "发生时间",
    "about": "所属时段", "employment": "用工形式", "kind": "类别", "reason": "原因", "giver": "委托人", "taker": "受委托人", "note": "说明",
    "was": "原来", "days": "日期", "due_on": "期限", "answers": "选定的间隔", "source": "来自", "device": "设备", "way": "方式",
    "why": "原因", "address": "地址", "bytes": "字节", "pack": "制度包", "external": "统一认证账号",
    "agreed_by": "同意人", "asked_by": "申请人",
}  # fmt: skip


def provide(provider: Provider) -> Provider:
    """Name who knows fields; twice is once."""
    if provider not in PROVIDERS:
        PROVIDERS.append(provider)
    return provider


def fields_of(kind: str, verb: str) -> dict[str, Field]:
    """The fields of what was given, by key."""
    act = verb.partition(".")[2]
    return {f.key: f for provider in PROVIDERS for f in provider(kind, act)}


def refs_of(fields: Mapping[str, Field], given: Mapping[str, Any]) -> Iterable[Ref]:
    """The people and units that the answers point at."""
    return references(list(fields.values()), _answers(given))


def words_of(fields: Mapping[str, Field], given: Mapping[str, Any], names: Names) -> str:
    """ "地点：扩建工地；隐患类别：建筑施工". What has no title is left to the raw text."""
    told = {**{k: v for k, v in given.items() if k not in _INNER}, **_answers(given)}
    parts = []
    for key, value in told.items():
        field = fields.get(key)
        if field is not None and field.noun != "file":
            text = present(field, value, names)
        elif field is not None:
            text = f"{len(value)} 个" if isinstance(value, list) else "1 个"
        else:
            text = str(value) if isinstance(value, str | int) else ""
        title = field.title if field else _TITLES.get(key, "")
        if title and text:
            parts.append(f"{title}：{text}")
    return "；".join(parts)


def _answers(given: Mapping[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key in _INNER:
        if isinstance(given.get(key), dict):
            out.update(given[key])
    return out
