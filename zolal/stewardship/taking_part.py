"""Who takes part in a plan or a schedule, written so that undo can put it back."""

from __future__ import annotations

from collections.abc import Sequence

from zolal.accounts.models import User
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.stewardship.models import Plan, Schedule


def set_people(action: Action, of: Plan | Schedule, people: Sequence[User]) -> None:
    """Exactly these take part from now on."""
    through = type(of).people.through
    key = {f"{of._meta.model_name}_id": of.pk}
    there = {row.user_id: row for row in through.objects.filter(**key)}
    wanted = {user.pk for user in people}
    for user_id in there.keys() - wanted:
        rows.take(action, there[user_id])
    for user_id in sorted(wanted - there.keys()):
        rows.add(action, through(**key, user_id=user_id))
