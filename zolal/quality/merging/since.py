"""What happened since a merge."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Min

from zolal.core.ledger import Entry, history
from zolal.core.models import Change
from zolal.quality.models import Merge


def entries_since(merge: Merge, ids: Sequence[int]) -> list[Entry]:
    """Newest first, what was done to these records after the merge, apart from merging and parting."""
    first = Change.objects.filter(action=merge.action_id).aggregate(first=Min("id"))["first"] or 0
    later = Change.objects.filter(record_type=merge.record_type, record_id__in=ids, id__gt=first)
    actions = set(later.values_list("action_id", flat=True))
    aside = set(Merge.objects.filter(action_id__in=actions).values_list("action_id", flat=True))
    aside |= set(Merge.objects.filter(undone_by_id__in=actions).values_list("undone_by_id", flat=True))
    found = history(merge.record_type, ids, limit=later.count() + 2)
    return [entry for entry in found if entry.action.pk in actions - aside]
