"""Django's entry to this part: joins what the parts declare once all of them are loaded."""

from importlib import import_module

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Names the part for Django."""

    name = "weian.site"
    label = "site"
    verbose_name = "站点"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Kinds of the parts below modules, followers of events, the words packs may use."""
        for kinds in ("weian.duty.kinds", "weian.report.kinds"):
            import_module(kinds)
        for joint in ("followers", "vocabulary", "uses", "givens"):
            import_module(f"weian.site.{joint}").install()
