"""Limits lie in a table that is not logged: no answer waits for the disk because of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("base", "0002_append_only_log_and_calendar")]

    operations = [
        migrations.CreateModel(
            name="Bucket",
            fields=[
                ("key", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("tokens", models.FloatField()),
                ("at", models.DateTimeField()),
                ("missed", models.BooleanField(default=False)),
            ],
        ),
        migrations.RunSQL("ALTER TABLE base_bucket SET UNLOGGED", migrations.RunSQL.noop),
    ]
