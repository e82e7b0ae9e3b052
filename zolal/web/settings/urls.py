from __future__ import annotations

from django.urls import path

from zolal.web.settings import labels, views

urlpatterns = [
    path("", views.general, name="settings"),
    path("sources/", views.source_list, name="sources"),
    path("sources/<int:number>/", views.trust, name="source-trust"),
    path("labels/", labels.index, name="labels"),
    path("labels/usual/", labels.usual, name="labels-usual"),
    path("labels/<str:thing>/add/", labels.add, name="label-add"),
    path("labels/<str:thing>/<int:number>/", labels.change, name="label-change"),
    path("labels/<str:thing>/<int:number>/delete/", labels.delete, name="label-delete"),
]
