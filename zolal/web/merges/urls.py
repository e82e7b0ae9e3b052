from __future__ import annotations

from django.urls import path

from zolal.web.merges import views

urlpatterns = [
    path("", views.index, name="merges"),
    path("<uuid:uid>/", views.show, name="merge"),
    path("<uuid:uid>/undo/", views.undo, name="merge-undo"),
]
