"""Django's entry to this part."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Names the part for Django."""

    name = "weian.site"
    label = "site"
    verbose_name = "站点"
    default_auto_field = "django.db.models.BigAutoField"
