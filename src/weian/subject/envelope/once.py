"""The same request twice is one act: after a lost answer, a double click, a retry of a program."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from weian.base.attachments import Attachment
from weian.base.errors import BadInput
from weian.org.queries import Person
from weian.subject.models import Once

LONGEST = 80
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def digest(
    verb: str,
    body: Mapping[str, Any],
    files: Mapping[str, Iterable[Any]] | None,
    stored: Iterable[str] = (),
) -> str:
    """A fingerprint of what was asked; of new files their names and sizes.

    ``stored`` files, named by id in the body, count by content: sent again they have other ids.
    """
    named = {k: [(f.name, f.size) for f in v] for k, v in (files or {}).items()}
    text = json.dumps([verb, body, named], sort_keys=True, cls=DjangoJSONEncoder)
    ids = [key for key in stored if _ID.fullmatch(key)]
    if ids:
        for pk, sha256 in Attachment.objects.filter(pk__in=ids).values_list("pk", "sha256"):
            text = text.replace(str(pk), sha256)
    return hashlib.sha256(text.encode()).hexdigest()


def claim(
    actor: Person | None, key: str | None, print_: str, result: UUID, at: datetime
) -> UUID | None:
    """None if the act is to be done, else the id of what the same request made before.

    Inside the act's transaction, with the id that ``result`` will have: a second request that comes
    meanwhile waits here for the first. Raises BadInput when the key was used for something else.
    """
    if not key:
        return None
    if len(key) > LONGEST or not key.isprintable():
        raise BadInput("once.bad_key", f"重复提交标识应为不超过 {LONGEST} 个可见字符。")
    asked = {"digest": print_, "result": result, "at": at}
    found, fresh = Once.objects.get_or_create(actor=actor, key=key, defaults=asked)
    if found.digest != print_:
        raise BadInput(
            "once.reused", "同一个提交标识已经用于另一份内容，没有重复办理。请刷新页面后重新提交。"
        )
    return None if fresh else found.result


def forget(before: datetime) -> int:
    """Drop the keys of old requests; the number dropped."""
    return Once.objects.filter(at__lt=before).delete()[0]
