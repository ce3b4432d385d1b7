"""Addresses of duties. The to-do page is the home page as well."""

from django.urls import path

from weian.duty.views import board, calendar, lists, reliefs, todo, why

app_name = "duty"
urlpatterns = [
    path("", todo.show, name="home"),
    path("todo/", todo.show, name="todo"),
    path("calendar/", calendar.show, name="calendar"),
    path("board/", board.show, name="board"),
    path("board/export", board.export, name="board_export"),
    path("duties/", lists.index, name="duties"),
    path("duties/reliefs/", reliefs.index, name="reliefs"),
    path("duties/reliefs/<uuid:pk>", reliefs.show, name="relief"),
    path("duties/<int:pk>/why", why.show, name="why"),
    path("duties/<int:pk>/relief", reliefs.ask, name="ask_relief"),
    path("units/<int:pk>/duties/", lists.of_unit, name="unit_duties"),
]
