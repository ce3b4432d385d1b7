"""Addresses of packs and of drafts of packs."""

from django.urls import path, re_path

from weian.policy.views import (
    adopt,
    approval,
    documents,
    drafts,
    exchange,
    index,
    items,
    pack,
    review,
    versions,
)

app_name = "policy"
urlpatterns = [
    path("packs/", index.index, name="packs"),
    path("packs/compile/", drafts.index, name="compile"),
    path("packs/import", exchange.bring, name="import"),
    path("packs/drafts/<uuid:pk>/", review.show, name="draft"),
    path("packs/drafts/<uuid:pk>/waiting", drafts.waiting, name="draft_waiting"),
    path("packs/drafts/<uuid:pk>/header", approval.header, name="draft_header"),
    path("packs/drafts/<uuid:pk>/approval", approval.show, name="draft_approval"),
    path("packs/drafts/<uuid:pk>/compare", documents.compare, name="draft_compare"),
    path("packs/drafts/<uuid:pk>/items/<int:number>/", items.correct, name="draft_item"),
    path("packs/drafts/<uuid:pk>/items/<int:number>/decide", items.decide, name="draft_decide"),
    path("packs/drafts/<uuid:pk>/items/<int:number>/split", items.split, name="draft_split"),
    path("packs/<int:pk>/", pack.show, name="pack"),
    path("packs/<int:pk>/compare", versions.show, name="compare"),
    path("packs/<int:pk>/document", documents.show, name="document"),
    re_path(
        r"^packs/(?P<pk>\d{1,18})/export\.(?P<form>yaml|xlsx)$", exchange.export, name="export"
    ),
    path("packs/<int:pk>/adopt", adopt.adopt, name="adopt"),
    path("packs/adoptions/<int:pk>/withdraw", adopt.withdraw, name="withdraw"),
]
