"""The key of a kind in an address: never mistaken for the id of a thing, whatever the order of urls."""

from django.urls import register_converter


class KindConverter:
    """As "hazard" or "report.hazard_list"."""

    regex = "[a-z][a-z0-9_.]*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindConverter, "kind")
