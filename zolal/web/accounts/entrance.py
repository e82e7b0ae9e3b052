"""Before somebody is in: login, the language, one-time links, the first administrator."""

from __future__ import annotations

from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from zolal.accounts.actions.passwords import set_password_by_link
from zolal.accounts.actions.preferences import set_preferences
from zolal.accounts.actions.users import create_first_administrator
from zolal.accounts.language import COOKIE
from zolal.accounts.links import user_of_link
from zolal.accounts.models import User
from zolal.accounts.queries.users import nobody_yet
from zolal.web.accounts.arrival import come_in, enter
from zolal.web.accounts.forms import LoginForm, NewPasswordForm, SetupForm
from zolal.web.accounts.setup_token import is_setup_token
from zolal.web.notices import notify
from zolal.web.policy import open_to_all, signed_in

YEAR = 365 * 24 * 3600


@method_decorator([open_to_all, never_cache], name="dispatch")
class Login(LoginView):
    """The door. Somebody who is in already goes on; a part of a page that asks for login becomes the whole page."""

    template_name = "registration/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": request.get_full_path()})
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: LoginForm) -> HttpResponse:
        return come_in(self.request, form.get_user(), to=self.get_success_url())


@signed_in
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Out."""
    logout(request)
    response = redirect("login")
    # What was typed and not sent, and what the browser kept of the pages, goes with who is leaving.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@open_to_all
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Another language: kept with the user, or in a cookie before login."""
    wanted, back = request.POST.get("language", ""), request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    if isinstance(request.user, User):
        set_preferences(user=request.user, language=wanted if wanted in {"fa", "en"} else "fa")
    else:
        response.set_cookie(COOKIE, "en" if wanted == "en" else "fa", max_age=YEAR, httponly=True, samesite="Lax")
    return response


@open_to_all
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def one_time_link(request: HttpRequest, uidb64: str, token: str) -> HttpResponse:
    """Choose a password by an invitation or a reset link; looking at the page does not use the link up."""
    user = user_of_link(uidb64, token)
    if user is None:
        return render(request, "registration/link_used.html", status=410)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = set_password_by_link(uidb64=uidb64, token=token, password=form.cleaned_data["password"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            notify(request, _("Your password is set. Welcome!"))
            return come_in(request, user, to=reverse("home"))
    return render(request, "registration/one_time_link.html", {"form": form, "invited": user}, status=_status(form))


@open_to_all
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest, token: str) -> HttpResponse:
    """The first administrator, by the link that was printed at the first start; it ends with the first user."""
    if not (nobody_yet() and is_setup_token(token)):
        raise Http404
    form = SetupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            user = create_first_administrator(email=typed["email"], name=typed["name"], password=typed["password"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return enter(request, user, to=reverse("home"))
    return render(request, "registration/setup.html", {"form": form}, status=_status(form))


def _status(form: NewPasswordForm) -> int:
    return 422 if form.is_bound and not form.is_valid() else 200
