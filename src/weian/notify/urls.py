from django.urls import path

from weian.notify import views

app_name = "notify"
urlpatterns = [
    path("notices/", views.index, name="index"),
    path("notices/read", views.read, name="read"),
    path("notices/urge", views.urge, name="urge"),
    path("notices/<int:pk>", views.go, name="go"),
]
