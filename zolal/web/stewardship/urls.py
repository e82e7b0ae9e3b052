from __future__ import annotations

from django.urls import path

from zolal.web.stewardship import adoption, gone_through, maintenance, plans, problems, reviews, schedules

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
    path("plans/", plans.index, name="plans"),
    path("plans/new/", plans.create, name="plan-new"),
    path("plans/<uuid:uid>/", plans.show, name="plan"),
    path("plans/<uuid:uid>/change/", plans.change, name="plan-change"),
    path("plans/<uuid:uid>.xlsx", plans.export, name="plan-export"),
    path("plans/<uuid:uid>/take-in/", plans.take_in_newcomers, name="plan-take-in"),
    path("plans/<uuid:uid>/to-come/", gone_through.to_come, name="plan-to-come"),
    path("plans/<uuid:uid>/gone-through/", gone_through.show, name="plan-gone-through"),
    path("plans/<uuid:uid>/gone-through.xlsx", gone_through.export, name="plan-gone-through-export"),
    path("reviews/", reviews.index, name="reviews"),
    path("reviews.xlsx", reviews.export, name="reviews-export"),
    path("reviews/new/", reviews.create, name="review-new"),
    path("reviews/<uuid:uid>/", reviews.show, name="review"),
    path("reviews/<uuid:uid>.xlsx", reviews.export_one, name="review-export"),
    path("reviews/<uuid:uid>/findings/", reviews.write, name="review-findings"),
    path("reviews/<uuid:uid>/decisions/", reviews.decide, name="review-decide"),
    path("reviews/decisions/<uuid:uid>/", reviews.finish, name="review-finish"),
    path("adoption/", adoption.index, name="adoption"),
    path("adoption.xlsx", adoption.export, name="adoption-export"),
    path("problems/", problems.index, name="problems"),
    path("problems.xlsx", problems.export, name="problems-export"),
    path("problems/report/", problems.report, name="problem-report"),
    path("problems/<uuid:uid>/", problems.show, name="problem"),
    path("problems/<uuid:uid>/change/", problems.change, name="problem-change"),
    path("problems/<uuid:uid>/note/", problems.note, name="problem-note"),
]
