"""Addresses of the modules' own pages; everything else follows from their declarations."""

from django.urls import path

from weian.modules.equipment import expiry_board
from weian.modules.hazard import views as hazard
from weian.modules.inspection import patrolling
from weian.modules.inspection import views as inspection
from weian.modules.responsibility import (
    display_views,
    drafting_views,
    matrix_views,
    mine_views,
)

app_name = "modules"
# The second address of each is what the lists link to: these pages stand for the forms made from
# the declarations, so the root names this part before them.
urlpatterns = [
    path("hazard/new", hazard.new, name="hazard_new"),
    path("cases/hazard/new", hazard.new, name="hazard_new_from_list"),
    path("inspection/new", inspection.new, name="inspection_new"),
    path("records/inspection/new", inspection.new, name="inspection_new_from_list"),
    path("expiry/", expiry_board.index, name="expiry"),
    path("responsibility/", matrix_views.index, name="responsibility"),
    path("responsibility/export", matrix_views.export, name="responsibility_export"),
    path("responsibility/mine/", mine_views.mine, name="my_duties"),
    path("responsibility/lists/make", matrix_views.make_one, name="duty_list_make"),
    path("responsibility/lists/new", drafting_views.new, name="duty_lists_new"),
    path("responsibility/lists/batch", drafting_views.batch, name="duty_lists_batch"),
    path("responsibility/display/", display_views.show, name="responsibility_board"),
    path("responsibility/display.pdf", display_views.paper, name="responsibility_paper"),
    path("responsibility/display/public", display_views.publish, name="responsibility_publish"),
    path("public/responsibility/<int:pk>", display_views.public, name="responsibility_public"),
    path("patrol/", patrolling.index, name="patrol"),
    path("patrol/at/<uuid:pk>", patrolling.at_point, name="patrol_at"),
    path("patrol/codes", patrolling.codes, name="patrol_codes"),
]
