"""Roles: what each may, how two differ, who has one; an administrator copies, changes and deletes them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.actions.roles import change_role, create_role, delete_role
from zolal.accounts.models import Role
from zolal.accounts.permissions import may
from zolal.accounts.queries.roles import KnownRole, NoRole, every_role, holders_of, known_role
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.roles.forms import REACHES, matrix, read
from zolal.web.roles.rows import compared, rows_of


@require_GET
@needs("settings.read")
def index(request: HttpRequest) -> HttpResponse:
    """Every right in a row, every role in a column; with two chosen, only where these differ."""
    roles = every_role()
    chosen = [role for name in ("one", "other") for role in roles if role.key == request.GET.get(name)]
    shown = chosen if len(chosen) == 2 else roles
    rows = compared(shown) if len(chosen) == 2 else rows_of(shown)
    context = {
        "roles": roles,
        "shown": shown,
        "rows": rows,
        "compares": len(chosen) == 2,
        "one": request.GET.get("one", Role.MEMBER),
        "other": request.GET.get("other", Role.MANAGER),
        "manages": may(request.user, "users.manage"),
    }
    return render(request, "roles/index.html", context)


@require_GET
@needs("settings.read")
def show(request: HttpRequest, key: str) -> HttpResponse:
    """One role: what it may, to be changed where it can be, and who has it."""
    role = _role(key)
    writes = may(request.user, "users.manage") and key != Role.ADMINISTRATOR
    context = {
        "role": role,
        "writes": writes,
        "manages": may(request.user, "users.manage"),
        "holders": holders_of(key, by=request.user),
        "reaches": REACHES,
        **matrix(role),
    }
    return render(request, "roles/role.html", context)


@require_POST
@needs("users.manage")
def add(request: HttpRequest) -> HttpResponse:
    """A copy of a role under a new name."""
    name, model = request.POST.get("name", ""), request.POST.get("from", "")
    try:
        role = create_role(name=name, copied_from=model, by=request.user)
    except NoRole:
        notify(request, _("Choose a role to copy from the list."), tone="bad")
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Saved. Say now what is different in it."))
        return redirect("role", key=role.key)
    return redirect("roles")


@require_POST
@needs("users.manage")
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Other rights, another name."""
    role = _role(key)
    try:
        change_role(key=key, wanted=read(request.POST), by=request.user, seen=request.POST.get("seen"))
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Saved. It holds from now on: %(name)s") % {"name": role.label})
    return redirect("role", key=key)


@require_POST
@needs("users.manage")
def delete(request: HttpRequest, key: str) -> HttpResponse:
    """Away with a role that nobody has."""
    role = _role(key)
    try:
        delete_role(key=key, by=request.user)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
        return redirect("role", key=key)
    notify(request, _("Deleted: %(name)s") % {"name": role.label})
    return redirect("roles")


def _role(key: str) -> KnownRole:
    try:
        return known_role(key)
    except NoRole as missing:
        raise Http404 from missing
