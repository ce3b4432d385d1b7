"""Django's entry to this part."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    """Names the part for Django."""

    name = "weian.notify"
    label = "notify"
    verbose_name = "通知"
    default_auto_field = "django.db.models.BigAutoField"
