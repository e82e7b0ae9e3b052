from __future__ import annotations

from django.urls import path

from zolal.web.ledger import views

urlpatterns = [
    path("", views.index, name="ledger"),
    path("<uuid:uid>/", views.show, name="action"),
    path("<uuid:uid>/undo/", views.undo, name="action-undo"),
]
