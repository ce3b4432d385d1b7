"""Django's entry to this part."""

from django.apps import AppConfig


class DutyConfig(AppConfig):
    """Names the part for Django."""

    name = "weian.duty"
    label = "duty"
    verbose_name = "责任事项"
    default_auto_field = "django.db.models.BigAutoField"
