"""Who may call an operation: by token or by the browser's session, with the role's verb and the token's scope.

Every operation says which verb it needs by `auth=needs("…")`; a test walks them all.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from ninja.security import HttpBearer
from ninja.utils import check_csrf

from zolal.accounts.actions.tokens import token_of, used
from zolal.accounts.models import ApiToken, User
from zolal.accounts.permissions import NotAllowed, demand
from zolal.api import idempotency, limits
from zolal.api.problems import Refused

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SIGNED_IN = ""


class Door(HttpBearer):
    """Lets in whoever has the verb; "" is everybody who is logged in."""

    def __init__(self, verb: str) -> None:
        super().__init__()
        self.verb = verb

    def __call__(self, request: HttpRequest) -> User | None:
        user = self._user(request)
        if user is None:
            return None
        limits.count(request, _caller(request, user))
        if self.verb:
            demand(user, self.verb)
        if request.method not in SAFE:
            idempotency.begin(request, user)
        return user

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The user of a token; a read-only one opens nothing that writes."""
        found = token_of(token)
        if found is None:
            return None
        if request.method not in SAFE and found.scope != ApiToken.Scope.WRITE:
            raise Refused(403, _("This token may only read. Use one with the scope “read and write”."))
        request.user = found.user
        request.token = found  # type: ignore[attr-defined]
        translation.activate(found.user.language)
        used(found)
        return found.user

    def _user(self, request: HttpRequest) -> User | None:
        if request.headers.get("Authorization", ""):
            return self.authenticate(request, _secret(request))
        user = request.user
        if not isinstance(user, User) or not user.is_active:
            return None
        if request.method not in SAFE and check_csrf(request):
            raise Refused(403, _("The CSRF token is missing or wrong. Load the page again, or use an API token."))
        return user


def needs(verb: str) -> Door:
    """For `auth=`: the role's verb that an operation needs."""
    return Door(verb)


def signed_in() -> Door:
    """For `auth=`: everybody who is logged in, of whatever role."""
    return Door(SIGNED_IN)


def speak(request: HttpRequest) -> None:
    """Answer in the language of the token's user also where no operation is called."""
    if (secret := _secret(request)) and (found := token_of(secret)):
        translation.activate(found.user.language)


def _secret(request: HttpRequest) -> str:
    kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


def _caller(request: HttpRequest, user: User) -> str:
    token: ApiToken | None = getattr(request, "token", None)
    return f"token {token.pk}" if token else f"user {user.pk}"


def user_of(request: HttpRequest) -> User:
    """Whoever the door let in."""
    if not isinstance(request.user, User):
        raise NotAllowed
    return request.user
