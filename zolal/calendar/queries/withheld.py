"""What of a customer's fields stays out of a user's calendar: masked and hidden ones alike."""

from __future__ import annotations

import re

from zolal.accounts.models import User
from zolal.core.listed import listed
from zolal.people.models import Company, Person
from zolal.people.queries.permitted import MASK, withheld

__all__ = ["address_of", "name_for", "withheld"]

_NUMBER = re.compile(r"\d{7}|@")
_WAYS = frozenset({"mobile", "phone", "landline", "email"})


def name_for(name: str, out: frozenset[str]) -> str:
    """A name; of somebody who is called by their number it is none to who does not see numbers."""
    return MASK if out & _WAYS and _NUMBER.search(name) else name


def address_of(user: User, record: Person | Company) -> str:
    """City and address as far as the user sees them."""
    out = withheld(user, record.record_type)
    parts = (("city", record.city), ("address", record.address))
    return listed(text for name, text in parts if text and name not in out)
