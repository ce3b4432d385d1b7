"""Django's entry to this part."""

from django.apps import AppConfig


class CaseConfig(AppConfig):
    """Names the part for Django."""

    name = "weian.case"
    label = "case"
    verbose_name = "事项"
    default_auto_field = "django.db.models.BigAutoField"
