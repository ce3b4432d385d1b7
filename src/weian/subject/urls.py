"""Addresses of subjects; the page of one stands in ``record``."""

from django.urls import path

from weian.subject.envelope import converters  # noqa: F401
from weian.subject.views import form, ledger

app_name = "subject"
urlpatterns = [
    path("subjects/<uuid:pk>/edit", form.edit, name="edit"),
    path("subjects/<uuid:pk>/retire", form.retire, name="retire"),
    path("subjects/<uuid:pk>/files/<uuid:number>", form.file, name="file"),
    path("subjects/<kind:kind>/", ledger.index, name="ledger"),
    path("subjects/<kind:kind>/export", ledger.export, name="export"),
    path("subjects/<kind:kind>/new", form.new, name="new"),
]
