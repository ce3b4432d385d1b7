"""The bounds as one setting, which policies compare as constants."""

from typing import ClassVar

from django.db import migrations

from weian.site.row_security import put_in_force


class Migration(migrations.Migration):
    """The list as it is now, in force again."""

    dependencies: ClassVar = [("site", "0003_row_security")]

    operations: ClassVar = [migrations.RunPython(put_in_force, migrations.RunPython.noop)]
