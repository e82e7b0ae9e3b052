from __future__ import annotations

from django.urls import path

from zolal.web.defaults import views

urlpatterns = [
    path("", views.index, name="defaults"),
    path("choose/", views.choose, name="default-choose"),
    path("<int:number>/drop/", views.drop, name="default-drop"),
]
