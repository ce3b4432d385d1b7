"""From names in cells to those they mean: units, departments, people, things."""

from collections.abc import Callable, Iterable
from datetime import datetime

from weian.base.clock import day_of
from weian.base.fields import Field
from weian.base.values import Unreadable
from weian.org import queries as org
from weian.org.kinds import kinds_in
from weian.org.queries import Person, Unit
from weian.subject.queries import of_unit

_PLACES = ("institution", "employer", "commission", "agency")
_SEPARATORS = str.maketrans("，,；;、\n", "\0\0\0\0\0\0")
Found = dict[str, list[object]]


class Names:
    """Everything is read once per unit. A name that means two is refused, not guessed."""

    def __init__(self, person: Person, at: datetime) -> None:
        self._person, self._at = person, at
        self._units: Found | None = None
        self._lists: dict[tuple[str, int], Found] = {}
        self._rows: dict[int, Unit] = {}

    def unit(self, text: str) -> Unit:
        """A unit that the person may see, by its name, short name or code."""
        if self._units is None:
            self._units = {}
            rows = org.units_visible(self._person, self._at).filter(kind__in=kinds_in(_PLACES))
            for unit in rows:
                self._rows[unit.pk] = unit
                _put(self._units, unit.pk, (unit.name, unit.short_name, unit.code))
        return self._rows[_serial(_one(self._units, text, "单位", "请写单位全称。"))]

    def department(self, unit: Unit, text: str) -> Unit:
        """A department of the unit."""
        found = self._of("department", unit, self._departments)
        number = _serial(_one(found, text, "科室", f"“{unit}”没有这个科室，请与系统里的名称一致。"))
        return self._rows[number]

    def value(self, field: Field, unit: Unit, raw: object) -> object:
        """What ``base.fields`` reads: names replaced by numbers. Raises Unreadable."""
        if not field.noun or field.noun == "file" or not isinstance(raw, str) or not raw.strip():
            return raw
        if not field.is_list:
            return self._known(field, unit, raw.strip())
        parts = [part.strip() for part in raw.translate(_SEPARATORS).split("\0")]
        return [self._known(field, unit, part) for part in parts if part]

    def subject(self, kind: str, unit: Unit, text: str) -> object:
        """The id of a thing of the unit by its name or code."""
        found = self._of(f"subject:{kind}", unit, lambda u: self._things(kind, u))
        return _one(found, text, "对象", f"“{unit}”的台账里没有它，请先登记。")

    def _known(self, field: Field, unit: Unit, text: str) -> object:
        if field.type in ("person", "people"):
            found = self._of("person", unit, self._people)
            hint = f"“{unit}”没有叫这个名字的在岗人员；重名的写“姓名（科室）”。"
            return _one(found, text, "人员", hint)
        if field.type == "department":
            return self.department(unit, text).pk
        if field.type == "subject":
            return self.subject(field.kind, unit, text)
        return self.unit(text).pk

    def _of(self, what: str, unit: Unit, read: Callable[[Unit], Found]) -> Found:
        key = what, unit.pk
        if key not in self._lists:
            self._lists[key] = read(unit)
        return self._lists[key]

    def _departments(self, unit: Unit) -> Found:
        found: Found = {}
        for department in org.departments_of(unit, self._at):
            self._rows[department.pk] = department
            _put(found, department.pk, (department.name, department.short_name))
        return found

    def _people(self, unit: Unit) -> Found:
        found: Found = {}
        for person in org.people_of(unit, self._at).select_related("department"):
            place = f"{person.name}（{person.department}）" if person.department else ""
            _put(found, person.pk, (person.name, place, person.login or ""))
        return found

    def _things(self, kind: str, unit: Unit) -> Found:
        found: Found = {}
        for pk, name, code in of_unit(unit, kind, day_of(self._at)).values_list(
            "pk", "name", "code"
        ):
            _put(found, str(pk), (name, code))
        return found


def _put(found: Found, key: object, names: Iterable[str]) -> None:
    for name in dict.fromkeys(_folded(n) for n in names if n):
        found.setdefault(name, []).append(key)


def _folded(text: str) -> str:
    return text.strip().replace("(", "（").replace(")", "）").casefold()


def _one(found: Found, text: str, what: str, hint: str) -> object:
    keys = found.get(_folded(text), [])
    if len(keys) == 1:
        return keys[0]
    if keys:
        raise Unreadable(f"有 {len(keys)} 个{what}叫“{text[:30]}”，分不清是哪一个，请写得更明确。")
    raise Unreadable(f"找不到{what}“{text[:30]}”。{hint}")


def _serial(value: object) -> int:
    return int(str(value))
