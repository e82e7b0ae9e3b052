"""One-time links: how somebody gets a password without e-mail. Somebody who knows them hands the link over."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from zolal.accounts.models import User


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """Good for one new password, for as long as `PASSWORD_RESET_TIMEOUT` says; a log-in or a new password ends it."""

    uidb64: str
    token: str

    @property
    def path(self) -> str:
        return f"/accounts/link/{self.uidb64}/{self.token}/"


def link_for(user: User) -> OneTimeLink:
    uidb64 = urlsafe_base64_encode(force_bytes(str(user.uid)))
    return OneTimeLink(uidb64, default_token_generator.make_token(user))


def user_of_link(uidb64: str, token: str) -> User | None:
    """Whose link it is; None where it was used, is too old, or never was one."""
    try:
        user = User.objects.get(uid=urlsafe_base64_decode(uidb64).decode(), is_active=True)
    except (User.DoesNotExist, ValidationError, ValueError, OverflowError):
        return None
    return user if default_token_generator.check_token(user, token) else None
