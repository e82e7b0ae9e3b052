"""Looking as somebody else: nothing changes by it, but who did it and when is kept."""

from __future__ import annotations

from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.trying import VERB
from zolal.core.ledger import act
from zolal.core.models import Action


def begin_trying(*, name: str, by: User) -> Action:
    """From now on `by` sees Zolal as `name` does. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, VERB)
        return act(kind="try.begin", by=by, about={"name": name})


def end_trying(*, name: str, by: User) -> Action:
    """They are themselves again."""
    with transaction.atomic():
        return act(kind="try.end", by=by, about={"name": name})
