"""Passwords: chosen by their owners, known to nobody else."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.links import user_of_link
from zolal.accounts.models import User
from zolal.core.ledger import act


def checked(password: str, user: User) -> str:
    """The password, where it is good enough; raises `ValidationError` for the field "password"."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from None
    return password


def set_password_by_link(*, uidb64: str, token: str, password: str) -> User:
    """The new password of whoever holds a one-time link, which is used up by this. Raises `ValidationError`."""
    with transaction.atomic():
        user = user_of_link(uidb64, token)
        if user is None:
            raise ValidationError(_("This link has been used or is too old; ask an administrator for another one."))
        user.set_password(checked(password, user))
        user.save(update_fields=["password"])
        act(kind="user.password", by=user, about={"user": str(user.uid), "name": user.name})
    return user


def change_password(*, user: User, current: str, password: str) -> User:
    """One's own password. Raises `ValidationError` by field: "current", "password"."""
    if not user.check_password(current):
        raise ValidationError({"current": _("This is not your present password.")})
    with transaction.atomic():
        user.set_password(checked(password, user))
        user.save(update_fields=["password"])
        act(kind="user.password", by=user, about={"user": str(user.uid), "name": user.name})
    return user
