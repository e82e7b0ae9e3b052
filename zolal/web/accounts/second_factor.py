"""The second factor: asked for at log-in, set up and switched off by its owner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import segno
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.actions.second_factor import (
    confirm_second_factor,
    offer_second_factor,
    offered,
    remove_second_factor,
    renew_recovery_codes,
    show_code,
)
from zolal.accounts.queries.second_factor import owes_second_factor, second_factor_of
from zolal.web.accounts.arrival import OWED, enter, waiting
from zolal.web.notices import notify
from zolal.web.policy import open_to_all, signed_in


@open_to_all
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """After the password: a code of the app, or one of the recovery codes."""
    found = waiting(request)
    if found is None:
        return redirect("login")
    user, to = found
    errors: list[str] = []
    if request.method == "POST":
        try:
            show_code(user=user, code=request.POST.get("code", ""))
        except ValidationError as refused:
            errors = refused.messages
        else:
            return enter(request, user, to=to)
    return render(request, "registration/code.html", {"errors": errors}, status=422 if errors else 200)


@signed_in
@never_cache
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    return _page(request)


@signed_in
@require_POST
def offer(request: HttpRequest) -> HttpResponse:
    """A secret for the app; nothing changes at log-in yet."""
    try:
        offer_second_factor(user=request.user)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    return redirect("second-factor")


@signed_in
@never_cache
@sensitive_post_parameters("code")
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """The app and Zolal agree: from now on the code is asked for."""
    return _codes(request, confirm_second_factor)


@signed_in
@never_cache
@sensitive_post_parameters("code")
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """Other recovery codes."""
    return _codes(request, renew_recovery_codes)


@signed_in
@never_cache
@sensitive_post_parameters("code")
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """The password alone is enough again."""
    try:
        remove_second_factor(user=request.user, code=request.POST.get("code", ""))
    except ValidationError as refused:
        return _page(request, errors={"remove": refused.messages})
    request.session[OWED] = owes_second_factor(request.user)
    notify(request, _("Your second factor is switched off."))
    return redirect("second-factor")


@sensitive_variables("codes")
def _codes(request: HttpRequest, action: Callable[..., list[str]]) -> HttpResponse:
    """The recovery codes, this once."""
    try:
        codes = action(user=request.user, code=request.POST.get("code", ""))
    except ValidationError as refused:
        return _page(request, errors={action.__name__: refused.messages})
    request.session.pop(OWED, None)
    return render(request, "registration/recovery_codes.html", {"codes": codes})


def _page(request: HttpRequest, *, errors: dict[str, Any] | None = None) -> HttpResponse:
    factor = second_factor_of(request.user)
    offer = offered(factor) if factor and not factor.confirmed_at else None
    context = {
        "factor": factor,
        "offer": offer,
        "picture": _picture(offer.address) if offer else "",
        "errors": errors or {},
        "owed": request.session.get(OWED, False),
    }
    return render(request, "registration/second_factor.html", context, status=422 if errors else 200)


def _picture(address: str) -> SafeString:
    drawn = segno.make(address, error="m").svg_inline(border=3, dark="#000", light="#fff", omitsize=True)
    return mark_safe(drawn)  # noqa: S308 - drawn by us; the address stands in it as modules only
