"""Which kinds of records come in by plain files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.capture.plain.activities import Activities
from zolal.capture.plain.deals import Deals
from zolal.capture.plain.kind import PlainKind
from zolal.people.queries.records import visible_records

PLAIN: Mapping[str, PlainKind] = {kind.record_type: kind for kind in (Deals(), Activities())}


def offered(user: User) -> list[PlainKind]:
    """Those that the user may take in."""
    found = []
    for kind in PLAIN.values():
        try:
            kind.demand(user)
        except NotAllowed:
            continue
        found.append(kind)
    return found


def seen_records(user: User, record_type: str) -> QuerySet[Any]:
    """The records of a type that the user sees, of whatever kind an import may be."""
    return PLAIN[record_type].seen(user) if record_type in PLAIN else visible_records(user, record_type)
