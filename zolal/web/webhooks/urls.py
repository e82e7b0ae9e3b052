from __future__ import annotations

from django.urls import path

from zolal.web.webhooks import deliveries, views

urlpatterns = [
    path("", views.index, name="webhooks"),
    path("new/", views.create, name="webhook-new"),
    path("hosts/", views.hosts, name="outbound-hosts"),
    path("<uuid:uid>/", views.show, name="webhook"),
    path("<uuid:uid>/change/", views.change, name="webhook-change"),
    path("<uuid:uid>/switch/", views.switch, name="webhook-switch"),
    path("<uuid:uid>/secret/", views.rotate, name="webhook-rotate"),
    path("<uuid:uid>/test/", views.test, name="webhook-test"),
    path("<uuid:uid>/delete/", views.delete, name="webhook-delete"),
    path("<uuid:uid>/replay/", deliveries.replay_some, name="webhook-replay"),
    path("deliveries/<uuid:uid>/", deliveries.show, name="delivery"),
    path("deliveries/<uuid:uid>/replay/", deliveries.replay_one, name="delivery-replay"),
]
