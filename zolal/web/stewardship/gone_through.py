"""The records behind the figures of a plan whose list is gone through, and those still to come."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zolal.stewardship.models import Plan
from zolal.stewardship.queries.gone_through import First, as_seen
from zolal.stewardship.queries.plans import all_still_to_come, gone_through, plan_by_uid, still_to_come
from zolal.web.asked import day_of, uid_of, whole_number
from zolal.web.policy import needs
from zolal.web.templatetags.reading import moment
from zolal.web.workbook import workbook

SHOWN = 50


@require_GET
@needs("records.create")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Record by record: of everybody one leads, or of one of them ("whose"), or of a day ("on")."""
    plan, whose, on, found = _asked(request, uid)
    after = whole_number(request.GET.get("after", "")) or 0
    part, people = found[after : after + SHOWN], list(plan.people.all())
    asked = {"whose": whose or "", "on": on or ""}
    context = {
        "plan": plan,
        "rows": as_seen(request.user, plan, part, people),
        "total": len(found),
        "person": next((one for one in people if one.uid == whose), None),
        "on": on,
        "query": urlencode(asked),
        "next_page": f"?{urlencode(asked | {'after': after + SHOWN})}" if len(found) > after + SHOWN else "",
    }
    return render(request, "stewardship/gone_through.html", context)


@require_GET
@needs("records.create")
def export(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The same as a file."""
    plan, _whose, _on, found = _asked(request, uid)
    rows = as_seen(request.user, plan, found, list(plan.people.all()))
    told = [[one.record.name if one.record else _("not visible to you"), one.by.name, moment(one.at)] for one in rows]
    return workbook("gone-through", _("Gone through"), [_("Record"), _("By"), _("When")], told)


@require_GET
@needs("records.create")
def to_come(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who is still to be gone through, of those whom the user sees."""
    plan = _plan(request, uid)
    after = uid_of(request.GET.get("after", ""))
    page = still_to_come(request.user, plan, after=after, size=SHOWN)  # type: ignore[arg-type]  # login stands before
    context = {"plan": plan, "page": page, "next_page": f"?after={page.next}" if page.next else ""}
    return render(request, "stewardship/to_come.html", context)


@require_GET
@needs("records.create")
def to_come_export(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The same as a file."""
    found = all_still_to_come(request.user, _plan(request, uid))  # type: ignore[arg-type]  # login stands before
    rows = ([record.name, record.owner.name if record.owner else ""] for record in found)
    return workbook("to-come", _("Still to come"), [_("Record"), _("Owner")], rows)


def _asked(request: HttpRequest, uid: UUID) -> tuple[Plan, UUID | None, date | None, list[First]]:
    plan = _plan(request, uid)
    whose, on = uid_of(request.GET.get("whose", "")), day_of(request.GET.get("on", ""))
    return plan, whose, on, gone_through(request.user, plan, whose=whose, on=on)  # type: ignore[arg-type]


def _plan(request: HttpRequest, uid: UUID) -> Plan:
    try:
        return plan_by_uid(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except Plan.DoesNotExist as missing:
        raise Http404 from missing
