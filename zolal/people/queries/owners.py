"""Colleagues to choose an owner from."""

from __future__ import annotations

from zolal.accounts.models import User
from zolal.accounts.queries.users import active_users
from zolal.engine.persian.letters import key


def find_owners(*, text: str = "", limit: int = 20) -> list[User]:
    """Users who may log in and whose name or e-mail holds what was typed, in any spelling of the letters."""
    wanted = key(text)
    return [user for user in active_users() if wanted in key(user.name) or wanted in user.email][:limit]
