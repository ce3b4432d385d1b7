"""The web role may add to the log and read it, nothing else; the calendar starts with what is known."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from weian.base.calendar_seed import known_days

_REVOKE = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'weian_web') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON base_event FROM weian_web;
        REVOKE DELETE, TRUNCATE ON base_chainhead FROM weian_web;
    END IF;
END $$
"""


def seed(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    day = apps.get_model("base", "CalendarDay")
    day.objects.bulk_create(
        [day(day=known.day, kind=known.kind, name=known.name) for known in known_days()],
        ignore_conflicts=True,
    )
    apps.get_model("base", "ChainHead").objects.get_or_create(id=1)


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]

    operations = [
        migrations.RunSQL(_REVOKE, migrations.RunSQL.noop),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
