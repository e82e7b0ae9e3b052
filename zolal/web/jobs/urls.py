from __future__ import annotations

from django.urls import path

from zolal.web.jobs import views

urlpatterns = [
    path("", views.index, name="jobs"),
    path("<uuid:uid>/", views.state, name="job-state"),
    path("<uuid:uid>/cancel/", views.cancel, name="job-cancel"),
]
