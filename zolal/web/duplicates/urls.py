from __future__ import annotations

from django.urls import path

from zolal.web.duplicates import views

urlpatterns = [
    path("", views.index, name="duplicates"),
    path("undo/", views.undo, name="duplicates-undo"),
    path("<uuid:uid>/", views.show, name="pair"),
    path("<uuid:uid>/merge/", views.merge, name="pair-merge"),
    path("<uuid:uid>/decide/", views.decide, name="pair-decide"),
]
