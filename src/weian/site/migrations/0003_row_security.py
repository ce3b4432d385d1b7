"""Row-level security on every table that holds somebody's data."""

from typing import ClassVar

from django.db import migrations

from weian.site.row_security import put_in_force


class Migration(migrations.Migration):
    """After all tables that the list names were made."""

    dependencies: ClassVar = [
        ("site", "0002_import"),
        ("base", "0005_attachment_sizes"),
        ("org", "0004_delegation"),
        ("policy", "0002_draft"),
        ("subject", "0001_initial"),
        ("record", "0002_behalf"),
        ("case", "0004_counted_from_indexes"),
        ("duty", "0002_counted_from_indexes"),
        ("notify", "0002_mail"),
        ("report", "0003_signer_names_two"),
        ("modules", "0001_sealed_tips"),
    ]

    operations: ClassVar = [migrations.RunPython(put_in_force, migrations.RunPython.noop)]
