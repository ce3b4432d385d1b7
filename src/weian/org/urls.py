"""Addresses of units, people, the log, files and one's own account."""

from django.urls import path

from weian.org.views import (
    delegations,
    files,
    log,
    me,
    people,
    person,
    person_forms,
    settings,
    unit,
    unit_forms,
    units,
    workdays,
)

app_name = "org"
urlpatterns = [
    path("settings/", settings.index, name="settings"),
    path("settings/edit", settings.edit, name="setting"),
    path("settings/reset", settings.reset, name="setting_reset"),
    path("units/", units.index, name="units"),
    path("units/export", units.export, name="units_export"),
    path("units/new", unit_forms.new, name="unit_new"),
    path("units/<int:pk>/", unit.show, name="unit"),
    path("units/<int:pk>/edit", unit_forms.edit, name="unit_edit"),
    path("units/<int:pk>/facts", unit_forms.facts, name="unit_facts"),
    path("units/<int:pk>/offices", unit.offices, name="unit_offices"),
    path("people/", people.index, name="people"),
    path("people/export", people.export, name="people_export"),
    path("people/new", person_forms.new, name="person_new"),
    path("people/<int:pk>/", person.show, name="person"),
    path("people/<int:pk>/appoint", person_forms.appoint, name="person_appoint"),
    path("people/<int:pk>/edit", person_forms.edit, name="person_edit"),
    path("people/<int:pk>/account", person_forms.account, name="person_account"),
    path("people/<int:pk>/external", person_forms.external, name="person_external"),
    path("people/<int:pk>/reset", person.reset, name="person_reset"),
    path("people/<int:pk>/second", person.reset_second_factor, name="person_second"),
    path("people/<int:pk>/sessions/end", person.end_sessions, name="person_sessions"),
    path("people/<int:pk>/unlock", person.unlock, name="person_unlock"),
    path("people/<int:pk>/leave", person.leave, name="person_leave"),
    path(
        "people/<int:pk>/offices/<str:sort>/<int:number>/end", person.end_office, name="end_office"
    ),
    path("log/", log.index, name="log"),
    path("log/export", log.export, name="log_export"),
    path("workdays/", workdays.index, name="workdays"),
    path("workdays/day", workdays.day, name="workday"),
    path("workdays/import", workdays.take_year, name="workdays_import"),
    path("me/", me.show, name="me"),
    path("me/delegations/", delegations.index, name="delegations"),
    path("me/delegations/new", delegations.new, name="delegation_new"),
    path("me/delegations/<int:pk>/act", delegations.act, name="delegation_act"),
    path("me/delegations/<int:pk>/end", delegations.end, name="delegation_end"),
    path("me/acting/end", delegations.stop, name="acting_end"),
    path("me/sessions/end", me.end_other_sessions, name="end_sessions"),
    path("me/sessions/<int:pk>", me.end_session, name="end_session"),
    path("files/", files.upload, name="upload"),
    path("files/<uuid:pk>", files.show, name="file"),
]
