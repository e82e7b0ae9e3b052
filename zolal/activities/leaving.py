"""What becomes of activities when their customer is deleted or erased."""

from __future__ import annotations

from collections.abc import Sequence

from zolal.activities.models import Activity
from zolal.core import ledger
from zolal.core.models import Action

_CHUNK = 2_000


def leave_person(action: Action, people: Sequence[int]) -> None:
    """They go with the person; undo brings both back."""
    _remove(action, Activity.objects.filter(person__in=list(people)).order_by("pk").values_list("pk", flat=True))


def leave_company(action: Action, companies: Sequence[int]) -> None:
    """Those of a person stay with the person; the others go with the company."""
    found = Activity.objects.filter(company__in=list(companies)).order_by("pk")
    _remove(action, found.filter(person__isnull=True).values_list("pk", flat=True))
    ids = list(found.filter(person__isnull=False).values_list("pk", flat=True))
    for start in range(0, len(ids), _CHUNK):
        ledger.write(action, "activity", {pk: {"company": None} for pk in ids[start : start + _CHUNK]})


def _remove(action: Action, found: Sequence[int]) -> None:
    ids = list(found)
    for start in range(0, len(ids), _CHUNK):
        ledger.remove(action, "activity", ids[start : start + _CHUNK])
