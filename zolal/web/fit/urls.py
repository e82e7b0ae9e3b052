from __future__ import annotations

from django.urls import path

from zolal.web.fit import views

urlpatterns = [
    path("", views.index, name="fit"),
    path("<uuid:uid>/drop/", views.drop, name="fit-drop"),
]
