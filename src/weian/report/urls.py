from django.urls import path, register_converter

from weian.report import views


class FileForm:
    """The two forms in which a report leaves."""

    regex = "xlsx|docx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FileForm, "fileform")

app_name = "report"
urlpatterns = [
    path("reports/", views.index, name="index"),
    path("reports/collect/<str:kind>/<str:period>/", views.collect, name="collect"),
    path("reports/collect/<str:kind>/<str:period>/urge", views.urge, name="urge"),
    path(
        "reports/collect/<str:kind>/<str:period>/<fileform:form>", views.collected, name="collected"
    ),
    path("reports/<uuid:pk>/", views.show, name="show"),
    path("reports/<uuid:pk>/<fileform:form>", views.download, name="download"),
    path("reports/<uuid:pk>/<slug:verb>", views.step, name="step"),
    path("reports/<str:kind>/<str:period>/", views.prepare, name="prepare"),
]
