from __future__ import annotations

from django.urls import path

from zolal.web.fields import policies, proposals, register, reports

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
    path("<str:record_type>/<str:name>/", register.show, name="field"),
    path("<str:record_type>/<str:name>/policy/", policies.write, name="field-policy"),
]
