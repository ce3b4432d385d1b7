"""Django's entry to this part."""

from django.apps import AppConfig


class ReportConfig(AppConfig):
    """Names the part for Django."""

    name = "weian.report"
    label = "report"
    verbose_name = "报送"
    default_auto_field = "django.db.models.BigAutoField"
