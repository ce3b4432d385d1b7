"""Django's entry to this part."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Names the part for Django."""

    name = "weian.ui"
    label = "ui"
    verbose_name = "界面"
    default_auto_field = "django.db.models.BigAutoField"
