"""Keys by which programs act as a user: shown once, kept only as a digest."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import ApiToken, User
from zolal.accounts.permissions import NotAllowed, may
from zolal.core.ledger import act

PREFIX = "zolal_"
"""So that a secret that leaked into a file can be found."""

_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token with its secret, which nobody can read again later."""

    token: ApiToken
    secret: str


def create_token(*, user: User, name: str, scope: str = ApiToken.Scope.READ) -> NewToken:
    """A token for oneself. Raises `ValidationError` by field."""
    if not user.is_active:
        raise NotAllowed("tokens")
    if not name.strip():
        raise ValidationError({"name": _("Write what the token is for, so that you know later which one to revoke.")})
    if scope not in ApiToken.Scope.values:
        raise ValidationError({"scope": _("A token is for reading, or for reading and writing.")})
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = ApiToken.objects.create(user=user, name=name.strip()[:100], scope=scope, digest=digest(secret))
        act(kind="token.create", by=user, about={"name": token.name, "scope": scope})
    return NewToken(token, secret)


def revoke_token(*, token: ApiToken, by: User) -> ApiToken:
    """Its owner may, and whoever manages users."""
    if not by.is_active or (token.user_id != by.pk and not may(by, "users.manage")):
        raise NotAllowed("tokens")
    if token.revoked_at is None:
        with transaction.atomic():
            token.revoked_at = timezone.now()
            token.save(update_fields=["revoked_at"])
            act(kind="token.revoke", by=by, about={"name": token.name, "user": str(token.user.uid)})
    return token


def token_of(secret: str) -> ApiToken | None:
    """The token with its user, for a secret that is good now: neither revoked nor of somebody shut out."""
    found = ApiToken.objects.select_related("user__team").filter(
        digest=digest(secret), revoked_at__isnull=True, user__is_active=True
    )
    return found.first() if secret.startswith(PREFIX) else None


def used(token: ApiToken) -> None:
    """Note when a token was used last, to the minute."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= _NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
        token.last_used_at = now


def digest(secret: str) -> str:
    """What is kept of a secret. It is random and long, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
