"""Taking back what was done."""

from __future__ import annotations

from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core.ledger import Undone, undo
from zolal.core.models import Action


def undo_action(*, action: Action, by: User) -> Undone:
    """Undo one's own action, or anybody's with "ledger.undo". Raises `NotAllowed`, `AlreadyUndone`."""
    with transaction.atomic():
        demand(by, "records.edit" if action.actor_id == by.pk else "ledger.undo")
        return undo(action=action, by=by)
