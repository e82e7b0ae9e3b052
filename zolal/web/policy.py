"""Who may call a view. Every view says so by one of these; a test walks all addresses as every role."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase

from zolal.accounts.permissions import demand
from zolal.web.notices import deliver

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

SIGNED_IN = "signed in"
OPEN = "open"


def needs(verb: str) -> Callable[[View[P]], View[P]]:
    """Only roles that have the verb; everybody else gets 403 before the view runs."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            demand(request.user, verb)  # type: ignore[arg-type]  # the login middleware stands before
            return _unkept(deliver(request, view(request, *args, **kwargs)))

        return _declare(guarded, verb)

    return decorate


def signed_in(view: View[P]) -> View[P]:
    """Everybody who is logged in, of whatever role: one's own profile, for example."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return _unkept(deliver(request, view(request, *args, **kwargs)))

    return _declare(guarded, SIGNED_IN)


def open_to_all(view: View[P]) -> View[P]:
    """Everybody, also before login."""
    return login_not_required(_declare(view, OPEN))


def _unkept(response: HttpResponseBase) -> HttpResponseBase:
    """Customers' data stays in no browser's cache: whoever sits down there next finds nothing."""
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def policy_of(view: object) -> str | None:
    """What a view declared, None where it did not."""
    return getattr(view, "zolal_policy", None)


def _declare(view: View[P], policy: str) -> View[P]:
    view.zolal_policy = policy  # type: ignore[attr-defined]
    return view
