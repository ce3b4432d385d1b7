"""Addresses of campaigns."""

from django.urls import path

from weian.modules.campaign import lists, summary, views

urlpatterns = [
    path("campaigns/", views.index, name="campaigns"),
    path("campaigns/<int:pk>/", views.show, name="campaign"),
    path("campaigns/<int:pk>/list", lists.index, name="campaign_list"),
    path("campaigns/<int:pk>/summary", summary.show, name="campaign_summary"),
]
