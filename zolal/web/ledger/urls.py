from __future__ import annotations

from django.urls import path

from zolal.web.ledger import views, work

urlpatterns = [
    path("", views.index, name="ledger"),
    path("by/<uuid:uid>/", work.show, name="user-work"),
    path("<uuid:uid>/", views.show, name="action"),
    path("<uuid:uid>/undo/", views.undo, name="action-undo"),
]
