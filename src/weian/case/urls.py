"""Addresses of cases, and of the list of all ledgers."""

from django.urls import path

from weian.case.views import form, ledger, ledgers, page
from weian.subject.envelope import converters  # noqa: F401

app_name = "case"
urlpatterns = [
    path("ledgers/", ledgers.index, name="ledgers"),
    path("cases/<uuid:pk>/", page.show, name="show"),
    path("cases/<uuid:pk>", page.show, name="show_slashless"),
    path("cases/<uuid:pk>/files/<uuid:number>", page.file, name="file"),
    path("cases/<uuid:pk>/<str:verb>", form.act, name="act"),
    path("cases/<kind:kind>/", ledger.index, name="ledger"),
    path("cases/<kind:kind>/export", ledger.export, name="export"),
    path("cases/<kind:kind>/new", form.new, name="new"),
    path("cases/<kind:kind>/<uuid:pk>", page.moved, name="moved"),
]
