"""Addresses of packs."""

from django.urls import path

from weian.policy.views import adopt, index, pack, versions

app_name = "policy"
urlpatterns = [
    path("packs/", index.index, name="packs"),
    path("packs/<int:pk>/", pack.show, name="pack"),
    path("packs/<int:pk>/compare", versions.show, name="compare"),
    path("packs/<int:pk>/adopt", adopt.adopt, name="adopt"),
    path("packs/adoptions/<int:pk>/withdraw", adopt.withdraw, name="withdraw"),
]
