"""Who stands in for oneself, on one's profile."""

from __future__ import annotations

from typing import Any

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.accounts.queries.sharing import deputies
from zolal.accounts.queries.users import active_users


def deputies_card(user: User) -> dict[str, Any]:
    """Who stands in for whom, and whom one can choose."""
    return {
        "stand_ins": list(deputies(user)),
        "colleagues": active_users().exclude(pk=user.pk),
        "chooses_deputy": may(user, "deputies.choose"),
        "manages_users": may(user, "users.manage"),
    }
