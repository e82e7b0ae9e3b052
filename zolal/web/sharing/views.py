"""Sharing a record, withdrawing it; choosing who stands in, ending it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zolal.accounts.actions.deputies import choose_deputy, end_deputy
from zolal.accounts.actions.sharing import share_record, withdraw_share
from zolal.accounts.models import User
from zolal.accounts.queries.sharing import deputy_by_uid, share_by_uid
from zolal.accounts.queries.users import active_users, team_by_id, teams, user_by_uid
from zolal.people.queries.records import visible_record, visible_records
from zolal.web.asked import whole_number
from zolal.web.notices import notify
from zolal.web.policy import needs, signed_in
from zolal.web.sharing.forms import DaysForm


@require_http_methods(["GET", "POST"])
@needs("records.share")
def share(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """GET: with whom a record can be shared. POST: let a colleague ("user:<uid>") or a team ("team:<id>") see or change
    it."""
    kind, _sep, whom = request.POST.get("with", "").partition(":")
    try:
        record = visible_record(request.user, record_type, uid)
        if request.method == "GET":
            offered = {"teams": teams(), "colleagues": active_users().exclude(pk=request.user.pk)}
            return render(request, "sharing/whom.html", offered)
        to = {"user": _user(whom)} if kind == "user" else {"team": team_by_id(whole_number(whom) or 0)} if kind else {}
        share_record(
            record_type=record_type, record_id=record.pk, by=request.user, level=request.POST.get("level", "read"), **to
        )
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Shared."))
    return redirect(record_type, uid=uid)


@require_POST
@needs("records.share")
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Share no longer."""
    try:
        shared = share_by_uid(uid, user=request.user)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    record = visible_records(request.user, shared.record_type).get(pk=shared.record_id)
    withdraw_share(shared=shared, by=request.user)
    notify(request, _("Not shared any more: %(name)s") % {"name": shared.user or shared.team})
    return redirect(shared.record_type, uid=record.uid)


@require_POST
@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """Somebody stands in for oneself; who manages users may say for whom."""
    form = DaysForm(request.POST)
    try:
        user = _user(request.POST["user"]) if request.POST.get("user") else request.user
        deputy = _user(request.POST.get("deputy", ""))
        if form.is_valid():
            choose_deputy(user=user, deputy=deputy, by=request.user, **form.cleaned_data)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        if form.is_valid():
            notify(request, _("Saved. It holds on these days: %(name)s") % {"name": deputy.name})
        else:
            notify(request, _("Write the first and the last day, such as 1405/09/08."), tone="bad")
    return redirect("profile")


@require_POST
@signed_in
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Nobody stands in any more."""
    try:
        chosen = deputy_by_uid(uid, user=request.user)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    end_deputy(chosen=chosen, by=request.user)
    notify(request, _("Ended: %(name)s") % {"name": chosen.deputy.name})
    return redirect("profile")


def _user(text: str) -> User:
    try:
        return user_by_uid(UUID(text))
    except ValueError as wrong:
        raise User.DoesNotExist from wrong
