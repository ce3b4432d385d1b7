"""Shapes that several pages share."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Tone = Literal["", "overdue", "soon", "ok", "late", "muted", "unknown"]
"""How a status is coloured: overdue, due soon, met, met late, quiet, undetermined.

Colour never speaks alone: the text beside it says the same."""

Level = Literal["", "red", "orange", "yellow", "blue"]
"""A risk level. The only use of these four colours."""


@dataclass(frozen=True)
class Crumb:
    """One step of the path above a title; without ``url`` it is plain text."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class Action:
    """A button or link.

    ``method="post"`` makes a small form with the CSRF token and ``hidden`` fields; ``confirm`` asks
    first; ``dialog`` opens the ``<dialog>`` of that id (``url`` stays as the way without script).
    """

    title: str
    url: str = ""
    method: Literal["get", "post"] = "get"
    primary: bool = False
    danger: bool = False
    confirm: str = ""
    icon: str = ""
    dialog: str = ""
    hidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Empty:
    """What stands where rows would: why there is nothing, and what to do."""

    title: str
    text: str = ""
    action: Action | None = None


@dataclass(frozen=True)
class Fact:
    """One labelled value. ``lines`` shows a long text with its line breaks."""

    label: str
    value: str
    href: str = ""
    tone: Tone = ""
    level: Level = ""
    hint: str = ""
    lines: bool = False


@dataclass(frozen=True)
class Figure:
    """One number of a summary line; ``parts`` keeps both parts of a rate visible, as ``12/15``."""

    label: str
    value: str
    parts: str = ""
    href: str = ""
    tone: Tone = ""


@dataclass(frozen=True)
class Photo:
    """A picture; ``thumb`` falls back to ``url``."""

    url: str
    title: str = "照片"
    thumb: str = ""


@dataclass(frozen=True)
class File:
    """An attachment that is not a picture."""

    title: str
    url: str
    size: str = ""


@dataclass(frozen=True)
class Section:
    """A titled group of facts, with the pictures and files that belong to it."""

    title: str
    facts: tuple[Fact, ...] = ()
    photos: tuple[Photo, ...] = ()
    files: tuple[File, ...] = ()
    action: Action | None = None
    text: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened. ``exact`` is shown on hover; ``mark`` is a word such as 补录."""

    at: str
    who: str
    what: str
    exact: str = ""
    note: str = ""
    photos: tuple[Photo, ...] = ()
    files: tuple[File, ...] = ()
    details: tuple[Fact, ...] = ()
    tone: Tone = ""
    mark: str = ""
    href: str = ""


@dataclass(frozen=True)
class Notice:
    """A calm strip above the content: information, a warning in words, a next thing to do."""

    text: str
    title: str = ""
    kind: Literal["info", "warning", "error", "done"] = "info"
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Tab:
    """A sibling page of the same thing."""

    title: str
    url: str
    active: bool = False
    count: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has: where it is, what it is called, what can be done, what to know first."""

    title: str
    subtitle: str = ""
    crumbs: tuple[Crumb, ...] = ()
    actions: tuple[Action, ...] = ()
    notices: tuple[Notice, ...] = ()
    tabs: tuple[Tab, ...] = ()


@dataclass(frozen=True)
class NavItem:
    """An entry of the left navigation. ``icon`` names a symbol of ``ui/icons.svg``."""

    title: str
    url: str
    icon: str = "dot"
    active: bool = False
    badge: str = ""
    children: tuple["NavItem", ...] = ()


@dataclass(frozen=True)
class UnitChoice:
    """A unit that the person may act for."""

    title: str
    url: str
    active: bool = False


@dataclass(frozen=True, kw_only=True)
class Shell:
    """The frame around every page, given as context variable ``shell``.

    An empty address leaves its control out. ``on`` is the day looked at; ``dated`` says that this
    page obeys ``?on=``, else the picker is not shown. ``acting`` says for whom the person stands in; ``unlock`` opens a
    telephone that lay unused.
    """

    unit: str = ""
    units: tuple[UnitChoice, ...] = ()
    person: str = ""
    role: str = ""
    on: date | None = None
    today: date | None = None
    dated: bool = False
    search_url: str = ""
    search_text: str = ""
    home_url: str = "/"
    report_url: str = ""
    scan_url: str = ""
    me_url: str = ""
    notices_url: str = ""
    login_url: str = ""
    logout_url: str = ""
    account_links: tuple[NavItem, ...] = ()
    acting: str = ""
    acting_end: Action | None = None
    unlock: Action | None = None

    @property
    def past(self) -> bool:
        """Whether another day than today is looked at."""
        return self.on is not None and self.today is not None and self.on != self.today
