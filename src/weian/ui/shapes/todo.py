"""The to-do page."""

from dataclasses import dataclass

from weian.ui.shapes.common import Action, Empty, Figure, Page, Tone
from weian.ui.shapes.ledger import Filter


@dataclass(frozen=True)
class TodoItem:
    """One thing to do: what, by when, because of which clause, and the one button for it.

    ``due`` is as people say it (还剩 3 天), ``due_exact`` the full moment for the hover. ``also``
    are further clauses (text, address) that the same deed settles.
    """

    what: str
    due: str = ""
    due_exact: str = ""
    clause: str = ""
    clause_href: str = ""
    button: Action | None = None
    status: str = ""
    tone: Tone = ""
    unit: str = ""
    href: str = ""
    detail: str = ""
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TodoPart:
    """Items of a group that belong together (an area), folded until asked for unless ``opened``."""

    title: str
    items: tuple[TodoItem, ...]
    opened: bool = False


@dataclass(frozen=True)
class TodoGroup:
    """Items of one stretch of time: 逾期, 今天, 本周, 以后; a long one shows them in ``parts``."""

    key: str
    title: str
    items: tuple[TodoItem, ...] = ()
    more: Action | None = None
    tone: Tone = ""
    parts: tuple[TodoPart, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TodoShape(Page):
    """``ui/todo.html``: groups without items are not shown; without any item ``empty`` is."""

    groups: tuple[TodoGroup, ...] = ()
    figures: tuple[Figure, ...] = ()
    filters: tuple[Filter, ...] = ()
    empty: Empty = Empty("没有待办事项", "今天该做的都做完了。")

    @property
    def count(self) -> int:
        """How many items all groups hold."""
        return sum(len(group.items) for group in self.groups)
