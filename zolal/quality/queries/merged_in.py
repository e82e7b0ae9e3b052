"""The records that went into one."""

from __future__ import annotations

from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.people.queries.records import visible_records
from zolal.people.queries.timeline import absorbed_ids
from zolal.quality.models import Merge


def merged_in(*, record_type: str, record: Person | Company, user: User) -> list[tuple[Person | Company, Merge | None]]:
    """Records absorbed by this one, as far as the user sees them, each with the merge that can be undone."""
    ids = absorbed_ids(record)
    if not ids:
        return []
    merges = Merge.objects.filter(record_type=record_type, absorb_id__in=ids, undone_by__isnull=True)
    by_id = {merge.absorb_id: merge for merge in merges.select_related("action__actor").order_by("pk")}
    return [(one, by_id.get(one.pk)) for one in visible_records(user, record_type).filter(pk__in=ids)]
