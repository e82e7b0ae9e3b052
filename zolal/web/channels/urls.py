from __future__ import annotations

from django.urls import path

from zolal.web.channels import views

urlpatterns = [
    path("", views.index, name="channels"),
    path("channels.xlsx", views.export, name="channels-export"),
    path("of/<uuid:uid>/", views.create, name="channel-new"),
    path("<uuid:uid>/", views.change, name="channel"),
    path("<uuid:uid>/drop/", views.drop, name="channel-drop"),
]
