"""tmp"""

from django.urls import include, path

from weian.site.urls import urlpatterns as site

urlpatterns = [path("", include("weian.duty.urls")), *site]
