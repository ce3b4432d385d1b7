"""The icon, and the gallery for whoever builds the interface (WEIAN_GALLERY=1)."""

import os

from django.conf import settings
from django.urls import path

from weian.ui.views import favicon, gallery

app_name = "ui"
OPEN = settings.DEBUG or os.environ.get("WEIAN_GALLERY") == "1"
urlpatterns = [path("favicon.ico", favicon, name="favicon")]
if OPEN:
    urlpatterns.append(path("ui/gallery/", gallery, name="gallery"))
