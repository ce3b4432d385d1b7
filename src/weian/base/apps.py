"""Django's entry to this part."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Names the part for Django."""

    name = "weian.base"
    label = "base"
    verbose_name = "基础"
    default_auto_field = "django.db.models.BigAutoField"
