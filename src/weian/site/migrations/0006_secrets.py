"""A second wall around secret cases and sealed tips, and the wishes of custodians below the first."""

from typing import ClassVar

from django.db import migrations

from weian.site.row_security import put_in_force


class Migration(migrations.Migration):
    """The list has one table more, and policies that hold besides the bounds."""

    dependencies: ClassVar = [
        ("site", "0005_consolidations"),
        ("modules", "0002_two_custodians"),
        ("case", "0004_counted_from_indexes"),
        ("org", "0006_pin"),
    ]

    operations: ClassVar = [migrations.RunPython(put_in_force, migrations.RunPython.noop)]
