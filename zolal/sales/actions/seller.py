"""What the law wants to know of the company on its invoices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from zolal.accounts.actions.settings import change_setting, last_to_choose
from zolal.accounts.models import User
from zolal.accounts.overtaken import Overtaken, wanted
from zolal.accounts.permissions import demand
from zolal.sales.legal import FIELDS, checked_party, seller, wrong_in


def change_seller(*, told: Mapping[str, Any], seen: Mapping[str, Any] | None = None, by: User) -> None:
    """The legal fields of the seller, for every invoice from now on. `seen` is what `by` had before their eyes.

    Raises `NotAllowed`; `Overtaken`, `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, "settings.write")
        now = _all(seller())
        try:
            changed = wanted(_all(told), seen=_all(seen) if seen is not None else None, now=now)
        except Overtaken as overtaken:
            raise Overtaken(overtaken.now, last_to_choose(["invoice.seller"])) from overtaken
        party = checked_party(now | changed, "seller")
        if wrong := wrong_in(party):
            raise ValidationError(wrong)
        change_setting(name="invoice.seller", value=party, by=by)


def _all(told: Mapping[str, Any]) -> dict[str, str]:
    """In their form, "" for what is not there."""
    found = checked_party(told, "seller")
    return {name: found.get(name, "") for name in FIELDS}
