from __future__ import annotations

from django.urls import path

from zolal.web.fields import groups, own, policies, proposals, register, reports

urlpatterns = [
    path("", register.index, name="fields"),
    path("policies/", policies.index, name="policies"),
    path("policies/<uuid:uid>/drop/", policies.drop, name="policy-drop"),
    path("reports/", reports.index, name="reports"),
    path("reports/new/", reports.create, name="report-new"),
    path("reports/<uuid:uid>/", reports.change, name="report"),
    path("reports/<uuid:uid>/drop/", reports.drop, name="report-drop"),
    path("proposals/", proposals.index, name="proposals"),
    path("proposals/new/", proposals.create, name="proposal-new"),
    path("proposals/<uuid:uid>/", proposals.show, name="proposal"),
    path("proposals/<uuid:uid>/comment/", proposals.comment, name="proposal-comment"),
    path("proposals/<uuid:uid>/decide/", proposals.decide, name="proposal-decide"),
    path("own/", own.index, name="custom-fields"),
    path("own/new/", own.create, name="custom-field-new"),
    path("own/<uuid:uid>/", own.change, name="custom-field"),
    path("own/<uuid:uid>/retire/", own.retire, name="custom-field-retire"),
    path("own/<uuid:uid>/move/", own.move, name="custom-field-move"),
    path("groups/", groups.index, name="field-groups"),
    path("groups/add/", groups.add, name="field-group-add"),
    path("groups/<str:key>/", groups.change, name="field-group"),
    path("groups/<str:key>/drop/", groups.drop, name="field-group-drop"),
    path("<str:record_type>/<str:name>/", register.show, name="field"),
    path("<str:record_type>/<str:name>/policy/", policies.write, name="field-policy"),
]
