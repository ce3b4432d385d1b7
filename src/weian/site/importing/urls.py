"""Addresses of imports."""

from django.urls import path

from weian.site.importing import views
from weian.subject.envelope import converters  # noqa: F401

app_name = "importing"
urlpatterns = [
    path("imports/<uuid:pk>", views.show, name="show"),
    path("imports/<uuid:pk>/take", views.take, name="take"),
    path("imports/<uuid:pk>/marked", views.marked, name="marked"),
    path("imports/<kind:noun>/<kind:kind>/", views.index, name="index"),
    path("imports/<kind:noun>/<kind:kind>/template", views.template, name="template"),
]
