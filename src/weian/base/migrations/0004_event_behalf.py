"""Events name both: who acted, and for whom they stood in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("base", "0003_bucket")]

    operations = [
        migrations.AddField("event", "behalf_id", models.BigIntegerField(null=True)),
        migrations.AddIndex(
            "event",
            models.Index(
                fields=["behalf_id", "-seq"],
                condition=models.Q(behalf_id__isnull=False),
                name="event_behalf",
            ),
        ),
    ]
