from __future__ import annotations

from django.urls import path

from zolal.web.stewardship import maintenance, problems, schedules

urlpatterns = [
    path("maintenance/", maintenance.index, name="maintenance"),
    path("maintenance.xlsx", maintenance.export, name="maintenance-export"),
    path("maintenance/schedules/new/", schedules.create, name="schedule-new"),
    path("maintenance/schedules/<uuid:uid>/", schedules.change, name="schedule"),
    path("maintenance/schedules/<uuid:uid>/start/", schedules.start, name="schedule-start"),
    path("maintenance/parts/<uuid:uid>/", maintenance.part, name="maintenance-part"),
    path("maintenance/parts/<uuid:uid>/sign/", maintenance.sign_part, name="maintenance-part-sign"),
    path("maintenance/parts/<uuid:uid>/deal/", maintenance.deal_again, name="maintenance-part-deal"),
    path("maintenance/<uuid:uid>/", maintenance.show, name="maintenance-run"),
    path("maintenance/<uuid:uid>/sign/", maintenance.sign, name="maintenance-sign"),
    path("maintenance/<uuid:uid>/cancel/", maintenance.cancel, name="maintenance-cancel"),
    path("problems/", problems.index, name="problems"),
    path("problems.xlsx", problems.export, name="problems-export"),
    path("problems/report/", problems.report, name="problem-report"),
    path("problems/<uuid:uid>/", problems.show, name="problem"),
    path("problems/<uuid:uid>/change/", problems.change, name="problem-change"),
    path("problems/<uuid:uid>/note/", problems.note, name="problem-note"),
]
