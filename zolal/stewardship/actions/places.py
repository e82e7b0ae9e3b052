"""Places beside Zolal where data of customers lives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.overtaken import wanted_in
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.core.said import demand_row
from zolal.stewardship.models import DataPlace


def add_place(*, by: User, **values: Any) -> DataPlace:  # noqa: ANN401 - of the row's fields
    """Name, kind, what it holds, who keeps it, how one gets at it, who has access, whether the analyst can reach it.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, "stewardship.plan")
        place = DataPlace(**values)
        demand_row(place)
        rows.add(ledger.act(kind="place.add", by=by, about={"name": place.name}), place)
    return place


def change_place(
    *,
    place: DataPlace,
    by: User,
    seen: Mapping[str, Any] | None = None,
    **values: Any,  # noqa: ANN401 - of the row's fields
) -> Action:
    """`seen` is what `by` had before their eyes. Raises `NotAllowed`, `Overtaken`; `ValidationError` by field."""
    with transaction.atomic():
        demand(by, "stewardship.plan")
        current, wanted = DataPlace.objects.select_for_update().get(pk=place.pk), DataPlace.objects.get(pk=place.pk)
        changed = wanted_in(current, values, seen=seen, kinds="place.")
        for name, value in changed.items():
            setattr(wanted, name, value)
        demand_row(wanted)
        action = ledger.act(kind="place.change", by=by, about={"name": current.name})
        rows.change(action, current, **{name: getattr(wanted, name) for name in changed})
    return action


def drop_place(*, place: DataPlace, by: User) -> Action:
    """Undo brings it back. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, "stewardship.plan")
        action = ledger.act(kind="place.drop", by=by, about={"name": place.name})
        rows.take(action, place)
    return action
