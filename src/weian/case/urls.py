"""Addresses of cases, and of the list of all ledgers."""

from django.urls import path

from weian.case.views import form, ledger, ledgers, page

app_name = "case"
urlpatterns = [
    path("ledgers/", ledgers.index, name="ledgers"),
    path("cases/<uuid:pk>/", page.show, name="show"),
    path("cases/<uuid:pk>", page.show, name="show_slashless"),
    path("cases/<uuid:pk>/files/<uuid:number>", page.file, name="file"),
    path("cases/<uuid:pk>/<str:verb>", form.act, name="act"),
    path("cases/<str:kind>/", ledger.index, name="ledger"),
    path("cases/<str:kind>/export", ledger.export, name="export"),
    path("cases/<str:kind>/new", form.new, name="new"),
    path("cases/<str:kind>/<uuid:pk>", page.moved, name="moved"),
]
