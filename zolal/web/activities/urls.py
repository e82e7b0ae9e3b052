from __future__ import annotations

from django.urls import path

from zolal.web.activities import asking, behaviours, compose, files, findings, lists, views

urlpatterns = [
    path("", lists.index, name="activities"),
    path("many/", lists.many, name="activities-many"),
    path("export/", lists.export, name="activities-export"),
    path("new/", compose.new, name="activity-new"),
    path("question/", asking.question, name="activity-question"),
    path("whom/", compose.whom, name="activity-whom"),
    path("findings/", findings.index, name="findings"),
    path("behaviours/", behaviours.index, name="behaviours"),
    path("behaviours/<uuid:uid>/", behaviours.change, name="behaviour-change"),
    path("files/<uuid:uid>/", files.download, name="attachment"),
    path("files/<uuid:uid>/drop/", files.drop, name="attachment-drop"),
    path("<uuid:uid>/", views.show, name="activity"),
    path("<uuid:uid>/edit/", views.change, name="activity-edit"),
    path("<uuid:uid>/finish/", views.done, name="activity-finish"),
    path("<uuid:uid>/do/", views.do, name="activity-do"),
    path("<uuid:uid>/files/", files.attach_files, name="activity-attach"),
    path("<uuid:uid>/files/<str:name>/", views.download, name="activity-file"),
]
