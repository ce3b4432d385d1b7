"""Django's entry to this part."""

from django.apps import AppConfig


class ModulesConfig(AppConfig):
    """Names the part for Django."""

    name = "weian.modules"
    label = "modules"
    verbose_name = "业务模块"
    default_auto_field = "django.db.models.BigAutoField"
