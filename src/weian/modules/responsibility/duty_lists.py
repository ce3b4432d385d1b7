"""The duty lists that are shipped as templates: for five sorts of post, what the holder answers for."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import yaml

FILE: Final = Path(__file__).with_name("duty_lists.yaml")
_NUMBER: Final = re.compile(r"^A\d\.\d+\s*")


@dataclass(frozen=True)
class TemplateDuty:
    """One duty: ``clause`` is the clause of the list's pack that it comes from ("A1.9")."""

    clause: str
    text: str


def plain(duty: str) -> str:
    """A duty without the number of the template that it was made from ("A1.9 …"), for readers."""
    return _NUMBER.sub("", duty)


@dataclass(frozen=True)
class DutyList:
    """A template for the holders of ``posts``; ``key`` ("A1") stays with every list made from it."""

    key: str
    title: str
    pack: str
    posts: tuple[str, ...]
    duties: tuple[TemplateDuty, ...]

    @property
    def text(self) -> str:
        """All duties, numbered, one a line: what a new list of a post begins with."""
        return "\n".join(f"{i}．{duty.text}" for i, duty in enumerate(self.duties, 1))


@cache
def duty_lists() -> tuple[DutyList, ...]:
    """The five templates in the order of their document."""
    data = yaml.safe_load(FILE.read_text("utf-8"))
    return tuple(
        DutyList(
            found["key"],
            found["title"],
            data["pack"],
            tuple(found["posts"]),
            tuple(TemplateDuty(duty["clause"], duty["text"]) for duty in found["duties"]),
        )
        for found in data["lists"]
    )


def duty_list_for(post: str) -> DutyList:
    """The template that fits a post; posts without one of their own take that of the employees."""
    found = duty_lists()
    return next((one for one in found if post in one.posts), found[-1])
