"""How somebody wants to read Zolal."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.core.ledger import act


def set_preferences(
    *,
    user: User,
    name: str | None = None,
    language: str | None = None,
    digits: str | None = None,
    theme: str | None = None,
    money: str | None = None,
) -> User:
    """One's own name, language, digits, colours or unit of amounts; what is not given stays.

    Raises `ValidationError` by field.
    """
    wanted = {"name": name, "language": language, "digits": digits, "theme": theme, "money": money}
    changed = {field: value.strip() for field, value in wanted.items() if value is not None}
    if changed.get("name") == "":
        raise ValidationError({"name": _("Write the name by which colleagues know you.")})
    for field, value in changed.items():
        setattr(user, field, value)
    user.clean_fields(exclude={field.name for field in User._meta.fields} - set(changed))
    with transaction.atomic():
        user.save(update_fields=list(changed))
        act(kind="user.preferences", by=user, about={"user": str(user.uid), **changed})
    return user
