"""The policy of collection: which field, from whom, why and in which way."""

from __future__ import annotations

from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.core.said import demand_row
from zolal.engine.persian.letters import store
from zolal.stewardship.actions.known import known_field
from zolal.stewardship.models import CollectionPolicy


def set_policy(
    *,
    record_type: str,
    field: str,
    purpose: str,
    whom: str,
    way: str,
    basis: str,
    by: User,
    market: str = "",
    benefit: str = "",
) -> CollectionPolicy:
    """The policy of a field for a target market ("" is every market); one that is there is replaced.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, "stewardship.plan")
        known_field(record_type, field)
        said = {"purpose": purpose, "whom": whom, "way": way, "basis": basis, "benefit": benefit}
        here = {"record_type": record_type, "field": field, "market": store(market)}
        wanted = CollectionPolicy.objects.filter(**here).first() or CollectionPolicy(**here)
        is_there = wanted.pk is not None
        for name, value in said.items():
            setattr(wanted, name, value)
        demand_row(wanted)
        action = ledger.act(kind="policy.set", by=by, about={"field": field, "market": market})
        if is_there:
            policy = CollectionPolicy.objects.select_for_update().get(pk=wanted.pk)
            rows.change(action, policy, **{name: getattr(wanted, name) for name in said})
        else:
            policy = wanted
            rows.add(action, policy)
    return policy


def drop_policy(*, policy: CollectionPolicy, by: User) -> Action:
    """Undo brings it back. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, "stewardship.plan")
        action = ledger.act(kind="policy.drop", by=by, about={"field": policy.field, "market": policy.market})
        rows.take(action, policy)
    return action
