"""As what two may belong together, in the settings."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zolal.accounts.permissions import demand, may
from zolal.people.actions.relation_roles import change_role, create_role, drop_role
from zolal.people.models import RelationRole
from zolal.people.queries.relations import role_by_uid, roles
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.relations.forms import TYPES, RoleForm


@require_http_methods(["GET", "POST"])
@needs("settings.read")
def index(request: HttpRequest) -> HttpResponse:
    """All of them, and the form for another."""
    form = RoleForm(request.POST or None)
    if request.method == "POST":
        demand(request.user, "settings.write")
        if form.is_valid():
            try:
                create_role(**form.cleaned_data, by=request.user)
            except ValidationError as refused:
                form.refuse(refused)
            else:
                notify(request, _("Saved."))
                return redirect("relation-roles")
    types = dict(TYPES)
    rows = [
        (role, role.told(first=True), role.told(first=False), types[role.first_type], types[role.second_type])
        for role in roles(active=False)
    ]
    context = {"rows": rows, "form": form, "writes": may(request.user, "settings.write")}
    return render(request, "relations/roles.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs("settings.write")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Other words; offered no more, or again; away."""
    try:
        role = role_by_uid(uid)
    except RelationRole.DoesNotExist as missing:
        raise Http404 from missing
    try:
        if request.POST.get("do") == "drop":
            action = drop_role(role=role, by=request.user)
        elif "active" in request.POST:
            action = change_role(role=role, active=request.POST["active"] == "yes", by=request.user)
        else:
            words = {name: request.POST.get(name) for name in ("word", "reverse")}
            seen = {name: request.POST[f"seen_{name}"] for name in words if f"seen_{name}" in request.POST}
            action = change_role(role=role, **words, seen=seen, by=request.user)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Saved."), action=action)
    return redirect("relation-roles")
