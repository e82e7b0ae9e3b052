from __future__ import annotations

from django.urls import path

from zolal.web.quality import issues, views

urlpatterns = [
    path("", views.index, name="quality"),
    path("issues/", issues.issues, name="issues"),
]
