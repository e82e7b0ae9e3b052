"""The number by which a customer is called, as far as the user sees it."""

from __future__ import annotations

from collections.abc import Collection

from zolal.accounts.models import User
from zolal.calendar.queries.withheld import withheld
from zolal.people.models import ContactPoint

_KINDS = ("mobile", "phone")


def numbers_of(user: User, record_type: str, ids: Collection[int]) -> dict[int, str]:
    """{id: number} of those who have one, mobiles first; "" where it is kept from the user. One query."""
    if not ids:
        return {}
    out, column = withheld(user, record_type), f"{record_type}_id"
    points = ContactPoint.objects.filter(**{f"{column}__in": list(ids)}, kind__in=_KINDS).exclude(key="")
    found: dict[int, str] = {}
    for number, kind, key in points.order_by(column, "kind", "position").values_list(column, "kind", "key"):
        found[number] = found.get(number) or ("" if kind in out else key)
    return found
