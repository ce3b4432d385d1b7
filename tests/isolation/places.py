"""Where things stand in the twin counties, and the words that tell from where a text comes.

Every place has six words of its own: in the texts of its rows, in the names of its unit
and of its people, in its telephone numbers, in the rows of kinds that are kept private, and in the
report that it has not sent yet.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from weian.org.queries import Person, Unit

COUNTIES: Final = ("a", "b")
#: Key → (unit, department, kind, Chinese name, parent) of each place within a county.
SHAPE: Final = {
    "offi": ("commission_county", "卫生健康局", ""),
    "hosp": ("hospital", "人民医院", "offi"),
    "dep1": ("department", "外科", "hosp"),
    "dep2": ("department", "内科", "hosp"),
    "bran": ("township_clinic", "东院", "hosp"),
    "clin": ("township_clinic", "柳林镇卫生院", "offi"),
}


def text_word(key: str) -> str:
    """Stands in every text of the rows of a place."""
    return f"qz{key}x"


def unit_word(key: str) -> str:
    """Stands in the name of a place's unit or department."""
    return f"vw{key}x"


def person_word(key: str) -> str:
    """Stands in the names of a place's people."""
    return f"gf{key}x"


def private_word(key: str) -> str:
    """Stands in the rows of a place that are not for everybody who may read the place."""
    return f"jk{key}x"


def unsent_word(key: str) -> str:
    """Stands in a report that is still being written."""
    return f"wn{key}x"


def phone_word(key: str) -> str:
    """The telephone number of the people of a place."""
    county, place = key[0], key[1:]
    where = list(SHAPE).index(place) if place in SHAPE else 9
    return f"1390{'ab'.find(county) + 1}7{where}4471"[:11]


@dataclass
class Place:
    """A unit, or a department of one, with somebody who may do everything there."""

    key: str
    unit: Unit
    department: Unit | None
    author: Person = None  # type: ignore[assignment]  # set as soon as there are people
    helper: Person = None  # type: ignore[assignment]

    @property
    def where(self) -> Unit:
        """The department, else the unit: what grants are given on."""
        return self.department or self.unit

    @cached_property
    def county(self) -> str:
        """Its county's letter."""
        return self.key[0]


#: Any of these words in a text.
WORD: Final = re.compile(
    rf"(?:qz|vw|gf|jk|wn)[{''.join(COUNTIES)}](?:{'|'.join(SHAPE)})x|1390\d{{7}}|own\d\dx"
)
