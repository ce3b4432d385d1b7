"""The rows in which a month is entered: names as people write them, read against the unit's list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from weian.modules.emergency.cover import DAY, NIGHT, WHOLE
from weian.modules.emergency.roster import Entry
from weian.org.queries import Person
from weian.ui.humane import day as day_words

#: Shift, then prefix and label of the inputs for who leads and who is on duty.
_BY_DAY: Final = (("leader", "带班领导"), ("people", "值班人员"))
_BY_NIGHT: Final = (("nleader", "夜间带班"), ("npeople", "夜间值班"))
_ASKED: Final = {WHOLE: (*_BY_DAY, *_BY_NIGHT), DAY: _BY_DAY, NIGHT: _BY_NIGHT}
_BETWEEN: Final = re.compile(r"[、,，;；/\s]+")


class Names:
    """The people of a unit by what one may write: the name, with the department where two share it."""

    def __init__(self, people: Iterable[Person]) -> None:
        listed = list(people)
        often = Counter(p.name for p in listed)
        self._known = {_label(p, often[p.name] > 1): p.pk for p in listed}
        self._doubled = {name for name, count in often.items() if count > 1}

    @property
    def labels(self) -> list[str]:
        """What is offered."""
        return list(self._known)

    def read(self, text: str) -> tuple[list[int], list[str]]:
        """The people written, and what is wrong."""
        out, wrong = [], []
        for word in dict.fromkeys(filter(None, _BETWEEN.split(text.strip()))):
            if word in self._known:
                out.append(self._known[word])
            elif word in self._doubled:
                wrong.append(f"有几位“{word}”，请写成“{self._example(word)}”这样带科室的。")
            else:
                wrong.append(f"本单位名册里没有“{word}”。")
        return out, wrong

    def _example(self, name: str) -> str:
        return next(label for label in self._known if label.startswith(f"{name}（"))


def _label(person: Person, doubled: bool) -> str:
    if not doubled:
        return person.name
    return f"{person.name}（{person.department or person.pk}）"


@dataclass
class MonthRow:
    """A day to fill in; ``inputs`` are (name, label, value)."""

    day: date
    note: str
    need: str
    inputs: tuple[tuple[str, str, str], ...]
    wrong: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """11月5日 周四."""
        return day_words(self.day)


def rows(days: Sequence[tuple[date, str, str]], typed: Mapping[str, str]) -> list[MonthRow]:
    """A row for each (day, what is missing, note), with what was typed."""
    return [
        MonthRow(
            day, note, need,
            tuple(
                (f"{key}-{day}", title, typed.get(f"{key}-{day}", "").strip())
                for key, title in _ASKED[need]
            ),
        )
        for day, need, note in days
    ]  # fmt: skip


def entries(found: Sequence[MonthRow], names: Names) -> list[Entry]:
    """What the rows say; rows left empty say nothing, ``wrong`` of the others is filled."""
    out: list[Entry] = []
    for row in found:
        told = [value for _, _, value in row.inputs]
        if not any(told):
            continue
        if row.need != WHOLE:
            out += _entry(row, names, "day" if row.need == DAY else "night", *told)
            continue
        split = bool(told[2] or told[3])
        out += _entry(row, names, "day" if split else "whole_day", *told[:2])
        if split:
            out += _entry(row, names, "night", *told[2:])
    return [entry for entry in out if not _wrong(found, entry.day)]


def _wrong(found: Sequence[MonthRow], day: date) -> bool:
    return any(row.wrong for row in found if row.day == day)


def _entry(row: MonthRow, names: Names, shift: str, leader: str, people: str) -> list[Entry]:
    part = {"day": "白天", "night": "夜间"}.get(shift, "")
    leaders, wrong = names.read(leader)
    staff, more = names.read(people)
    if not leader:
        wrong.append(f"请填写{part}带班领导。")
    elif len(leaders) > 1:
        wrong.append(f"{part}带班领导只写一位。")
    if not people:
        more.append(f"请填写{part}值班人员。")
    row.wrong += wrong + more
    return [] if wrong or more else [Entry(row.day, shift, leaders[0], tuple(staff), True)]
