"""Django's entry to this part."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    """Names the part for Django."""

    name = "weian.org"
    label = "org"
    verbose_name = "单位与人员"
    default_auto_field = "django.db.models.BigAutoField"
