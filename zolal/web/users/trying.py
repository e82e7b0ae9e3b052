"""An administrator begins, and ends, to look at Zolal as somebody else; `zolal.server.try_as` shows it to them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zolal.accounts.actions.trying import begin_trying, end_trying
from zolal.accounts.trying import TRYING, called, tried
from zolal.people.queries.typed import uid as typed_uid
from zolal.web.notices import notify
from zolal.web.policy import needs, signed_in


@require_POST
@needs("users.manage")
def begin(request: HttpRequest) -> HttpResponse:
    """As a user or in a role, for this browser only."""
    uid = typed_uid(request.POST.get("user", ""))
    told = {"user": str(uid)} if uid else {"role": request.POST.get("role", "")}
    shown = tried(told, by=request.user)  # type: ignore[arg-type]  # the login middleware stands before
    if shown is None:
        notify(request, _("Choose a role, or a colleague who may log in."), tone="bad")
        return redirect("users")
    name = called(told, shown)
    begun = begin_trying(name=name, by=request.user)  # type: ignore[arg-type]
    request.session[TRYING] = {**told, "name": name, "begun": str(begun.uid)}
    return redirect("home")


@require_POST
@signed_in
def end(request: HttpRequest) -> HttpResponse:
    """Oneself again."""
    ended(request)
    notify(request, _("You see Zolal as yourself again."))
    return redirect("home")


def ended(request: HttpRequest) -> None:
    """Nothing is tried any more, if anything was."""
    if told := request.session.pop(TRYING, None):
        end_trying(name=told["name"], begun=told.get("begun", ""), by=request.user)  # type: ignore[arg-type]
