from __future__ import annotations

from django.urls import path

from zolal.web.catalogue import places, views

urlpatterns = [
    path("", views.index, name="catalogue"),
    path("count/", views.count, name="catalogue-count"),
    path("worth/", views.worth, name="catalogue-worth"),
    path("export/", views.export, name="catalogue-export"),
    path("places/", places.index, name="places"),
    path("places/new/", places.create, name="place-new"),
    path("places/<uuid:uid>/", places.change, name="place"),
    path("places/<uuid:uid>/drop/", places.drop, name="place-drop"),
    path("<str:record_type>/<str:name>/", views.show, name="catalogue-field"),
]
