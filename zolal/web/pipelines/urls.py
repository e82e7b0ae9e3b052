from __future__ import annotations

from django.urls import path

from zolal.web.pipelines import views

urlpatterns = [
    path("", views.index, name="pipelines"),
    path("new/", views.create, name="pipeline-new"),
    path("reasons/new/", views.new_reason, name="lost-reason-new"),
    path("reasons/<uuid:uid>/", views.reason, name="lost-reason"),
    path("stages/<uuid:uid>/", views.stage, name="stage"),
    path("stages/<uuid:uid>/place/", views.place, name="stage-place"),
    path("<uuid:uid>/", views.show, name="pipeline"),
    path("<uuid:uid>/state/", views.put_away, name="pipeline-state"),
    path("<uuid:uid>/stages/new/", views.new_stage, name="stage-new"),
]
