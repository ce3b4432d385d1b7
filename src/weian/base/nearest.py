"""Settings of the nearest unit: what a jurisdiction sets counts for all below it."""

from django.db.models import Q

from weian.base.models import Setting


def setting_of(key: str, path: str) -> object:
    """The setting of the nearest unit on a path ("/1/5/12/", the unit itself last), else that of the
    whole installation, else None."""
    line: list[int | None] = [int(part) for part in reversed(path.split("/")) if part]
    rows = Setting.objects.filter(Q(unit_id__in=line) | Q(unit_id=None), key=key)
    known = dict(rows.values_list("unit_id", "value"))
    return next((known[pk] for pk in [*line, None] if pk in known), None)
