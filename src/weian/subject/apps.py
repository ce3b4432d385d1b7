"""Django's entry to this part."""

from django.apps import AppConfig


class SubjectConfig(AppConfig):
    """Names the part for Django."""

    name = "weian.subject"
    label = "subject"
    verbose_name = "对象"
    default_auto_field = "django.db.models.BigAutoField"
