"""Django's entry to this part: reads the declarations of every module."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import AppConfig


class ModulesConfig(AppConfig):
    """Names the part for Django and registers the kinds of all modules."""

    name = "weian.modules"
    label = "modules"
    verbose_name = "业务模块"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A module is a folder here; its ``kinds`` registers what it declares."""
        import_module(f"{self.name}.places")
        for module in iter_modules([self.path]):
            name = f"{self.name}.{module.name}.kinds"
            if module.ispkg and find_spec(name):
                import_module(name)
