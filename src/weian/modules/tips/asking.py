"""The forms of custodians and their superiors. Nothing typed here is kept as a draft in the browser."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpRequest

from weian.base.fields import Field
from weian.modules.tips.tip import TIP
from weian.ui.forms import AnswerForm, form_class
from weian.ui.inputs import Provider

_CATEGORIES: Final = next(f.choices for f in TIP.fields if f.key == "category")
_SECRETS: Final = ("passphrase", "again", "old")
REASON: Final = Field(
    "reason",
    "为什么看原文",
    "text",
    required=True,
    max=100,
    help="记入日志，领导看得到；不要写举报内容。",
)
PASSPHRASE: Final = Field("passphrase", "口令", "text", required=True, max=200)
ASK: Final = (
    Field("reason", "为什么要看原文", "text", required=True, max=100,
          help="另一位保管人和领导看得到；不要写举报内容。"),
)  # fmt: skip
ANSWER: Final = (
    Field("answer", "答复", "choice", required=True, choices=(("agree", "同意"), ("refuse", "不同意"))),
    Field("note", "说明", "text", max=100, help="不同意的要写原因。领导看得到；不要写举报内容。"),
)  # fmt: skip
REPLY: Final = (
    Field("text", "写给举报人", "longtext", required=True, min=2, max=2000,
          help="凭查询码才看得到。不要写能认出举报人的话。"),
)  # fmt: skip
RELEASE: Final = (
    Field("unit", "由谁核实", "unit", required=True, help="从这时起该单位看得到摘要，看不到原文。"),
    Field("category", "举报内容", "choice", required=True, choices=_CATEGORIES),
    Field("place", "地点", "text", required=True, max=100),
    Field("description", "转办摘要", "longtext", required=True, min=2, max=200,
          help="用自己的话重写：去掉只有举报人才知道的细节、说话的口气、时间和班次。照片不转出。"),
)  # fmt: skip
CLOSE: Final = (
    REPLY[0],
    Field("reason", "不转办的原因", "text", required=True, max=100, help="记入日志；不要写举报内容。"),
)  # fmt: skip
PAY: Final = (Field("code", "来人报出的 16 位查询码", "text", required=True, max=40),)
KEY: Final = (
    Field("passphrase", "口令", "text", required=True, max=200,
          help="至少 12 个字符，可以是一句只有您知道的话。忘了谁也找不回来，之前的举报您就再也打不开。"),
    Field("again", "再输一次口令", "text", required=True, max=200),
)  # fmt: skip
NEXT_KEY: Final = (
    Field("old", "原来的口令", "text", max=200,
          help="填了，旧密钥改用新口令，以前的举报照常打开；忘了就空着，旧密钥保持原口令。"),
    *KEY,
)  # fmt: skip


def form(
    request: HttpRequest, fields: tuple[Field, ...], name: str, *, bound: bool,
    initial: dict[str, Any] | None = None, providers: dict[str, Provider] | None = None,
) -> AnswerForm:  # fmt: skip
    """A form, its names prefixed with ``name`` as a page has several; secrets are not shown."""
    made = form_class(fields, providers)(
        request.POST if bound else None, prefix=name, initial=initial or {}
    )
    for key in _SECRETS:
        if key in made.fields:
            attrs = {**made.fields[key].widget.attrs, "autocomplete": "off"}
            made.fields[key].widget = forms.PasswordInput(attrs)
    return made


def raw(request: HttpRequest, name: str, key: str) -> str:
    """What was typed, to the letter: passphrases are not tidied."""
    return str(request.POST.get(f"{name}-{key}", ""))
