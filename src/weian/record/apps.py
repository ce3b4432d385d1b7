"""Django's entry to this part."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Names the part for Django."""

    name = "weian.record"
    label = "record"
    verbose_name = "记录"
    default_auto_field = "django.db.models.BigAutoField"
