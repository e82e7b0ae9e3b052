"""With whom a record is shared, on its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zolal.accounts.actions.sharing import may_withdraw
from zolal.accounts.models import SharedRecord, User
from zolal.accounts.permissions import may
from zolal.accounts.queries.sharing import shares_of
from zolal.accounts.visibility import may_on
from zolal.people.models import Company, Person


def load(user: User, record: Person | Company) -> Mapping[str, Any]:
    """Nothing where it is shared with nobody and the user may not share it."""
    record_type = record.record_type
    shares = shares_of(user, record_type, record.pk)
    shares_it = may(user, "records.share") and may_on(user, "change", record_type, record.pk)
    if not shares and not shares_it:
        return {}
    return {
        "record_type": record_type,
        "shares": [(one, may_withdraw(one, user)) for one in shares],
        "shares_it": shares_it,
        "levels": SharedRecord.Level.choices,
    }
