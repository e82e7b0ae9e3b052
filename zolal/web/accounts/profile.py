"""One's own name, language, digits, colours and password."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.actions.passwords import change_password
from zolal.accounts.actions.preferences import set_preferences
from zolal.accounts.models import User
from zolal.accounts.queries.roles import role_labels
from zolal.accounts.queries.second_factor import has_second_factor
from zolal.web.accounts.forms import ChangePasswordForm
from zolal.web.notices import notify
from zolal.web.policy import signed_in
from zolal.web.sharing.card import deputies_card

PREFERENCES = ("name", "language", "digits", "theme", "money")


@signed_in
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    return render(request, "registration/profile.html", _context(request))


@signed_in
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Name, language, digits, colours."""
    typed = {name: request.POST[name] for name in PREFERENCES if name in request.POST}
    try:
        user = set_preferences(user=request.user, **typed)
    except ValidationError as error:
        return render(request, "registration/profile.html", _context(request, errors=error, typed=typed), status=422)
    with override(user.language):
        notify(request, _("Saved."))
    return redirect("profile")


@signed_in
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light or dark, from the command box; the page has changed already."""
    wanted = request.POST.get("theme", "")
    set_preferences(user=request.user, theme=wanted if wanted in User.Theme.values else User.Theme.SYSTEM)
    return HttpResponse(status=204)


@signed_in
@sensitive_post_parameters("current", "password", "again")
@require_POST
def password(request: HttpRequest) -> HttpResponse:
    form = ChangePasswordForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            user = change_password(user=request.user, current=typed["current"], password=typed["password"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            update_session_auth_hash(request, user)
            notify(request, _("Your password is changed. Other devices have to log in again."))
            return redirect("profile")
    return render(request, "registration/profile.html", _context(request, form=form), status=422)


def _context(
    request: HttpRequest,
    *,
    errors: ValidationError | None = None,
    typed: dict[str, str] | None = None,
    form: ChangePasswordForm | None = None,
) -> dict[str, object]:
    now = {name: getattr(request.user, name) for name in PREFERENCES} | (typed or {})
    return {
        "now": now,
        "errors": errors.message_dict if errors else {},
        "form": form or ChangePasswordForm(),
        "languages": User._meta.get_field("language").choices,
        "digits": User.Digits.choices,
        "themes": User.Theme.choices,
        "moneys": User.Money.choices,
        "role": role_labels().get(request.user.role, request.user.role),
        **deputies_card(request.user),
        "second_factor": has_second_factor(request.user),
    }
