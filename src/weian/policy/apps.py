"""Django's entry to this part."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """Names the part for Django."""

    name = "weian.policy"
    label = "policy"
    verbose_name = "制度包"
    default_auto_field = "django.db.models.BigAutoField"
