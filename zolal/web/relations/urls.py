from __future__ import annotations

from django.urls import path

from zolal.web.relations import roles, views

urlpatterns = [
    path("settings/relations/", roles.index, name="relation-roles"),
    path("settings/relations/<uuid:uid>/", roles.change, name="relation-role"),
    path("relations/<str:record_type>/<uuid:uid>/", views.show, name="relations"),
    path("relations/<str:record_type>/<uuid:uid>/candidates/", views.candidates, name="relation-candidates"),
    path("relations/<str:record_type>/<uuid:uid>/add/", views.add, name="relation-add"),
    path("relations/<str:record_type>/<uuid:uid>/<uuid:tie>/", views.change, name="relation"),
    path("relations/<str:record_type>/<uuid:uid>/<uuid:tie>/end/", views.end, name="relation-end"),
    path("relations/<str:record_type>/<uuid:uid>/<uuid:tie>/remove/", views.remove, name="relation-remove"),
]
