"""Chinese names of the keys that packs use, given from outside; an unnamed key stands for itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Titles:
    """``names`` maps (noun, key) to a title. Nouns: ``record``, ``case``, ``step`` ("hazard.verify"),
    ``subject``, ``post``, ``unit``, ``fact``, ``field`` ("meeting.topic"), ``choice``
    ("meeting.topic=fire", "level=2" for a fact), ``person`` and ``unit_name`` by id."""

    names: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def of(self, noun: str, key: object) -> str:
        """The title of one key."""
        return self.names.get((noun, str(key)), str(key))

    def all_of(self, noun: str, keys: Iterable[object], mark: str = "、") -> str:
        """Several titles in a row."""
        return mark.join(self.of(noun, key) for key in keys)

    def evidence(self, kind: str) -> str:
        """A record kind or a step of a case."""
        return self.names.get(("record", kind)) or self.of("step", kind)

    def field_of(self, kinds: Iterable[str], name: str) -> str:
        """The title of a field of the first kind that names it."""
        for kind in kinds:
            if title := self.names.get(("field", f"{kind}.{name}")):
                return title
        return _ENVELOPE.get(name, name)

    def value_of(self, kinds: Iterable[str], name: str, value: object) -> str:
        """A field's value in words."""
        if isinstance(value, bool):
            return "是" if value else "否"
        for key in [f"{kind}.{name}={value}" for kind in kinds] or [f"{name}={value}"]:
            if title := self.names.get(("choice", key)):
                return title
        return str(value)


_ENVELOPE = {
    "people": "参加人员", "subject": "对象", "unit": "单位", "by": "填报人", "case": "事项",
    "due_on": "整改期限",
}  # fmt: skip
