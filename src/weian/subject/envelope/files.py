"""Files that come with an act: stored in its transaction, so that a bad one leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from weian.base import attachments, ids
from weian.base.errors import BadInput
from weian.base.fields import Field, references
from weian.org.queries import Person, Unit

#: Uploads by the key of their field.
Files = Mapping[str, Sequence[Any]]


class Uploads:
    """New files of one act. Until they are stored, made-up ids stand for them in the answers, so
    that everything else is checked first."""

    def __init__(self, files: Files | None = None) -> None:
        self._waiting = {
            str(ids.uuid7()): (key, file) for key, given in (files or {}).items() for file in given
        }

    def into(self, data: Mapping[str, object]) -> Mapping[str, object]:
        """The answers with the new files added to those that are named by id."""
        if not self._waiting:
            return data
        out = dict(data)
        for placeholder, (key, _) in self._waiting.items():
            named = out.get(key) or []
            if isinstance(named, str):
                named = [named]
            if not isinstance(named, list | tuple):
                raise BadInput("file.bad_id", fields={key: "附件编号不正确，请重新上传。"})
            out[key] = [*named, placeholder]
        return out

    def store(
        self,
        fields: Iterable[Field],
        data: Mapping[str, object],
        *,
        owner: tuple[str, object],
        kept: Iterable[str],
        unit: Unit,
        department: Unit | None,
        actor: Person | None,
        at: datetime,
    ) -> Mapping[str, object]:
        """The answers with real ids: new files stored, drafts of the actor bound to ``owner``.

        ``kept`` are files that may stay with another owner (the record that is corrected).
        Raises BadInput for a bad file, or one that is somebody else's.
        """
        asked = list(fields)
        named = [key for noun, key in references(asked, data) if noun == "file"]
        if not named:
            return data
        scope: dict[str, Any] = {
            "unit": unit,
            "department_id": department.pk if department else None,
        }
        made = {key: self._save(key, owner, actor, at, scope) for key in self._waiting}
        free = set(named) - set(made) - set(kept)
        attachments.bind(sorted(free), owner=owner, by=actor, **scope)
        return {
            f.key: _renamed(data[f.key], made) if f.noun == "file" else data[f.key]
            for f in asked
            if f.key in data
        }

    def _save(
        self,
        placeholder: str,
        owner: tuple[str, object],
        actor: Person | None,
        at: datetime,
        scope: Mapping[str, Any],
    ) -> str:
        key, file = self._waiting[placeholder]
        if actor is None:
            raise BadInput("file.no_author", fields={key: "附件要由登录的人员上传。"})
        try:
            return str(attachments.save(file, by=actor, at=at, owner=owner, **scope).pk)
        except BadInput as refusal:
            name = str(getattr(file, "name", "") or "附件")[:60]
            wrong = {key: f"“{name}”：{refusal.message}"}
            raise BadInput(refusal.code, fields=wrong) from None


def _renamed(value: object, made: Mapping[str, str]) -> object:
    if isinstance(value, list):
        return [made.get(str(v), v) for v in value]
    return made.get(str(value), value)


def named_in(fields: Iterable[Field], data: Mapping[str, object]) -> list[str]:
    """The ids of the files that answers name."""
    return [key for noun, key in references(fields, data) if noun == "file"]
