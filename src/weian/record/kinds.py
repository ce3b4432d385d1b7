"""Kinds of records: what people did, on a day, with its evidence."""

from dataclasses import dataclass
from typing import Final

from weian.base.fields import Field
from weian.subject.envelope import hooks
from weian.subject.envelope.hooks import Check, Derive
from weian.subject.envelope.registry import Registry, problems

_PEOPLE = frozenset({"people", "person"})
_AMOUNT = frozenset({"money", "number", "integer"})


@dataclass(frozen=True)
class Onward:
    """A form in which what a record says is taken up: one for each line of the field ``each``.

    ``address`` is that of the form, ``right`` what it takes; the line goes into its field ``into``,
    ``also`` fills others of its fields from those of the record ("happened_on" is its day), ``fixed``
    others with what is always the same.
    """

    title: str
    address: str
    right: str
    each: str
    into: str
    also: tuple[tuple[str, str], ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class RecordKind:
    """A declaration; form, page, ledger, export and tests follow from it.

    ``timed`` asks the time of day; ``about`` the period that the record is about; ``subject_kind``
    the thing it is about. These fields fill columns of the envelope: ``validity`` (a date: its last
    valid day), ``people`` (who took part), ``amount`` (a number or money), ``number`` (a text: the
    number of a certificate or document).
    ``summary`` is a template over the fields for lists, as "{topic}（{hours}）"; "" takes the title.
    ``submit_right`` is needed on the unit. ``internal`` kinds are made by the system, or by
    a page of their module, and have no form of their own. ``columns`` are the fields shown in the ledger (default: those that are listed).
    ``derive`` works out the answers named in ``derived`` (fields that nobody is asked for and that
    are not taken when typed); ``check`` says what else is wrong. See ``envelope.hooks``.
    ``in_turn``: what one says depends on the others about the same thing, so that they are taken one
    after the other, also when two come at once or many together.
    ``read_right`` is needed to see its records at all, except one's own.
    ``paper`` is the address of its print-ready form, as "/inspection/{pk}/report.pdf".
    ``onward`` leads from its page to a form that takes up what it says.
    """

    key: str
    title: str
    area: str
    fields: tuple[Field, ...]
    timed: bool = False
    about: bool = False
    subject_kind: str = ""
    validity: str = ""
    people: str = ""
    amount: str = ""
    number: str = ""
    summary: str = ""
    submit_right: str = "record.submit"
    internal: bool = False
    in_turn: bool = False
    columns: tuple[str, ...] = ()
    help: str = ""
    icon: str = "dot"
    derive: Derive | None = None
    derived: tuple[str, ...] = ()
    check: Check | None = None
    read_right: str = "read"
    paper: str = ""
    onward: Onward | None = None

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields of the form: all but those that are worked out."""
        return tuple(f for f in self.fields if f.key not in self.derived)

    def __post_init__(self) -> None:
        mapped = {
            "validity": (self.validity, frozenset({"date"})),
            "people": (self.people, _PEOPLE),
            "amount": (self.amount, _AMOUNT),
            "number": (self.number, frozenset({"text"})),
        }
        wrong = problems(self.fields, mapped, (self.summary,), self.columns)
        if wrong := [*wrong, *hooks.problems(self.derive, self.derived, self.fields)]:
            raise ValueError(f"record kind {self.key}: " + "; ".join(wrong))


KINDS: Final = Registry[RecordKind]("record")
register = KINDS.register
kind = KINDS.kind
