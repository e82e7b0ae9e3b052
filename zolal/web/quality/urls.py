from __future__ import annotations

from django.urls import path

from zolal.web.quality import issues, matching, views

urlpatterns = [
    path("", views.index, name="quality"),
    path("matching/", matching.show, name="matching"),
    path("matching/automatic/", matching.switch, name="matching-automatic"),
    path("issues/", issues.issues, name="issues"),
]
