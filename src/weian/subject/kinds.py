"""Kinds of subjects: what a unit has and what stands for years (a lift, a risk point, a plan)."""

from dataclasses import dataclass
from typing import Final

from weian.base.fields import Field
from weian.subject.envelope import hooks
from weian.subject.envelope.hooks import Check, Derive
from weian.subject.envelope.registry import Registry, problems

LEVELS: Final = (
    ("red", "红（重大）"),
    ("orange", "橙（较大）"),
    ("yellow", "黄（一般）"),
    ("blue", "蓝（低）"),
)
_TEXT = frozenset({"text", "longtext"})


@dataclass(frozen=True)
class SubjectKind:
    """``name_field`` and ``code_field`` fill name and code; ``level_field`` the colour of its risk
    (a choice among red, orange, yellow, blue). ``columns`` are the fields shown in the ledger
    (default: those that are listed). ``keep_right`` is needed on the unit to add, change or retire.
    ``derive`` works out the answers named in ``derived`` (fields that nobody is asked for and that
    are not taken when typed); ``check`` says what else is wrong. See ``envelope.hooks``.
    ``read_right`` is needed to see these subjects at all; ``person`` names the field with the
    person whom it is about and who sees it without that right.
    """

    key: str
    title: str
    area: str
    fields: tuple[Field, ...]
    name_field: str = "name"
    code_field: str = ""
    level_field: str = ""
    columns: tuple[str, ...] = ()
    keep_right: str = "subject.keep"
    help: str = ""
    icon: str = "dot"
    derive: Derive | None = None
    derived: tuple[str, ...] = ()
    check: Check | None = None
    read_right: str = "read"
    person: str = ""

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields of the form: all but those that are worked out."""
        return tuple(f for f in self.fields if f.key not in self.derived)

    def __post_init__(self) -> None:
        mapped = {
            "name_field": (self.name_field, _TEXT),
            "code_field": (self.code_field, _TEXT),
            "level_field": (self.level_field, frozenset({"choice"})),
            "person": (self.person, frozenset({"person"})),
        }
        wrong = problems(self.fields, mapped, columns=self.columns)
        wrong += hooks.problems(self.derive, self.derived, self.fields)
        if not next((f.required for f in self.fields if f.key == self.name_field), False):
            wrong.append("name_field is not required")
        levels = {c for f in self.fields if f.key == self.level_field for c, _ in f.choices}
        wrong += [f"unknown level {c}" for c in sorted(levels - dict(LEVELS).keys())]
        if wrong:
            raise ValueError(f"subject kind {self.key}: " + "; ".join(wrong))


KINDS: Final = Registry[SubjectKind]("subject")
register = KINDS.register
kind = KINDS.kind
