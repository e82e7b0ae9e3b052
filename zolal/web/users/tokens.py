"""Keys by which one's own programs use the API."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zolal.accounts.actions.tokens import create_token, revoke_token
from zolal.accounts.models import ApiToken
from zolal.accounts.queries.users import token_by_uid, tokens_of
from zolal.web.notices import notify
from zolal.web.policy import signed_in
from zolal.web.users.forms import TokenForm


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """One's own tokens; the secret of one just made is shown here, once."""
    if request.method != "POST":
        return render(request, "users/tokens.html", {"form": TokenForm(), "tokens": tokens_of(request.user)})
    form, made = TokenForm(request.POST), None
    if form.is_valid():
        try:
            made = create_token(user=request.user, **form.cleaned_data)
        except ValidationError as refused:
            for name, sentences in refused.message_dict.items():
                form.add_error(name, sentences)
    shown = TokenForm() if made else form
    context = {"form": shown, "tokens": tokens_of(request.user), "made": made}
    return render(request, "users/tokens.html", context, status=200 if made else 422)


@require_POST
@signed_in
def revoke(request: HttpRequest, uid: UUID) -> HttpResponse:
    """End a token at once."""
    try:
        token = token_by_uid(uid, by=request.user)
    except ApiToken.DoesNotExist as missing:
        raise Http404 from missing
    revoke_token(token=token, by=request.user)
    notify(request, _("Revoked. Programs with this token are locked out from now on."))
    return redirect("tokens")
