from __future__ import annotations

from django.urls import path

from zolal.web.strategy import goals, numbers, team_week

urlpatterns = [
    path("numbers/", numbers.index, name="numbers"),
    path("numbers.xlsx", numbers.export, name="numbers-export"),
    path("team/", team_week.index, name="team-week"),
    path("team.xlsx", team_week.export, name="team-week-export"),
    path("goals/", goals.index, name="goals"),
    path("goals.xlsx", goals.export, name="goals-export"),
    path("goals/new/", goals.create, name="goal-new"),
    path("goals/copy/", goals.copy, name="goal-copy"),
    path("goals/<uuid:uid>/", goals.show, name="goal"),
    path("goals/<uuid:uid>.xlsx", goals.export_one, name="goal-export"),
    path("goals/<uuid:uid>/change/", goals.change, name="goal-change"),
    path("goals/<uuid:uid>/say/", goals.say, name="goal-say"),
    path("goals/<uuid:uid>/close/", goals.close, name="goal-close"),
    path("goals/<uuid:uid>/delete/", goals.delete, name="goal-delete"),
    path("goals/said/<uuid:uid>/drop/", goals.unsay, name="check-in-drop"),
]
