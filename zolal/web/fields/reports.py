"""Reports that fields are collected for."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.permissions import demand, may
from zolal.people.fields import fields_of
from zolal.stewardship.actions.reports import change_report, drop_report, plan_report
from zolal.stewardship.models import Report
from zolal.stewardship.queries.reports import report_by_uid, reports_for
from zolal.web.fields.forms import ReportForm
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type


@require_GET
@needs("quality.read")
def index(request: HttpRequest) -> HttpResponse:
    name = asked_type(request)
    known = fields_of(name)
    reports = [
        (report, [known[field].label for field in report.fields if field in known])
        for report in reports_for(user=request.user, record_type=name)
    ]
    return render(request, "fields/reports.html", {"name": name, "reports": reports})


@require_http_methods(["GET", "POST"])
@needs("stewardship.plan")
def create(request: HttpRequest) -> HttpResponse:
    name = asked_type(request)
    form = ReportForm(name, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            plan_report(record_type=name, by=request.user, **form.told())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect(f"{_index()}?type={name}")
    return _form(request, name, form, None)


@require_http_methods(["GET", "POST"])
@needs("quality.read")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Everybody reads what is decided by it; strategists change it."""
    report = _found(request, uid)
    now = {"name": report.name, "decision": report.decision, "readers": report.readers, "rhythm": report.rhythm}
    shown = {**now, "fields_": report.fields}
    form = ReportForm(report.record_type, request.POST or None, initial=shown).changing()
    if request.method == "GET":
        return _form(request, report.record_type, form, report)
    demand(request.user, "stewardship.plan")
    if form.is_valid():
        try:
            action = change_report(report=report, by=request.user, seen=form.seen, **form.told())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."), action=action)
            return redirect(f"{_index()}?type={report.record_type}")
    return _form(request, report.record_type, form, report)


@require_POST
@needs("stewardship.plan")
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    report = _found(request, uid)
    action = drop_report(report=report, by=request.user)
    notify(request, _("Deleted: %(name)s") % {"name": report.name}, action=action)
    return redirect(f"{_index()}?type={report.record_type}")


def _form(request: HttpRequest, name: str, form: ReportForm, report: Report | None) -> HttpResponse:
    context = {"name": name, "form": form, "report": report, "writes": may(request.user, "stewardship.plan")}
    return render(request, "fields/report.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, uid: UUID) -> Report:
    try:
        return report_by_uid(uid, user=request.user)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing


def _index() -> str:
    return reverse("reports")
