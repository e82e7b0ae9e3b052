"""The last step of coming in: with a second factor there is one more, without one it may have to be set up first."""

from __future__ import annotations

import time

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from zolal.accounts.actions.trying import end_lapsed
from zolal.accounts.language import COOKIE
from zolal.accounts.models import User
from zolal.accounts.queries.second_factor import has_second_factor, owes_second_factor
from zolal.accounts.queries.users import active_users

BACKEND = "django.contrib.auth.backends.ModelBackend"
OWED = "second_factor_owed"
"""In the session of somebody who has to set up a second factor before anything else."""

_BEFORE = "password_shown"
_PATIENCE = 600
"""Seconds for which a password that was right waits for the code."""


def come_in(request: HttpRequest, user: User, *, to: str) -> HttpResponse:
    """After the password: in, or to the page that asks for the code."""
    if not has_second_factor(user):
        return enter(request, user, to=to)
    request.session.cycle_key()
    request.session[_BEFORE] = {"user": user.pk, "hash": user.get_session_auth_hash(), "at": time.time(), "to": to}
    return redirect("login-code")


def waiting(request: HttpRequest) -> tuple[User, str] | None:
    """Who has shown the password and owes the code, and where they want to go; None where nobody does."""
    shown = request.session.get(_BEFORE)
    if not shown or time.time() - shown["at"] > _PATIENCE:
        return None
    user = active_users().filter(pk=shown["user"]).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), shown["hash"]):
        return None
    return user, shown["to"]


def enter(request: HttpRequest, user: User, *, to: str) -> HttpResponse:
    """In, all steps done."""
    login(request, user, backend=BACKEND)
    request.session.pop(_BEFORE, None)
    end_lapsed(by=user)
    if owes_second_factor(user):
        request.session[OWED] = True
    response = redirect(to)
    response.delete_cookie(COOKIE)
    return response
