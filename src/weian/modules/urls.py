"""Addresses of the modules' own pages; everything else follows from their declarations."""

from django.urls import path

from weian.modules.equipment import expiry_board
from weian.modules.hazard import views as hazard
from weian.modules.inspection import patrolling
from weian.modules.inspection import views as inspection

app_name = "modules"
# The second address of each is what the lists link to: these pages stand for the forms made from
# the declarations, so the root names this part before them.
urlpatterns = [
    path("hazard/new", hazard.new, name="hazard_new"),
    path("cases/hazard/new", hazard.new, name="hazard_new_from_list"),
    path("inspection/new", inspection.new, name="inspection_new"),
    path("records/inspection/new", inspection.new, name="inspection_new_from_list"),
    path("expiry/", expiry_board.index, name="expiry"),
    path("patrol/", patrolling.index, name="patrol"),
    path("patrol/at/<uuid:pk>", patrolling.at_point, name="patrol_at"),
    path("patrol/codes", patrolling.codes, name="patrol_codes"),
]
