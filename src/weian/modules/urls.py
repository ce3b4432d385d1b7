"""Addresses of the modules' own pages; everything else follows from their declarations."""

from django.urls import path

from weian.modules.hazard import views as hazard
from weian.modules.inspection import views as inspection

app_name = "modules"
urlpatterns = [
    path("hazard/new", hazard.new, name="hazard_new"),
    path("inspection/new", inspection.new, name="inspection_new"),
]
