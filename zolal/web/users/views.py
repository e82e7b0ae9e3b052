"""Users, their links, and the tokens of programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.actions.second_factor import reset_second_factor
from zolal.accounts.actions.teams import create_team
from zolal.accounts.actions.users import change_user, deactivate_user, invite_user, reactivate_user, reset_link
from zolal.accounts.links import OneTimeLink
from zolal.accounts.models import User
from zolal.accounts.overtaken import Overtaken
from zolal.accounts.queries.roles import role_labels
from zolal.accounts.queries.users import every_user, teams, user_by_uid
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.users.forms import EndingPlaceForm, InviteForm


@require_GET
@needs("users.manage")
def index(request: HttpRequest) -> HttpResponse:
    """Everybody, with role and team."""
    return _page(request, InviteForm())


@require_POST
@never_cache
@needs("users.manage")
def invite(request: HttpRequest) -> HttpResponse:
    """A new user; the link to their first password is shown once, to be handed over."""
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            invited = invite_user(**form.cleaned_data, by=request.user)
        except ValidationError as refused:
            _refuse(form, refused)
        else:
            return _hand_over(request, invited.user, invited.link)
    return _page(request, form, status=422)


@require_POST
@needs("users.manage")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another role or team."""
    form = EndingPlaceForm(request.POST)
    if form.is_valid():
        try:
            change_user(user=_user(uid), **form.cleaned_data, by=request.user, seen=_seen(request))
        except Overtaken as overtaken:
            notify(request, _overtaken(overtaken.now, overtaken.who), tone="bad")
        except ValidationError as refused:
            notify(request, " ".join(refused.messages), tone="bad")
        else:
            notify(request, _("Saved."))
    else:
        notify(request, _("Choose a role and a team from the lists."), tone="bad")
    return redirect("users")


@require_POST
@needs("users.manage")
def active(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Shut somebody out, or let them in again."""
    user = _user(uid)
    try:
        (deactivate_user if request.POST.get("active") == "no" else reactivate_user)(user=user, by=request.user)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Saved."))
    return redirect("users")


@require_POST
@never_cache
@needs("users.manage")
def link(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A one-time link for somebody who has forgotten the password."""
    user = _user(uid)
    return _hand_over(request, user, reset_link(user=user, by=request.user))


@require_POST
@needs("users.manage")
def reset_factor(request: HttpRequest, uid: UUID) -> HttpResponse:
    """For somebody who has lost the app and the recovery codes."""
    reset_second_factor(user=_user(uid), by=request.user)
    notify(request, _("The second factor is taken away; the password alone lets this user in."))
    return redirect("users")


@require_POST
@needs("users.manage")
def add_team(request: HttpRequest) -> HttpResponse:
    try:
        create_team(name=request.POST.get("name", ""), by=request.user)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Saved."))
    return redirect("users")


def _page(request: HttpRequest, form: InviteForm, *, status: int = 200) -> HttpResponse:
    known = list(teams())
    offered = [("", _("no team")), *((team.pk, team.name) for team in known)]
    roles = role_labels()
    users = [(user, _place_form(user, offered, roles)) for user in every_user(by=request.user)]
    return render(request, "users/index.html", {"users": users, "form": form, "teams": known}, status=status)


def _place_form(user: User, offered: Sequence[tuple[Any, str]], roles: Mapping[str, str]) -> EndingPlaceForm:
    now = {"role": user.role, "team": user.team_id, "until": user.role_until, "after": user.role_after}
    return EndingPlaceForm(initial=now, auto_id=f"{user.uid}-%s", offered=offered, roles=roles)


def _hand_over(request: HttpRequest, user: User, link: OneTimeLink) -> HttpResponse:
    context = {"invited": user, "link": request.build_absolute_uri(link.path)}
    return render(request, "users/link.html", context)


def _user(uid: UUID) -> User:
    try:
        return user_by_uid(uid)
    except User.DoesNotExist as missing:
        raise Http404 from missing


def _seen(request: HttpRequest) -> dict[str, str]:
    """Role and team as the form showed them."""
    return {name: request.POST[f"seen_{name}"] for name in ("role", "team") if f"seen_{name}" in request.POST}


def _overtaken(now: Mapping[str, str], who: str) -> str:
    """What somebody else has made of this user meanwhile; the page shows it, to be chosen from again."""
    told = []
    if "role" in now:
        told.append(_("The role is “%(role)s” now.") % {"role": role_labels().get(now["role"], now["role"])})
    if "team" in now:
        told.append(_("The team is “%(team)s” now.") % {"team": now["team"] or _("no team")})
    sentence = _("Somebody has changed this user meanwhile; nothing was saved. Choose again.")
    if who:
        sentence = _("%(who)s has changed this user meanwhile; nothing was saved. Choose again.") % {"who": who}
    return " ".join([sentence, *told])


def _refuse(form: Form, refused: ValidationError) -> None:
    if hasattr(refused, "error_dict"):
        for name, sentences in refused.message_dict.items():
            form.add_error(name, sentences)
    else:
        form.add_error(None, refused.messages)
