from __future__ import annotations

from django.urls import path

from zolal.web.strategy import goals

urlpatterns = [
    path("goals/", goals.index, name="goals"),
    path("goals/new/", goals.create, name="goal-new"),
    path("goals/copy/", goals.copy, name="goal-copy"),
    path("goals/<uuid:uid>/", goals.show, name="goal"),
    path("goals/<uuid:uid>/change/", goals.change, name="goal-change"),
    path("goals/<uuid:uid>/say/", goals.say, name="goal-say"),
    path("goals/<uuid:uid>/close/", goals.close, name="goal-close"),
    path("goals/<uuid:uid>/delete/", goals.delete, name="goal-delete"),
    path("goals/said/<uuid:uid>/drop/", goals.unsay, name="check-in-drop"),
]
