"""Addresses of the boards."""

from django.urls import path

from weian.modules.boards import leader, lists, morning, screen

urlpatterns = [
    path("boards/morning/", morning.show, name="morning"),
    path("boards/leader/", leader.show, name="leader_board"),
    path("boards/map/", screen.places_map, name="places_map"),
    path("boards/screen/", screen.show, name="screen"),
    path("boards/list/", lists.index, name="board_list"),
]
