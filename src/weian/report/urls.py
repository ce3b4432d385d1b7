from django.urls import path, register_converter

from weian.report import collect_views, design_views, form_views, together_views, views


class FileForm:
    """The forms in which a report leaves."""

    regex = "xlsx|docx|pdf"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FileForm, "fileform")

app_name = "report"
urlpatterns = [
    path("reports/", views.index, name="index"),
    path("reports/collect/<str:kind>/<str:period>/", collect_views.collect, name="collect"),
    path("reports/collect/<str:kind>/<str:period>/urge", collect_views.urge, name="urge"),
    path(
        "reports/collect/<str:kind>/<str:period>/together/",
        together_views.together,
        name="together",
    ),
    path(
        "reports/collect/<str:kind>/<str:period>/together/begin",
        together_views.begin,
        name="together_begin",
    ),
    path(
        "reports/collect/<str:kind>/<str:period>/together/<uuid:pk>/",
        together_views.wait,
        name="together_wait",
    ),
    path(
        "reports/collect/<str:kind>/<str:period>/behind/<str:place>/",
        together_views.behind_total,
        name="behind_total",
    ),
    path(
        "reports/collect/<str:kind>/<str:period>/missing/<int:number>/",
        collect_views.missing,
        name="missing",
    ),
    path(
        "reports/collect/<str:kind>/<str:period>/<fileform:form>",
        together_views.collected,
        name="collected",
    ),
    path("reports/forms/", form_views.index, name="forms"),
    path("reports/forms/new/", form_views.new, name="form_new"),
    path("reports/forms/figures/", form_views.figures, name="form_figures"),
    path("reports/forms/<uuid:pk>/", design_views.design, name="form"),
    path("reports/forms/<uuid:pk>/edit/", form_views.edit, name="form_edit"),
    path("reports/forms/<uuid:pk>/preview/", design_views.preview, name="form_preview"),
    path("reports/forms/<uuid:pk>/revise/", form_views.revise, name="form_revise"),
    path("reports/forms/<uuid:pk>/retire/", form_views.retire, name="form_retire"),
    path("reports/forms/<uuid:pk>/discard/", form_views.discard, name="form_discard"),
    path("reports/<uuid:pk>/filled/", views.filled, name="filled"),
    path("reports/<uuid:pk>/", views.show, name="show"),
    path("reports/<uuid:pk>/<fileform:form>", views.download, name="download"),
    path("reports/<uuid:pk>/behind/<str:place>/", views.behind_figure, name="behind"),
    path("reports/<uuid:pk>/files/<uuid:number>", views.picture, name="picture"),
    path("reports/<uuid:pk>/<slug:verb>", views.step, name="step"),
    path("reports/<str:kind>/<str:period>/", views.prepare, name="prepare"),
]
