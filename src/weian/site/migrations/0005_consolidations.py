"""Row-level security on consolidations."""

from typing import ClassVar

from django.db import migrations

from weian.site.row_security import put_in_force


class Migration(migrations.Migration):
    """The list has one table more."""

    dependencies: ClassVar = [
        ("site", "0004_bounds_as_constants"),
        ("report", "0005_consolidation"),
    ]

    operations: ClassVar = [migrations.RunPython(put_in_force, migrations.RunPython.noop)]
