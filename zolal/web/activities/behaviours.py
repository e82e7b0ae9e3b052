"""The list of behaviours that observations choose from."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zolal.accounts.permissions import demand
from zolal.activities.actions.behaviours import add_behaviour, change_behaviour
from zolal.activities.models import Behaviour
from zolal.activities.queries.behaviours import behaviour_by_uid, behaviours
from zolal.web.notices import notify
from zolal.web.policy import needs


@require_http_methods(["GET", "POST"])
@needs("settings.read")
def index(request: HttpRequest) -> HttpResponse:
    """All of them, and another one."""
    errors: list[str] = []
    if request.method == "POST":
        demand(request.user, "settings.write")
        try:
            _behaviour, action = add_behaviour(name=request.POST.get("name", ""), by=request.user)
        except ValidationError as refused:
            errors = refused.messages
        else:
            notify(request, _("Added."), action=action)
            return redirect("behaviours")
    context = {"behaviours": behaviours(archived=True), "errors": errors, "typed": request.POST.get("name", "")}
    return render(request, "activities/behaviours.html", context, status=422 if errors else 200)


@require_POST
@needs("settings.write")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another name, or no longer offered."""
    try:
        behaviour = behaviour_by_uid(uid)
    except Behaviour.DoesNotExist as missing:
        raise Http404 from missing
    try:
        if "name" in request.POST:
            seen = {"name": request.POST["seen"]} if "seen" in request.POST else None
            action = change_behaviour(behaviour=behaviour, name=request.POST["name"], seen=seen, by=request.user)
        else:
            action = change_behaviour(
                behaviour=behaviour, archived=request.POST.get("archived") == "1", by=request.user
            )
    except ValidationError as refused:
        notify(request, refused.messages[0], tone="bad")
    else:
        notify(request, _("Saved."), action=action)
    return redirect("behaviours")
