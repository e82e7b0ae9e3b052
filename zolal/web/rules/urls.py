from __future__ import annotations

from django.urls import path

from zolal.web.rules import trying, views

urlpatterns = [
    path("", views.index, name="rules"),
    path("new/", views.kinds, name="rule-kinds"),
    path("new/<slug:kind>/", views.new, name="rule-new"),
    path("try/", trying.attempt, name="rule-try"),
    path("<uuid:uid>/", views.show, name="rule"),
    path("<uuid:uid>/active/", views.switch, name="rule-switch"),
    path("<uuid:uid>/history/", views.history, name="rule-history"),
]
