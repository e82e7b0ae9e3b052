from __future__ import annotations

from django.urls import path

from zolal.web.steps import views

urlpatterns = [
    path("", views.index, name="contact-steps"),
    path("add/", views.add, name="contact-step-add"),
    path("<uuid:uid>/", views.change, name="contact-step"),
    path("<uuid:uid>/drop/", views.drop, name="contact-step-drop"),
]
