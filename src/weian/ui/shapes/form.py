"""Forms, confirmations and plain messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.forms import BaseForm
from django.forms.boundfield import BoundField

from weian.ui.shapes.common import Action, Page

_SAYS_NOTHING: tuple[object, ...] = (None, "", [], False)


@dataclass(frozen=True, kw_only=True)
class FormShape(Page):
    """``ui/form.html``, or a step form in a ``<dialog id=id>`` of a case page.

    ``draft`` names what the browser keeps for it until it is saved (unique per thing and person,
    "" keeps nothing). ``opened`` shows the dialog at once, as after a rejected step. ``seen`` is
    posted unchanged, e.g. the version that the person looked at. ``headings`` are the words above
    the group of fields that begins with a field. ``seldom`` are fields that few need: they stand
    folded at the end, open where one of them says something or is wrong.
    """

    form: BaseForm
    url: str = ""
    submit: str = "保存"
    cancel_url: str = ""
    draft: str = ""
    id: str = "form"
    opened: bool = False
    seen: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    danger: bool = False
    extra: tuple[Action, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    seldom: frozenset[str] = frozenset()

    @property
    def usual(self) -> list[BoundField]:
        """The visible fields that are not folded."""
        return [bound for bound in self.form.visible_fields() if bound.name not in self.seldom]

    @property
    def folded(self) -> list[BoundField]:
        """The visible fields that stand folded at the end."""
        return [bound for bound in self.form.visible_fields() if bound.name in self.seldom]

    @property
    def folded_open(self) -> bool:
        """Whether one of them has something to show."""
        return any(bound.errors or bound.value() not in _SAYS_NOTHING for bound in self.folded)

    @property
    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """The visible fields under their headings, "" where there is none."""
        out: list[tuple[str, list[BoundField]]] = [("", [])]
        for bound in self.usual:
            if heading := self.headings.get(bound.name):
                out.append((heading, []))
            out[-1][1].append(bound)
        return [group for group in out if group[1]]


@dataclass(frozen=True, kw_only=True)
class ConfirmShape(Page):
    """``ui/confirm.html``: asks before something that cannot be taken back."""

    text: str
    consequences: tuple[str, ...] = ()
    url: str = ""
    submit: str = "确定"
    cancel_url: str = ""
    hidden: tuple[tuple[str, str], ...] = ()
    danger: bool = False


@dataclass(frozen=True, kw_only=True)
class MessageShape(Page):
    """``ui/message.html``: what happened, why, what to do."""

    code: str = ""
    text: str = ""
    why: str = ""
