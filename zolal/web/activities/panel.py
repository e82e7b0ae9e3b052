"""What was observed of a person or company, summed up on their page (R13)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.activities.queries.stream import activities_of, observed_of
from zolal.people.models import Company, Person


def observed_panel(user: User, record: Person | Company) -> Mapping[str, Any]:
    """Nothing where nobody observed anything."""
    found = observed_of(activities_of(user, record))
    if found is None:
        return {}
    attitudes = [(one.value, one.label, found.attitudes.get(one.value, 0)) for one in Activity.Attitude]
    return {
        "attitudes": [one for one in attitudes if one[2]],
        "behaviours": found.behaviours,
        "count": found.count,
        "sure": found.sure,
    }
