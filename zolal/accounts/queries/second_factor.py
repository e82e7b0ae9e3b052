"""Who has a second factor, and who must."""

from __future__ import annotations

from zolal.accounts.models import Role, SecondFactor, User
from zolal.core.settings import setting


def second_factor_of(user: User) -> SecondFactor | None:
    """The one that counts, or one that is only offered yet; None where there is none."""
    return SecondFactor.objects.filter(user=user).first()


def has_second_factor(user: User) -> bool:
    """Whether a password alone does not let the user in."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists()


def owes_second_factor(user: User) -> bool:
    """Whether the user has none, though the administrators demand it of their role."""
    demanded = setting("login.second_factor")
    asked = demanded == "all" or (demanded == "administrators" and user.role == Role.ADMINISTRATOR)
    return asked and not has_second_factor(user)
