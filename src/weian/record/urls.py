"""Addresses of records, and of the pages of things with their records."""

from django.urls import path

from weian.record.views import form, ledger, page, thing
from weian.subject.envelope import converters  # noqa: F401

app_name = "record"
urlpatterns = [
    path("records/<uuid:pk>", page.show, name="show"),
    path("records/<uuid:pk>/", page.show, name="show_slash"),
    path("records/<uuid:pk>/correct", form.correct, name="correct"),
    path("records/<uuid:pk>/files/<uuid:number>", page.file, name="file"),
    path("records/<kind:kind>/", ledger.index, name="ledger"),
    path("records/<kind:kind>/export", ledger.export, name="export"),
    path("records/<kind:kind>/new", form.new, name="new"),
    path("records/<kind:kind>/<uuid:pk>", page.moved, name="moved"),
    path("subjects/<uuid:pk>/", thing.show, name="subject"),
    path("subjects/<uuid:pk>", thing.show, name="subject_slashless"),
]
