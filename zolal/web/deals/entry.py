"""A new deal, from anywhere."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zolal.people.queries.records import record_by_id, visible_record
from zolal.people.queries.typed import uid as typed_uid
from zolal.sales.actions.deals import open_deal
from zolal.web.deals.asked import user_of
from zolal.web.deals.forms import DealForm
from zolal.web.notices import notify
from zolal.web.policy import needs

FIRST = ("title", "stage", "person", "company", "value", "expected_on")


@require_http_methods(["GET", "POST"])
@needs("deals.write")
def create(request: HttpRequest) -> HttpResponse:
    """The form; by htmx in a dialog, otherwise a page of its own."""
    user = user_of(request)
    form = DealForm(request.POST or None, request.FILES or None, by=user, initial=_begun(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                deal = open_deal(**form.given(), by=user)
            except ValidationError as refused:
                form.refuse(refused)
            else:
                notify(request, _("%(name)s is created.") % {"name": deal.title})
                address = reverse("deal", args=[deal.uid])
                if request.headers.get("HX-Request"):
                    return HttpResponse(headers={"HX-Redirect": address})
                return redirect(address)
    template = "deals/new.html#dialog" if request.headers.get("HX-Request") else "deals/new.html"
    return render(request, template, {"form": form, "first": FIRST}, status=status)


def _begun(request: HttpRequest) -> dict[str, Any]:
    """From whose page it was asked for, and in which column of the board."""
    user = user_of(request)
    found: dict[str, Any] = {"owner": str(user.uid), "team": str(user.team_id or "")}
    if uid := typed_uid(request.GET.get("stage", "")):
        found["stage"] = str(uid)
    for name in ("person", "company"):
        if uid := typed_uid(request.GET.get(name, "")):
            try:
                found[name] = visible_record(user, name, uid)
            except ObjectDoesNotExist:
                continue
    if (person := found.get("person")) and person.company_id and "company" not in found:
        found["company"] = record_by_id(user, "company", person.company_id)
    return found
