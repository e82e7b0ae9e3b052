from __future__ import annotations

from django.urls import path

from zolal.web.stewardship import problems

urlpatterns = [
    path("problems/", problems.index, name="problems"),
    path("problems.xlsx", problems.export, name="problems-export"),
    path("problems/report/", problems.report, name="problem-report"),
    path("problems/<uuid:uid>/", problems.show, name="problem"),
    path("problems/<uuid:uid>/change/", problems.change, name="problem-change"),
    path("problems/<uuid:uid>/note/", problems.note, name="problem-note"),
]
