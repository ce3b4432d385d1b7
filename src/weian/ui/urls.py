"""Addresses of the gallery; none unless somebody builds the interface (WEIAN_GALLERY=1)."""

import os

from django.conf import settings
from django.urls import path

from weian.ui.views import gallery

app_name = "ui"
OPEN = settings.DEBUG or os.environ.get("WEIAN_GALLERY") == "1"
urlpatterns = [path("ui/gallery/", gallery, name="gallery")] if OPEN else []
